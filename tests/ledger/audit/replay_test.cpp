#include "ledger/audit/replay.h"

#include <gtest/gtest.h>

#include "ledger/audit/verify.h"
#include "ledger/base/text.h"
#include "ledger/proof/canonical.h"
#include "tests/ledger/audit/story.h"
#include "tests/support/scratch.h"

// Logs by somebody who holds the log's key and signs whatever tree they like: only the records
// themselves can give them away.

namespace relief::audit::test {
namespace {

Verdict verdict_of(const Story& story) {
  const relief::test::Scratch scratch;
  const auto write = into_folder(scratch.path() / "bundle");
  for (const auto& [path, bytes] : story.files()) write(path, bytes);
  return verify_bundle(scratch.path() / "bundle", story.policy());
}

struct Fraud {
  const char* name;
  std::uint64_t seq;  ///< The record that gives it away.
  Twist twist;
};

/// Changes one record before it is signed: its signers agree to it.
template <class Change>
Twist before(std::uint64_t at, Change change) {
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at) change(draft);
  }};
}

/// Changes one record after it was signed.
template <class Change>
Twist after(std::uint64_t at, Change change) {
  return {.after_signing = [=](std::uint64_t seq, Record& record) {
    if (seq == at) change(record);
  }};
}

/// Changes the bytes of one record.
template <class Change>
Twist written(std::uint64_t at, Change change) {
  return {.written = [=](std::uint64_t seq, std::string& bytes) {
    if (seq == at) change(bytes);
  }};
}

/// Another person, as the story's tellers know them.
const Person& other(const std::string& name) {
  static const Story story;
  return story.people.at(name);
}

/// Lets the record be by, and signed by, others.
template <class... Names>
auto signed_by(Names... names) {
  return [=](Draft& draft) {
    draft.signers = {&other(names)...};
    draft.by = draft.signers.front()->id.text();
  };
}

auto field(std::string name, nlohmann::json value) {
  return [=](Draft& draft) { draft.record.fields[name] = value; };
}

void replace(std::string& bytes, std::string_view from, std::string_view to) {
  bytes.replace(bytes.find(from), from.size(), to);
}

void set_amounts(Entry& entry, const std::string& units) {
  for (auto& line : entry.lines) {
    const auto amount = Money::of_units(units, line.amount.currency());
    line.amount = line.amount.is_negative() ? -amount : amount;
  }
}

const std::string elsewhere = to_base64url(std::string(32, 'x'));

