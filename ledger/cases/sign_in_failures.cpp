#include "ledger/cases/sign_in_failures.h"

#include <algorithm>
#include <array>

#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr auto window = std::chrono::minutes{15};
constexpr std::size_t of_login_from_network = 5;
constexpr std::size_t of_login = 50;
constexpr std::size_t from_network = 50;
constexpr std::size_t from_site = 500;
constexpr std::size_t counters_max = 100'000;

/// The first 48 bits of an address of IPv6, which one site may have all of: else whoever has one
/// chose from its 65,536 networks, and left a counter for each.
std::string site_of(const std::string& network) {
  constexpr std::size_t digits_of_network = 16;
  return network.size() == digits_of_network ? network.substr(0, 12) : network;
}

struct Counters {
  std::string both, login, network, site;

  [[nodiscard]] std::array<const std::string*, 4> all() const {
    return {&both, &login, &network, &site};
  }
};

Counters counters_of(const SignInTry& who) {
  return {.both = "both\n" + who.books + "\n" + who.login + "\n" + who.network,
          .login = "login\n" + who.books + "\n" + who.login,
          .network = "network\n" + who.books + "\n" + who.network,
          .site = "site\n" + who.books + "\n" + site_of(who.network)};
}

}  // namespace

void SignInFailures::begin(const SignInTry& who, Instant now, bool known) {
  const auto counters = counters_of(who);
  const std::scoped_lock lock{mutex_};
  forget_before(now);
  const bool closed =
      count(counters.both) >= of_login_from_network ||
      (!known && (count(counters.login) >= of_login || count(counters.network) >= from_network ||
                  count(counters.site) >= from_site));
  require(!closed, Errc::too_many, "too many tries to sign in: wait a quarter of an hour");
  require(known || times_.size() < counters_max, Errc::unavailable,
          "too many people fail to sign in just now, please try again later");
  for (const auto* counter : counters.all()) {
    times_[*counter].push_back(now);
    by_age_.emplace_back(now, *counter);
  }
}

void SignInFailures::succeed(const SignInTry& who, Instant began) {
  const auto counters = counters_of(who);
  const std::scoped_lock lock{mutex_};
  for (const auto* counter : counters.all()) take_back(*counter, began);
  times_.erase(counters.both);
}

void SignInFailures::never_tried(const SignInTry& who, Instant began) {
  const auto counters = counters_of(who);
  const std::scoped_lock lock{mutex_};
  for (const auto* counter : counters.all()) take_back(*counter, began);
}

std::size_t SignInFailures::count(const std::string& counter) const {
  const auto found = times_.find(counter);
  return found == times_.end() ? 0 : found->second.size();
}

void SignInFailures::take_back(const std::string& counter, Instant began) {
  const auto found = times_.find(counter);
  if (found == times_.end()) return;
  auto& times = found->second;
  if (const auto own = std::ranges::find(times, began); own != times.end()) times.erase(own);
  if (times.empty()) times_.erase(found);
}

void SignInFailures::forget_before(Instant now) {
  for (; !by_age_.empty() && by_age_.front().first <= now - window; by_age_.pop_front()) {
    take_back(by_age_.front().second, by_age_.front().first);
  }
}

}  // namespace relief
