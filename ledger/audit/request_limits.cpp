#include "ledger/audit/request_limits.h"

#include <algorithm>
#include <array>

namespace relief::audit {
namespace {

bool is_living(const Request& request) {
  constexpr std::array ended{RequestStatus::rejected, RequestStatus::withdrawn,
                             RequestStatus::lapsed, RequestStatus::given_up};
  return std::ranges::find(ended, request.status) == ended.end();
}

std::vector<EarlierRequest> others_of_case(const State& state, const Request& request) {
  std::vector<EarlierRequest> others;
  const auto& of = state.cases.at(request.relief_case);
  for (const auto& id : of.requests) {
    const auto& other = state.requests.at(id);
    if (&other == &request || !is_living(other)) continue;
    others.push_back({.purpose = other.purpose, .amount = *other.money, .on = other.filed_on});
  }
  return others;
}

}  // namespace

void check_ceiling(const State& state, const Request& request) {
  if (!state.rulebook.purpose(request.purpose).amounts.empty()) return;
  require_below(ceiling_of_purpose(state.rulebook, request.purpose), *request.money, "/money");
}

void check_sources(const State& state, const Request& request) {
  const auto& purpose = state.rulebook.purpose(request.purpose);
  if (purpose.from_sources.empty()) return;
  std::set<std::string> sources;
  state.book.lots.each_unspent(
      {.fund = request.fund, .currency = std::string{request.money->currency().code}},
      [&](std::string_view gift) {
        if (const auto source = state.gifts.source(gift)) sources.emplace(*source);
      });
  require_admits(purpose, std::vector<std::string>(sources.begin(), sources.end()));
}

const ApprovalStep& step_of(const State& state, const Taken& taken, const Request& request) {
  return approval_step(state.rulebook, request.purpose, *request.money,
                       others_of_case(state, request), day_in_baku(taken.envelope.at));
}

bool is_over(const State& state, const Taken& taken, const Request& request) {
  return lapses(step_of(state, taken, request), request.changed_at, taken.envelope.at);
}

}  // namespace relief::audit