const std::vector<Fraud>& frauds() {
  static const std::vector<Fraud> all{
      // Form.
      {"ARecordThatIsNoJson", at::gift, written(at::gift, [](auto& bytes) { bytes += "}"; })},
      {"ARecordSpeltOtherwise", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, ":", ": "); })},
      {"AnUnknownKind", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "receipt.announced", "receipt.invented"); })},
      {"AnUnknownField", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "{\"at\"", "{\"aa\":1,\"at\""); })},
      {"AMissingField", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "\"currency\":\"AZN\",", ""); })},
      {"AnotherNumber", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "\"seq\":14", "\"seq\":15"); })},
      {"AnotherVersion", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, "\"v\":1", "\"v\":2"); })},
      {"ACauseThatComesLater", at::gift_line,
       after(at::gift_line, [](Record& record) { record.cause = {at::payment}; })},
      {"ASecondGenesis", at::organisation,
       before(at::organisation,
              [](Draft& draft) { draft.record = Record{.kind = "genesis", .fields = {
                {"origin", "o"}, {"log_key", "k"}, {"digest", elsewhere},
                {"administrators", nlohmann::json::array()}, {"code", "c"}}}; })},
      {"AnotherRulebookThanTheOneInForce", at::gift,
       before(at::gift, [](Draft& draft) { draft.record.rulebook = 2; })},
      {"SomebodyWithoutARole", at::gift,
       before(at::gift, [](Draft& draft) { draft.by = id_named<PersonId>("stranger").text(); })},

      // Signatures.
      {"NoSignature", at::batch, after(at::batch, [](Record& record) { record.acts.clear(); })},
      {"OneSignatureOfTwo", at::approver_role,
       after(at::approver_role, [](Record& record) { record.acts.pop_back(); })},
      {"OnePersonTwice", at::approver_role,
       after(at::approver_role, [](Record& record) { record.acts[1] = record.acts[0]; })},
      {"ASignatureTooMany", at::batch,
       before(at::batch,
              [](Draft& draft) { draft.signers.push_back(&other("second approver")); })},
      {"ASignatureWhereNobodySigns", at::relief_case,
       before(at::relief_case, [](Draft& draft) { draft.signers = {&other("shelter")}; })},
      {"ASignatureThatDoesNotHold", at::batch,
       after(at::batch,
             [](Record& record) {
               record.acts[0].signature["value"] = to_base64url(std::string(64, '1'));
             })},
      {"AnotherAlgorithm", at::batch,
       after(at::batch, [](Record& record) { record.acts[0].signature["alg"] = "none"; })},
      {"AKeyThatTheLogDoesNotKnow", at::batch,
       after(at::batch,
             [](Record& record) {
               record.acts[0].signature["key"] = id_named<KeyId>("nobody").text();
             })},
      {"AnotherPersonsKey", at::last_approval,
       before(at::last_approval,
              [](Draft& draft) {
                static const Person forger{.id = other("second approver").id,
                                           .key = other("approver").key,
                                           .signing = key_named("approver")};
                draft.signers = {&forger};
              })},
      {"ContentThatWasNotSigned", at::batch,
       after(at::batch, [](Record& record) { record.fields["root"] = elsewhere; })},
      {"AnotherActThanWasSigned", at::batch,
       after(at::batch,
             [](Record& record) { replace(record.acts[0].text, "batch.ordered", "batch.planned"); })},
      {"MoneyThatTheSignerWasNotShown", at::batch,
       before(at::batch,
              [](Draft& draft) {
                draft.terms.money = Money::of_units("7", currency("AZN"));
              })},
      {"MoneyThatNobodyWasShown", at::batch,
       before(at::batch, [](Draft& draft) { draft.terms.money.reset(); })},
      {"AStatementWithAFieldMore", at::batch,
       after(at::batch,
             [](Record& record) { replace(record.acts[0].text, "{\"act\"", "{\"aaa\":1,\"act\""); })},
      {"ARoleThatTheSignerLacks", at::batch, before(at::batch, signed_by("approver"))},
      {"AnApproversSignatureWhereTheAuditorsIsDue", at::period,
       before(at::period, signed_by("treasurer", "approver"))},
      {"SignedByOthersThanItIsBy", at::batch,
       before(at::batch, [](Draft& draft) { draft.by = other("approver").id.text(); })},
      {"AnotherClauseThanTheRulebooks", at::fund,
       before(at::fund, [](Draft& draft) { draft.record.clause = "Fund order 99"; })},

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
      {"AFundOverspent", at::last_approval,
       before(at::gift_line,
              [](Draft& draft) { set_amounts(*draft.record.entry, "60000"); })},
      {"MoreArrivesThanWasAnnounced", at::gift_line,
       before(at::gift_line,
              [](Draft& draft) { set_amounts(*draft.record.entry, "100001"); })},
      {"AnEntryInAClosedPeriod", at::reversal,
       [] {
         auto twist = before(at::wrong_gift, [](Draft& draft) {
           draft.record = Record{.kind = "period.closed",
                                 .fields = {{"period", "2026-03"}},
                                 .rulebook = 1,
                                 .clause = "Fund order 8"};
           draft.signers = {&other("treasurer"), &other("auditor")};
           draft.by = draft.signers.front()->id.text();
           draft.terms = {.target = "2026-03"};
         });
         const auto close = twist.before_signing;
         twist.before_signing = [close](std::uint64_t seq, Draft& draft) {
           close(seq, draft);
           if (seq == at::reversal) draft.record.fields["reversed"] = at::gift;
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
       before(at::gift_line, field("statement", id_named<StatementId>("other").text()))},
  };
  return all;
}

class FraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(FraudTest, IsSeenAtItsRecord) {
  const auto& fraud = frauds().at(GetParam());
  const auto verdict = verdict_of(Story{fraud.twist});
  EXPECT_EQ(verdict.outcome(), Outcome::invalid) << to_text(verdict);
  ASSERT_TRUE(verdict.first().has_value());
  // What only the whole log shows has no record of its own.
  const std::optional<std::uint64_t> seq =
      fraud.seq == at::count ? std::nullopt : std::optional{fraud.seq};
  EXPECT_EQ(verdict.first()->seq, seq) << to_text(verdict);
}

INSTANTIATE_TEST_SUITE_P(Frauds, FraudTest, testing::Range<std::size_t>(0, frauds().size()),
                         [](const auto& each) { return std::string{frauds()[each.param].name}; });

}  // namespace
}  // namespace relief::audit::test
