#include "ledger/cases/ask_witness.h"

#include <gtest/gtest.h>

#include "ledger/cases/witness.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/proof/witness.h"
#include "ledger/storage/witnesses.h"
#include "tests/ledger/cases/payments_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

/// A fund, a witness that watches its log, and how it is reached.
class AskWitnessTest : public test::PaymentsOffice {
 protected:
  AskWitnessTest() : witness_{open("witness")} {}

  std::unique_ptr<Witness> open(const std::string& folder) {
    return std::make_unique<Witness>(
        "w.example", SigningKey::of_seed(std::string(32, 'w')),
        std::vector{NoteVerifier{office.signer.origin(), office.signer.public_key()}},
        scratch_.path() / folder);
  }

  KnownWitness known() {
    return {.key = witness_->verifier(), .ask = [this](const std::string& request) {
              ++asked_;
              const auto answer = witness_->add_checkpoint(request, office.now);
              return WitnessSaid{.status = answer.status, .body = answer.body};
            }};
  }
  KnownWitness answering(int status, const std::string& body) {
    return {.key = witness_->verifier(), .ask = [=](const std::string&) {
              return WitnessSaid{status, body};
            }};
  }

  void ask(const KnownWitness& witness) {
    ask_witness(office.context, witness,
                [this](std::span<const std::string> names) { return names.size() >= needed_; });
  }
  std::optional<Errc> refusal(const KnownWitness& witness) {
    return test::refusal([&] { ask(witness); });
  }

