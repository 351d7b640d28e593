#include "api/http/witness_client.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include <httplib.h>

#include "ledger/base/error.h"

namespace relief::api {
namespace {

constexpr auto patience = std::chrono::seconds{5};
constexpr auto whole_patience = std::chrono::seconds{15};
constexpr std::size_t longest_answer = 64U << 10U;

struct Place {
  std::string server;  ///< Scheme, host and port.
  std::string path;
};

Place place_of(std::string_view url) {
  const auto host = url.find("://") + 3;
  const auto slash = std::min(url.find('/', host), url.size());
  auto path = url.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  return {std::string{url.substr(0, slash)}, std::string{path}};
}

/// Cuts a connection when its time is up: httplib's own limits are for each piece of an answer, and
/// whoever sends one piece after the other could hold us for ever.
class Watchdog {
 public:
  Watchdog(httplib::Client& connection, const std::stop_token& outer)
      : stopped_{outer, [&connection] { connection.stop(); }},
        thread_{[this, &connection](const std::stop_token& done) {
          std::unique_lock lock{mutex_};
          waiting_.wait_for(lock, done, whole_patience, [] { return false; });
          if (!done.stop_requested()) connection.stop();
        }} {}

 private:
  std::stop_callback<std::function<void()>> stopped_;
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::jthread thread_;  // Last: it uses what is above.
};

}  // namespace

bool is_witness_url(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  const auto name = url.substr(0, scheme);
  const auto place = place_of(url);
  return (name == "http" || name == "https") && place.server.size() > scheme + 3 &&
         url.find_first_of("?#@ ") == std::string_view::npos;
}

Answer add_checkpoint(const std::string& url, const std::string& request,
                      const std::stop_token& stop) {
  require(is_witness_url(url), Errc::malformed, "a witness's address begins with http or https");
  const auto place = place_of(url);
  httplib::Client connection{place.server};
  connection.set_connection_timeout(patience);
  connection.set_read_timeout(patience);
  connection.set_write_timeout(patience);

  httplib::Request asked;
  asked.method = "POST";
  asked.path = place.path + "/add-checkpoint";
  asked.body = request;
  asked.set_header("Content-Type", "text/plain; charset=utf-8");
  Answer answer;
  asked.content_receiver = [&](const char* bytes, std::size_t count, std::uint64_t, std::uint64_t) {
    answer.body.append(bytes, count);
    return answer.body.size() <= longest_answer;
  };
  const Watchdog watchdog{connection, stop};
  const auto result = connection.send(asked);
  require(static_cast<bool>(result), Errc::unavailable, "a witness doesn't answer");
  answer.status = result->status;
  return answer;
}

}  // namespace relief::api
