#include <vector>

#include <gtest/gtest.h>

#include "tests/ledger/audit/frauds.h"

namespace relief::audit::test {
namespace {

const std::vector<Fraud>& broken_rules() {
  static const std::vector<Fraud> all{
      // People.
      {"AKeyTwice", at::second_key,
       before(at::second_key,
              [](Draft& draft) {
                const auto key = key_named("approver").public_key();
                draft.record.fields["public"] = to_base64url(as_bytes(key));
              })},
      {"AKeyOfLowOrder", at::second_key,
       before(at::second_key, field("public", to_base64url(std::string(32, '\0'))))},
      {"TwoRolesThatDoNotGoTogether", at::second_role,
       before(at::second_role,
              [](Draft& draft) {
                draft.record.fields["user"] = other("approver").id.text();
                draft.record.fields["role"] = "treasurer";
              })},
      {"ARoleThatIsNone", at::second_role, before(at::second_role, field("role", "king"))},
      {"AnUnknownOrganisation", at::shelter_role,
       before(at::shelter_role, field("org", id_named<OrganisationId>("other").text()))},
      {"ShelterStaffOfNoShelter", at::shelter_role,
       before(at::shelter_role, [](Draft& draft) { draft.record.fields.erase("org"); })},
      {"APlaceWhoseOpeningIsNotBooked", at::place,
       before(at::place,
              [](Draft& draft) {
                draft.record.fields["opening"] = "100";
                draft.terms.money = Money::of_units("100", currency("AZN"));
              })},

      // Decisions.
      {"AnApprovalByWhoeverAsked", at::first_approval,
       before(at::first_approval, signed_by("shelter"))},
      {"OneApproverTwice", at::last_approval, before(at::last_approval, signed_by("approver"))},
      {"AnApprovalByTheTreasurer", at::last_approval,
       before(at::last_approval, signed_by("treasurer"))},
      {"AnApprovalOfAnotherText", at::first_approval,
       before(at::first_approval, field("digest", elsewhere))},
      {"AnApprovalOfAnotherVersion", at::first_approval,
       before(at::first_approval, field("version", 2))},
      {"AnApprovalOfOtherMoney", at::first_approval,
       before(at::first_approval,
              [](Draft& draft) {
                draft.record.fields["money"] = "90000";
                draft.terms.money = Money::of_units("90000", currency("AZN"));
              })},
      {"MoneyReservedAfterOneApproval", at::first_approval,
       before(at::first_approval,
              [](Draft& draft) {
                const auto& fields = draft.record.fields;
                draft.record.entry =
                    Entry{.on = parse_date("2026-03-02"),
                          .lines = pair("9100", "9200", fields["place"].get<std::string>(),
                                        fields["fund"].get<std::string>(),
                                        fields["request"].get<std::string>(),
                                        Money::of_units("70000", currency("AZN")))};
              })},
      {"OtherMoneyReservedThanApproved", at::last_approval,
       before(at::last_approval,
              [](Draft& draft) { set_amounts(*draft.record.entry, "60000"); })},
      {"AnotherAllowanceThanTheLaws", at::request,
       before(at::request, field("money", "80000"))},
      {"ARequestOfAnotherCase", at::request,
       before(at::request, field("case", id_named<CaseId>("other").text()))},
      {"ARequestOfAnotherRecognition", at::request,
       before(at::request, field("recognition", id_named<RecognitionId>("other").text()))},
      {"APresumedPersonIsPaid", at::first_approval,
       {.before_signing =
            [](std::uint64_t seq, Draft& draft) {
              auto& fields = draft.record.fields;
              if (seq != at::relief_case && seq != at::request) return;
              fields.erase("recognition");
              if (seq == at::request) return;
              fields["status"] = "presumed";
              fields.erase("date");
            }}},

      // Payments.
      {"APaymentToSomebodyElse", at::payment,
       before(at::payment, field("payout", elsewhere))},
      {"APaymentOfMore", at::payment, before(at::payment, field("money", "80000"))},
      {"APaymentBookedOtherwise", at::payment,
       before(at::payment, [](Draft& draft) { set_amounts(*draft.record.entry, "60000"); })},
      {"APaymentThatIsNotBooked", at::payment,
       before(at::payment, [](Draft& draft) { draft.record.entry.reset(); })},
      {"ABatchOfOtherPayments", at::payment, before(at::batch, field("root", elsewhere))},
      {"ABatchWithMoreThanItsPayments", at::second_statement,
       before(at::batch, field("count", 2))},
      {"ABatchOfAnotherTotal", at::payment,
       before(at::batch,
              [](Draft& draft) {
                draft.record.fields["money"] = "80000";
                draft.terms.money = Money::of_units("80000", currency("AZN"));
              })},
      {"APaymentInAnotherBatch", at::payment,
       before(at::payment, field("batch", id_named<BatchId>("other").text()))},

      // Books.
      {"AnEntryThatDoesNotBalance", at::gift,
       before(at::gift,
              [](Draft& draft) {
                draft.record.entry->lines[0].amount = Money::of_units("99999", currency("AZN"));
              })},
      {"AGiftBookedAsAnother", at::gift,
       before(at::gift, [](Draft& draft) { draft.record.entry->lines[1].account = "4200"; })},
      {"AFundThatNobodyOpened", at::gift,
       before(at::gift,
              [](Draft& draft) {
                const auto fund = id_named<FundId>("other").text();
                draft.record.fields["fund"] = fund;
                for (auto& line : draft.record.entry->lines) line.fund = fund;
              })},
      {"APlaceThatNobodyOpened", at::gift,
       before(at::gift,
              [](Draft& draft) {
                draft.record.entry->lines[0].place = id_named<PlaceId>("other").text();
              })},
      {"ABanksLineBookedAsLess", at::gift_line,
       before(at::gift_line,
              [](Draft& draft) { set_amounts(*draft.record.entry, "60000"); })},
      {"MoreArrivesThanWasAnnounced", at::gift_line,
       before(at::gift_line,
              [](Draft& draft) { set_amounts(*draft.record.entry, "100001"); })},
      {"AnEntryInAClosedPeriod", at::reversal,
       [] {
         auto twist = before(at::wrong_gift, [](Draft& draft) {
           draft.record = Record{.kind = "period.closed",
                                 .fields = {{"period", "2026-02"}},
                                 .rulebook = 1,
                                 .clause = "Fund order 8"};
           draft.signers = {&other("treasurer"), &other("auditor")};
           draft.by = draft.signers.front()->id.text();
           draft.terms = {.target = "2026-02"};
         });
         const auto close = twist.before_signing;
         twist.before_signing = [close](std::uint64_t seq, Draft& draft) {
           close(seq, draft);
           if (seq != at::reversal) return;
           draft.record.fields["reversed"] = at::gift;
           draft.record.entry->on = parse_date("2026-02-20");
         };
         return twist;
       }()},
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
      {"AReversalThatIsNoMirror", at::reversal,
       before(at::reversal, [](Draft& draft) { set_amounts(*draft.record.entry, "400"); })},
      {"AReversalOfABanksLine", at::reversal,
       before(at::reversal, field("reversed", at::gift_line))},
      {"APersonMovesTheBanksMoney", at::wrong_gift,
       before(at::wrong_gift,
              [](Draft& draft) {
                draft.record = Record{.kind = "organisation.added",
                                      .fields = {{"org", "org_x"}, {"type", "ngo"}},
                                      .entry = draft.record.entry};
                draft.record.entry->lines[0].account = "1100";
              })},
      {"AStatementTwice", at::second_statement,
       before(at::second_statement,
              field("statement", id_named<StatementId>("first").text()))},
      {"AStatementOfAnotherClosing", at::count, before(at::second_statement, field("closing", "40000"))},
      {"ALineOfNoStatement", at::gift_line,
       before(at::gift_line, field("statement", id_named<StatementId>("other").text()))}};
  return all;
}

class BrokenRuleTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BrokenRuleTest, IsSeenAtItsRecord) { expect_seen(broken_rules().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, BrokenRuleTest,
                         testing::Range<std::size_t>(0, broken_rules().size()),
                         [](const auto& each) {
                           return std::string{broken_rules()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
