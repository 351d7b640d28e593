#include <vector>

#include <gtest/gtest.h>

#include "tests/ledger/audit/frauds.h"

namespace relief::audit::test {
namespace {

const std::vector<Fraud>& forgeries() {
  static const std::vector<Fraud> all{
      // Form.
      {"ARecordThatIsNoJson", at::gift, written(at::gift, [](auto& bytes) { bytes += "}"; })},
      {"ARecordSpeltOtherwise", at::gift,
       written(at::gift, [](auto& bytes) { replace(bytes, ":", ": "); })},
      {"AnUnknownKind", at::gift,
       written(at::gift,
               [](auto& bytes) { replace(bytes, "receipt.announced", "receipt.invented"); })},
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
              [](Draft& draft) {
                draft.record = Record{.kind = "genesis",
                                      .fields = {{"origin", "o"},
                                                 {"log_key", "k"},
                                                 {"digest", elsewhere},
                                                 {"administrators", nlohmann::json::array()},
                                                 {"code", "c"}}};
              })},
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
       before(at::batch, [](Draft& draft) { draft.signers.push_back(&other("second approver")); })},
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
       after(
           at::batch,
           [](Record& record) { replace(record.acts[0].text, "batch.ordered", "batch.planned"); })},
      {"MoneyThatTheSignerWasNotShown", at::batch,
       before(at::batch,
              [](Draft& draft) { draft.terms.money = Money::of_units("7", currency("AZN")); })},
      {"MoneyThatNobodyWasShown", at::batch,
       before(at::batch, [](Draft& draft) { draft.terms.money.reset(); })},
      {"AFundThatNobodyWasShown", at::last_approval,
       before(at::last_approval, [](Draft& draft) { draft.terms.fund.clear(); })},
      {"APlaceThatNobodyWasShown", at::batch,
       before(at::batch, [](Draft& draft) { draft.terms.place.clear(); })},
      {"AnotherTargetThanIsRecorded", at::last_approval,
       before(at::last_approval,
              [](Draft& draft) { draft.terms.target = id_named<RequestId>("another").text(); })},
      {"AStatementWithAFieldMore", at::batch,
       after(
           at::batch,
           [](Record& record) { replace(record.acts[0].text, "{\"act\"", "{\"aaa\":1,\"act\""); })},
      {"ARoleThatTheSignerLacks", at::batch, before(at::batch, signed_by("approver"))},
      {"AnApproversSignatureWhereTheAuditorsIsDue", at::period,
       before(at::period, signed_by("treasurer", "approver"))},
      {"SignedByOthersThanItIsBy", at::batch,
       before(at::batch, [](Draft& draft) { draft.by = other("approver").id.text(); })},
      {"AnotherClauseThanTheRulebooks", at::fund,
       before(at::fund, [](Draft& draft) { draft.record.clause = "Fund order 99"; })}};
  return all;
}

class ForgedSignatureTest : public testing::TestWithParam<std::size_t> {};

TEST_P(ForgedSignatureTest, IsSeenAtItsRecord) { expect_seen(forgeries().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, ForgedSignatureTest,
                         testing::Range<std::size_t>(0, forgeries().size()), [](const auto& each) {
                           return std::string{forgeries()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
