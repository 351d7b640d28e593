#include <gtest/gtest.h>

#include "ledger/cases/read_identity.h"
#include "ledger/cases/recognise_case.h"
#include "ledger/cases/scope.h"
#include "ledger/cases/transfer_case.h"
#include "ledger/cases/view_request.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

class ReliefCasesTest : public ::testing::Test {
 protected:
  test::ReliefOffice office;

  static Identity known(const std::string& fin, const std::string& document) {
    Identity identity;
    identity.given_name = "Aysel";
    if (!fin.empty()) identity.fin = fin;
    if (!document.empty()) identity.document = document;
    return identity;
  }
  CaseView view(const Actor& actor, const CaseId& id) {
    return office.database.read([&](storage::Transaction& tx) { return view_case(tx, actor, id); });
  }
};

TEST(RecognitionTest, HasOneSpellingHoweverItWasTyped) {
  const auto day = parse_date("2026-02-01");
  const Recognition typed{.number = "No. 12/a", .date = day, .body = "DIN, Dept."};
  const Recognition again{.number = "no 12A", .date = day, .body = "din dept"};
  const Recognition another{.number = "No. 12/b", .date = day, .body = "DIN, Dept."};
  EXPECT_EQ(normalised(typed), normalised(again));
  EXPECT_NE(normalised(typed), normalised(another));

  const Recognition small{.number = "No. 12/a", .date = day, .body = "ədliyyə nazirliyi"};
  const Recognition capitals{.number = "NO. 12/A", .date = day, .body = "ƏDLİYYƏ NAZİRLİYİ"};
  EXPECT_EQ(normalised(small), normalised(capitals));
}

TEST_F(ReliefCasesTest, RefusesADecisionInLettersThatOnlyLookLatin) {
  const Recognition lookalike{
      .number = "\u0410T-1/x", .date = parse_date("2026-02-01"), .body = "DIN"};
  EXPECT_EQ(test::refusal([&] {
              office.run(office.shelter, [&](Work& work) {
                handle_of(work, lookalike);
                return Facts{};
              });
            }),
            Errc::malformed);
}

TEST_F(ReliefCasesTest, ShowsPossibleDuplicatesToTheFundAlone) {
  const auto first = office.open(office.shelter, "1", known("5ABC123", ""));
  const auto second = office.open(office.elsewhere, "", known("5ABC123", "AA 123"));
  const auto third = office.open(office.elsewhere, "1", known("", "aa-123"));
  const auto alone = office.open(office.elsewhere, "", known("", ""));
  EXPECT_EQ(view(office.administrator, first).possible_duplicates.size(), 2U);
  EXPECT_EQ(view(office.administrator, second).possible_duplicates.size(), 2U);
  EXPECT_EQ(view(office.administrator, third).possible_duplicates.size(), 2U);
  EXPECT_TRUE(view(office.administrator, alone).possible_duplicates.empty());
  EXPECT_TRUE(view(office.shelter, first).possible_duplicates.empty());
}

TEST_F(ReliefCasesTest, RefusesADocumentThatNoOtherCouldBeComparedWith) {
  EXPECT_EQ(test::refusal([&] { office.open(office.shelter, "", known("", "!!!")); }),
            Errc::malformed);
}

TEST_F(ReliefCasesTest, GivesTheSameDecisionTheSameHandle) {
  const auto first = office.open(office.shelter, "No 5");
  const auto second = office.open(office.elsewhere, "n.o. 5");
  const auto third = office.open(office.elsewhere, "6");
  const auto handle = [&](const CaseId& id) {
    return view(office.administrator, id).relief_case.recognition;
  };
  EXPECT_EQ(handle(first), handle(second));
  EXPECT_NE(handle(first), handle(third));
}

TEST_F(ReliefCasesTest, OpensAnIdentityOnlyForItsOwnAndRecordsIt) {
  const auto id = office.open(office.shelter, "1", known("5ABC123", ""));
  const auto read = [&](const Actor& actor) {
    return office.run(actor, [&](Work& work) { return read_identity(work, id, "to call her"); });
  };
  EXPECT_TRUE(read(office.shelter).at("secret"));
  EXPECT_TRUE(read(office.auditor).at("secret"));
  EXPECT_EQ(test::refusal([&] { read(office.elsewhere); }), Errc::not_found);
  EXPECT_EQ(test::refusal([&] { read(office.approver); }), Errc::forbidden);
  const auto identity = office.database.read(
      [&](storage::Transaction& tx) { return identity_of(tx, office.secrets, id); });
  EXPECT_EQ(identity, known("5ABC123", ""));
}

TEST_F(ReliefCasesTest, GoesToAnotherOrganisationWithItsRequests) {
  const auto request = office.submitted("1");
  const auto id = office.request(request).relief_case;
  const auto transfer = [&](const Actor& actor) {
    return office.run(actor, [&](Work& work) { return transfer_case(work, id, office.other); });
  };
  EXPECT_EQ(test::refusal([&] { transfer(office.elsewhere); }), Errc::not_found);
  transfer(office.shelter);
  EXPECT_EQ(test::refusal([&] { view(office.shelter, id); }), Errc::not_found);
  EXPECT_EQ(view(office.elsewhere, id).relief_case.organisation, office.other);
  EXPECT_EQ(office.request(request).organisation, office.other);
  EXPECT_EQ(test::refusal([&] { transfer(office.administrator); }), Errc::conflict);
}

TEST_F(ReliefCasesTest, IsReviewedOnceUnlessItWasStopped) {
  const auto id = office.open(office.shelter, "1");
  office.review(id, false);
  EXPECT_EQ(test::refusal([&] { office.review(id, false); }), Errc::conflict);
  office.review(id, true);
  EXPECT_EQ(test::refusal([&] { office.review(id, false); }), Errc::conflict);
}

TEST_F(ReliefCasesTest, RefusesARequestForWhoeverTheStateRefused) {
  const auto id = office.open(office.shelter, "");
  const Refusal refusal{
      .relief_case = id, .date = parse_date("2026-03-01"), .reason_code = "no_indicators"};
  const auto refuse = [&] {
    return office.run(office.administrator, [&](Work& work) { return refuse_case(work, refusal); });
  };
  EXPECT_EQ(refuse().at("status"), "refused");
  EXPECT_EQ(test::refusal(refuse), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "lump_sum"); }), Errc::refused);
}

TEST_F(ReliefCasesTest, RefusesABirthThatIsStillToCome) {
  auto unborn = known("", "");
  unborn.birth_date = "2026-03-03";
  try {
    office.open(office.shelter, "1", unborn);
    FAIL() << "nobody is born tomorrow";
  } catch (const Error& refusal) {
    EXPECT_EQ(refusal.code(), Errc::malformed);
    ASSERT_EQ(refusal.faults().size(), 1U);
    EXPECT_EQ(refusal.faults()[0].pointer, "/identity/birth_date");
  }
  unborn.birth_date = "2026-03-02";
  EXPECT_NO_THROW(office.open(office.shelter, "1", unborn));
}

TEST_F(ReliefCasesTest, RefusesADecisionThatIsStillToCome) {
  const auto id = office.open(office.shelter, "");
  EXPECT_EQ(test::refusal([&] {
              office.run(office.administrator, [&](Work& work) {
                return recognise_case(
                    work, id, {.number = "1", .date = parse_date("2026-03-03"), .body = "D"});
              });
            }),
            Errc::malformed);
}

}  // namespace
}  // namespace relief
