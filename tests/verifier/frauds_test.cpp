#include <vector>

#include <gtest/gtest.h>

#include "ledger/books/entry.h"
#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

/// Lets a record that nobody signs be by somebody else.
auto by(const char* name) {
  return [=](Draft& draft) { draft.by = other(name).id.text(); };
}

/// Logs by somebody who holds the log's key: only the records can give them away.
const std::vector<Fraud>& frauds() {
  static const std::vector<Fraud> all{
      {"ARecordSpeltOtherwise", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, ":", ": "); })},
      {"AnotherNumber", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "\"seq\":14", "\"seq\":15"); })},
      {"AnUnknownField", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "{\"at\"", "{\"aa\":1,\"at\""); })},
      {"AKeyOfLowOrder", at::second_key,
       before(at::second_key, field("public", to_base64url(std::string(32, '\0'))))},
      {"NoSignature", at::batch, after(at::batch, [](Record& record) { record.acts.clear(); })},
      {"OnePersonTwice", at::approver_role,
       after(at::approver_role, [](Record& record) { record.acts[1] = record.acts[0]; })},
      {"ASignatureOfAnotherAct", at::batch,
       after(at::batch,
             [](Record& record) {
               record.acts[0].signature["value"] = to_base64url(std::string(64, 'x'));
             })},
      {"ContentThatWasNotSigned", at::batch,
       after(at::batch, [](Record& record) { record.fields["count"] = 2; })},
      {"AnApprovalByWhoeverAsked", at::first_approval,
       before(at::first_approval, signed_by("shelter"))},
      {"OneApproverTwice", at::last_approval, before(at::last_approval, signed_by("approver"))},
      {"AnApprovalOfAnotherText", at::first_approval,
       before(at::first_approval, field("digest", elsewhere))},
      {"OtherMoneyReservedThanApproved", at::last_approval,
       before(at::last_approval, [](Draft& draft) { set_amounts(*draft.record.entry, "60000"); })},
      {"APaymentToSomebodyElse", at::payment, before(at::payment, field("payout", elsewhere))},
      {"ABatchOfOtherPayments", at::payment, before(at::batch, field("root", elsewhere))},
      {"AnEntryThatDoesNotBalance", at::gift,
       before(at::gift,
              [](Draft& draft) {
                draft.record.entry->lines[0].amount = Money::of_units("99999", currency("AZN"));
              })},
      {"MoreArrivesThanWasAnnounced", at::gift_line,
       before(at::gift_line, [](Draft& draft) { set_amounts(*draft.record.entry, "100001"); })},
      {"ReversedTwice", at::period,
       before(at::period,
              [](Draft& draft) {
                draft.record = Record{.kind = "entry.reversed",
                                      .fields = {{"reversed", at::wrong_gift}},
                                      .rulebook = 1,
                                      .clause = "Fund order 7"};
                draft.signers = {&other("first administrator"), &other("second administrator")};
                draft.by = draft.signers.front()->id.text();
              })},
      {"ACaseOfAnotherOrganisation", at::relief_case, before(at::relief_case, by("treasurer"))},
      {"ARequestFiledByTheFund", at::request, before(at::request, by("first administrator"))},
      {"ACaseReleasedByWhoeverOpenedIt", at::release, before(at::release, by("shelter"))},
      {"AnIdentityReadByTheFund", at::wrong_gift,
       before(at::wrong_gift,
              [](Draft& draft) {
                draft.record =
                    under("identity.read",
                          {{"case", the_case}, {"code", "shelter"}, {"note", elsewhere}});
              })},
      {"ARequestOutsideItsFundsTerms", at::request,
       before(at::fund, field("purposes", nlohmann::json::array({"compensation"})))},
      {"ARequestAfterItsFundsTime", at::request, before(at::fund, field("to", "2026-03-01"))},
      {"ARequestOfAnotherGroup", at::request, before(at::fund, field("group", "children"))},
      {"AStatementOfAnotherClosing", at::count,
       before(at::second_statement, field("closing", "40000"))},
  };
  return all;
}

class BothVerifiersFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersFraudTest, SayTheSame) {
  const Story story{frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersFraudTest,
                         testing::Range<std::size_t>(0, frauds().size()),
                         [](const auto& each) { return std::string{frauds()[each.param].name}; });

/// What the second verifier sees, whatever the first says of it.
const std::vector<Fraud>& frauds_for_the_second() {
  static const std::vector<Fraud> all{
      {"ATransferThatNobodySigned", at::wrong_gift,
       before(at::wrong_gift,
              [](Draft& draft) {
                const auto item = id_named<TransferId>("first").text();
                draft.record = under("case.released", {{"case", the_case}, {"code", "checked"}});
                draft.record.entry =
                    Entry{.on = parse_date("2026-03-02"),
                          .lines = pair("1160", "2110", the_place, the_fund, item, money("500"))};
              })},
      {"LessBookedThanTheBankBooked", at::gift_line,
       before(at::gift_line, [](Draft& draft) { set_amounts(*draft.record.entry, "60000"); })},
      {"ARequestUnderAnotherClause", at::request,
       before(at::request, [](Draft& draft) { draft.record.clause = "Fund order 5"; })},
      {"AGrantWithoutItsDocuments", at::gift,
       before(at::gift,
              [](Draft& draft) {
                draft.record.fields["source"] = "grant";
                draft.record.clause = "Relief Fund Regulations 4.3";
                draft.record.entry->lines[1].account = "4200";
              })},
  };
  return all;
}

class SecondVerifierFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(SecondVerifierFraudTest, SeesItAtItsRecord) {
  const auto& fraud = frauds_for_the_second().at(GetParam());
  const Story story{fraud.twist};
  const auto answer = OnDisk{story.files(), story.policy_text()}.second();
  EXPECT_EQ(answer.code, 1) << answer.sentence;
  EXPECT_EQ(answer.seq, fraud.seq) << answer.sentence;
}

INSTANTIATE_TEST_SUITE_P(Frauds, SecondVerifierFraudTest,
                         testing::Range<std::size_t>(0, frauds_for_the_second().size()),
                         [](const auto& each) {
                           return std::string{frauds_for_the_second()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
