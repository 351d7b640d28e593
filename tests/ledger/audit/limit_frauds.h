#pragma once

#include <string>
#include <vector>

#include "ledger/aid/default_rulebook.h"
#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

/// In place of the batch, the request lapses.
inline Twist lapsing(const std::string& day, const std::string& clause = "Fund order 1") {
  auto twist = told_later(at::batch, day);
  twist.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq != at::batch) return;
    auto record = under("request.lapsed", {{"request", the_request}, {"version", 1}}, clause);
    record.entry =
        Entry{.on = parse_date("2026-03-02"),
              .lines = pair("9200", "9100", the_place, the_fund, the_request, money("70000"))};
    draft = {.record = std::move(record), .by = "clock"};
  };
  return twist;
}

/// The request is for a doctor, who asks so much.
inline Twist treatment_for(const std::string& units) {
  return before(at::request, [=](Draft& draft) {
    draft.record.fields["purpose"] = "medical";
    draft.record.fields["money"] = units;
    draft.record.clause = "Relief Fund Regulations 5.1.1";
  });
}

inline Twist announced(const std::string& units) {
  return before(at::wrong_gift, [=](Draft& draft) {
    draft.record.fields["money"] = units;
    set_amounts(*draft.record.entry, units);
  });
}

/// What an entry counts from isn't signed by anybody.
inline auto on_day(const std::string& day) {
  return [=](Draft& draft) { draft.record.entry->on = parse_date(day); };
}

inline Draft another_decision(const std::string& kind) {
  auto record = under(kind, {{"case", the_case}, {"date", "2026-03-02"}});
  if (kind == "case.recognised") {
    record.fields["recognition"] = id_named<RecognitionId>("second").text();
  } else {
    record.fields["code"] = "withdrawn";
  }
  return {.record = std::move(record), .by = other("first administrator").id.text()};
}

/// The most that fits is seen elsewhere, or nowhere: so it is the limit itself that is checked.
inline const std::vector<Fraud>& limit_frauds() {
  static const std::vector<Fraud> all{
      {"ARequestAboveItsCeiling", at::request, treatment_for("10000001")},
      {"AnApprovalOfOtherMoneyThanTheCeilings", at::first_approval, treatment_for("10000000")},
      {"AGiftAboveItsCeiling", at::wrong_gift, announced("10000000001")},
      {"AReversalOfOtherMoneyThanTheCeilings", at::reversal, announced("10000000000")},
      {"AnApprovalOnAnotherDay", at::last_approval,
       before(at::last_approval, on_day("2026-03-01"))},
      {"AnOrderOnAnotherDay", at::payment, before(at::payment, on_day("2025-12-31"))},
      {"AnAnnouncementOnAnotherDay", at::wrong_gift, before(at::wrong_gift, on_day("2026-02-01"))},
      {"AGiftWithoutItsEvidence", at::wrong_gift,
       before(at::wrong_gift,
              [](Draft& draft) {
                draft.record.fields["source"] = "budget";
                draft.record.entry->lines[1].account = "4300";
                draft.record.clause = "Law 958-IIQ, art. 17";
              })},
      {"ARefusalOfARecognisedPerson", at::wrong_gift,
       before(at::wrong_gift, [](Draft& draft) { draft = another_decision("case.refused"); })},
      {"ASecondRecognition", at::wrong_gift,
       before(at::wrong_gift, [](Draft& draft) { draft = another_decision("case.recognised"); })},
      {"ADecisionAfterItsTime", at::first_approval, told_later(at::first_approval, "2026-03-16")},
      {"AnOrderAfterItsTime", at::payment, told_later(at::batch, "2026-03-17")},
      {"ALapseBeforeItsTime", at::batch, lapsing("2026-03-15")},
      {"ALapseUnderAnotherClause", at::batch, lapsing("2026-03-17", "Fund order 2")},
      {"APaymentOfWhatHasLapsed", at::payment, lapsing("2026-03-17")},
  };
  return all;
}

/// The rulebook, with lump sums paid only out of gifts from some sources: a list in TOML.
inline std::string choosy_rulebook(const std::string& sources) {
  std::string text{azerbaijan_rulebook()};
  replace(text, "limit = {", "from_sources = " + sources + "\nlimit = {");
  return text;
}

/// The story under another rulebook.
inline Story story_under(const std::string& rulebook) {
  const auto digest = sha256(rulebook);
  Story story{before(at::genesis, field("digest", to_base64url(as_bytes(digest))))};
  story.rulebooks.emplace(as_bytes(digest), rulebook);
  return story;
}

}  // namespace relief::audit::test
