#include "api/http/incoming.h"

#include <gtest/gtest.h>

namespace relief::api {
namespace {

httplib::Request from(const std::string& address, const std::string& served = "") {
  httplib::Request request;
  request.remote_addr = address;
  if (!served.empty()) request.headers.emplace("X-Forwarded-For", served);
  return request;
}

TEST(IncomingTest, ANetworkIsTheSameHoweverItsAddressIsWritten) {
  const auto of_proxy = [](const std::string& served) {
    return network_of(from("127.0.0.1", served));
  };
  for (const std::string each :
       {"2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:443", "2001:db8::1%eth0", "2001:DB8::2"}) {
    EXPECT_EQ(of_proxy(each), "20010db800000000") << each;
  }
  for (const std::string each :
       {"192.0.2.1", "192.0.2.1:443", "::ffff:192.0.2.1", "[::ffff:192.0.2.1]:443"}) {
    EXPECT_EQ(of_proxy("spoofed, " + each), "192.0.2.1") << each;
  }
}

TEST(IncomingTest, TextThatIsNoAddressIsCountedAsItStands) {
  for (const std::string each : {"unknown", "_hidden", "[", "[]", ":", "%"}) {
    EXPECT_LE(network_of(from("127.0.0.1", each)).size(), each.size()) << each;
  }
}

TEST(IncomingTest, ThisMachineIsKnownOverIPv6Too) {
  for (const std::string each : {"127.0.0.1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_from_here(from(each))) << each;
    EXPECT_EQ(network_of(from(each, "192.0.2.1")), "192.0.2.1") << each;
  }
  EXPECT_FALSE(is_from_here(from("::ffff:192.0.2.1")));
  EXPECT_FALSE(is_from_here(from("127.0.0.1", "127.0.0.1")));
}

}  // namespace
}  // namespace relief::api