  Standing standing() {
    return office.database
        .read([&](storage::Transaction& tx) { return witness_standing(tx, office.now); })
        .standing;
  }
  std::string shown() {
    return office.database.read([](storage::Transaction& tx) {
      return shown_head(tx, storage::last_checkpoint(tx).value()).note;
    });
  }
  std::size_t cosigners_of(const std::string& note) {
    const std::vector trusted{NoteVerifier{office.signer.origin(), office.signer.public_key()},
                              witness_->verifier()};
    return open_note(note, trusted).verified.size() - 1;
  }
  std::size_t records_of(const std::string& kind) {
    return office.database.read([&](storage::Transaction& tx) {
      std::size_t count = 0;
      for (const auto& bytes : storage::records_from(tx, 0, 10'000)) {
        if (nlohmann::json::parse(bytes)["kind"] == kind) ++count;
      }
      return count;
    });
  }
  void tell_missed() { office.run(office.administrator, tell_missed_witness); }

  RequestId approved_of(const std::string& amount) {
    const auto id = office.open(office.shelter, "D" + amount);
    office.review(id, true);
    Asked asked;
    asked.amount = azn(amount);
    const RequestId request{office.file(office.shelter, id, "medical", asked).at("id")};
    office.approved(request);
    office.approve(third_, request);
    return request;
  }

  test::Scratch scratch_;
  std::unique_ptr<Witness> witness_;
  Actor third_{PersonId::random(office.entropy), Role::approver, {}};
  std::size_t needed_ = 1;
  int asked_ = 0;
};

TEST_F(AskWitnessTest, BringsACosignatureUnderTheNewestHead) {
  EXPECT_EQ(standing(), Standing::unwitnessed);
  EXPECT_EQ(cosigners_of(shown()), 0U);
  ask(known());
  EXPECT_EQ(standing(), Standing::witnessed);
  EXPECT_EQ(cosigners_of(shown()), 1U);
  office.submitted("1");
  EXPECT_EQ(standing(), Standing::unwitnessed);
  ask(known());
  EXPECT_EQ(standing(), Standing::witnessed);
  EXPECT_EQ(asked_, 2) << "the proof starts from what the witness saw last";
}

TEST_F(AskWitnessTest, ShowsTheWitnessedHeadUnlessItIsFarBehind) {
  ask(known());
  const auto witnessed = shown();
  office.submitted("1");
  EXPECT_EQ(shown(), witnessed);
  office.now += std::chrono::hours{1};
  office.submitted("2");
  EXPECT_EQ(cosigners_of(shown()), 0U);
}

TEST_F(AskWitnessTest, AsksAgainOnlyWhenTimeHasPassed) {
  ask(known());
  ask(known());
  EXPECT_EQ(asked_, 1);
  const auto first = shown();
  office.now += refresh_after;
  ask(known());
  EXPECT_EQ(asked_, 2);
  EXPECT_NE(shown(), first) << "the new cosignature has the new time";
}

TEST_F(AskWitnessTest, LearnsWhatTheWitnessSawLast) {
  ask(known());
  office.submitted("1");
  witness_ = open("another");  // It lost its memory.
  ask(known());
  EXPECT_EQ(asked_, 3);
  EXPECT_EQ(standing(), Standing::witnessed);
}

TEST_F(AskWitnessTest, WaitsForAQuorum) {
  needed_ = 2;
  ask(known());
  EXPECT_EQ(standing(), Standing::unwitnessed);
}

TEST_F(AskWitnessTest, SaysWhenCosignaturesAreTooOld) {
  ask(known());
  office.now += stale_after + std::chrono::seconds{1};
  EXPECT_EQ(standing(), Standing::stale);
}

// The witness has seen another history under the log's key: a fork, or a backup from before.
TEST_F(AskWitnessTest, ShowsThatAWitnessKnowsAnotherLog) {
  ask(known());
  office.submitted("1");
  EXPECT_EQ(refusal(answering(422, "")), Errc::conflict);
  EXPECT_EQ(standing(), Standing::refused);
  ask(known());
  EXPECT_EQ(standing(), Standing::witnessed);
  office.submitted("2");
  EXPECT_EQ(refusal(answering(409, "100000\n")), Errc::conflict);
  EXPECT_EQ(standing(), Standing::refused);
  office.now += stale_after + std::chrono::seconds{1};
  EXPECT_EQ(standing(), Standing::stale) << "nobody has heard of it since";
}

TEST_F(AskWitnessTest, TakesNothingThatIsNoCosignature) {
  for (const auto& [status, body] :
       std::vector<std::pair<int, std::string>>{{200, ""},
                                                {200, "— w.example AAAA\n"},
                                                {200, "no line at all"},
                                                {403, ""},
                                                {404, ""},
                                                {500, "fault"},
                                                {409, "0\n"},
                                                {409, "many\n"},
                                                {409, ""}}) {
    EXPECT_EQ(refusal(answering(status, body)), Errc::unavailable) << status << " " << body;
    EXPECT_EQ(standing(), Standing::unwitnessed);
  }
}

TEST_F(AskWitnessTest, RecordsOnceThatWitnessesAreMissing) {
  tell_missed();
  tell_missed();
  EXPECT_EQ(records_of("witness.missed"), 1U);
  ask(known());
  tell_missed();
  EXPECT_EQ(records_of("witness.missed"), 2U);
  tell_missed();
  EXPECT_EQ(records_of("witness.missed"), 2U);
}

TEST_F(AskWitnessTest, BlocksALargePaymentUntilItsApprovalIsWitnessed) {
  office.receive("50000.00");
  ask(known());
  const auto request = approved_of("10000.01");
  try {
    order({request});
    FAIL() << "it was ordered";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::refused);
    EXPECT_EQ(error.clause(), "Fund order 2");
  }
  ask(known());
  const auto witnessed = office.database.read(
      [](storage::Transaction& tx) { return storage::last_witnessed(tx)->head.size; });
  office.submitted("meanwhile");
  ask(known());
  order({request});
  const auto record = office.database.read([&](storage::Transaction& tx) {
    return nlohmann::json::parse(storage::record_bytes(tx, payment(request).seq));
  });
  EXPECT_EQ(record.at("witnessed"), witnessed);
  EXPECT_GT(witnessed, office.request(request).approved_seq.value());
}

TEST_F(AskWitnessTest, LetsASmallPaymentGo) {
  office.receive("50000.00");
  const auto request = approved_of("10000.00");
  order({request});
  const auto record = office.database.read([&](storage::Transaction& tx) {
    return nlohmann::json::parse(storage::record_bytes(tx, payment(request).seq));
  });
  EXPECT_FALSE(record.contains("witnessed"));
}

}  // namespace
}  // namespace relief
