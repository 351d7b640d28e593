#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <thread>

#include <gtest/gtest.h>

#include "api/cli/witnessing.h"
#include "api/http/witness_client.h"
#include "ledger/audit/export.h"
#include "ledger/audit/verify.h"
#include "ledger/audit/verify_database.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/file_request.h"
#include "ledger/cases/open_case.h"
#include "ledger/cases/order_batch.h"
#include "ledger/cases/review_case.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/witness.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/log.h"
#include "tests/support/office/office.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief::test {
namespace {

/// `relief witness serve` as a process of its own, until it is killed.
class WitnessProcess {
 public:
  WitnessProcess(const std::filesystem::path& folder, const std::string& log, int port = 0) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const auto key = (folder / "witness.pem").string();
    const auto state = (folder / "state").string();
    const auto listen = "127.0.0.1:" + std::to_string(port);
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::execl(RELIEF_PROGRAM, "relief", "witness", "serve", "--key", key.c_str(), "--state",
              state.c_str(), "--listen", listen.c_str(), "--log", log.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string said;
    std::array<char, 256> piece{};
    while (said.find("http://") == std::string::npos || !said.ends_with('\n')) {
      const auto count = ::read(ends[0], piece.data(), piece.size());
      if (count <= 0) break;
      said.append(piece.data(), static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    const auto line = [&](const std::string& before) {
      const auto from = said.find(before) + before.size();
      return said.substr(from, said.find('\n', from) - from);
    };
    vkey = line("witness ");
    url = line("listening on ");
  }
  WitnessProcess(const WitnessProcess&) = delete;
  WitnessProcess& operator=(const WitnessProcess&) = delete;
  ~WitnessProcess() { kill(); }

  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }

  std::string vkey;
  std::string url;

 private:
  pid_t child_ = 0;
};

class SystemWitnessTest : public ::testing::Test {
 protected:
  std::string log_key() { return office.context().signer.vkey(); }

  audit::Policy policy(const WitnessProcess& witness) {
    auto text = office.policy();
    text.replace(text.find("quorum none"), 11,
                 "witness donor " + witness.vkey + " " + witness.url + "\nquorum donor");
    return audit::parse_policy(text);
  }
  Standing standing() {
    return office.context()
        .database.read([&](storage::Transaction& tx) { return witness_standing(tx, office.now); })
        .standing;
  }
  void await(Standing wanted) {
    for (int i = 0; i < 200 && standing() != wanted; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    EXPECT_EQ(standing(), wanted) << standing_names.text(standing());
  }
  audit::Outcome verified(const audit::Policy& policy) {
    const Scratch out;
    audit::write_bundle(office.context().database, out.path() / "bundle.tar");
    const auto verdict = audit::verify_bundle(out.path() / "bundle.tar", policy, std::nullopt);
    return verdict.outcome();
  }

  /// A request for treatment that three approvers have approved.
  RequestId approved_of(const Colleague& staff, const std::string& amount) {
    const CaseId relief_case{
        office
            .run(staff,
                 [](Work& work) {
                   return open_case(work,
                                    {.recognition = Recognition{.number = "R1",
                                                                .date = parse_date("2025-02-01"),
                                                                .body = "Commission"},
                                     .referral = storage::Referral::police,
                                     .group = std::nullopt,
                                     .identity = {}});
                 })["id"]
            .get<std::string>()};
    office.run(office.first_administrator, [&](Work& work) {
      return review_case(work,
                         {.relief_case = relief_case, .release = true, .reason_code = "checked"});
    });
    NewRequest asked{.relief_case = relief_case, .purpose = "medical", .asked = {}};
    asked.asked.amount = Money::parse(amount, currency("AZN"));
    asked.asked.payout = Payout{.method = PayoutMethod::bank,
                                .iban = "AZ21NABZ00000000137010001944",
                                .holder = std::nullopt};
    const RequestId id{
        office.run(staff, [&](Work& work) { return file_request(work, asked); })["id"]
            .get<std::string>()};
    for (const auto* login : {"a", "b", "c"}) {
      office.sign({office.hire(login, Role::approver)},
                  [&](Work& work) { return approve_request(work, id); });
    }
    return id;
  }

  Office office;
  Scratch scratch;
};

TEST_F(SystemWitnessTest, GivesTheAuditorACosignedLog) {
  WitnessProcess witness{scratch.path(), log_key()};
  const auto trusted = policy(witness);
  EXPECT_EQ(verified(trusted), audit::Outcome::few_witnesses);
  {
    const cli::Witnessing witnessing{office.context(), trusted};
    await(Standing::witnessed);
    office.fund("general");
    await(Standing::witnessed);
  }
  EXPECT_EQ(verified(trusted), audit::Outcome::valid);
  const auto live = audit::verify_database(office.context().database, trusted, std::nullopt);
  EXPECT_EQ(live.outcome(), audit::Outcome::valid) << audit::to_text(live);
}

TEST_F(SystemWitnessTest, GoesOnWithAWitnessThatWasKilled) {
  WitnessProcess witness{scratch.path(), log_key()};
  const auto trusted = policy(witness);
  const cli::Witnessing witnessing{office.context(), trusted};
  await(Standing::witnessed);
  witness.kill();
  office.fund("general");
  EXPECT_EQ(standing(), Standing::unwitnessed);
  const auto port = std::stoi(witness.url.substr(witness.url.rfind(':') + 1));
  const WitnessProcess again{scratch.path(), log_key(), port};
  EXPECT_EQ(again.vkey, witness.vkey);
  await(Standing::witnessed);
}

TEST_F(SystemWitnessTest, ShowsAForkedLog) {
  WitnessProcess witness{scratch.path(), log_key()};
  const auto trusted = policy(witness);
  {
    const cli::Witnessing witnessing{office.context(), trusted};
    await(Standing::witnessed);
  }
  // Whoever holds the log's key signs another history, and brings the witness to see it.
  const auto last = office.context().database.read(
      [](storage::Transaction& tx) { return storage::last_checkpoint(tx).value(); });
  std::vector<Hash> leaves = office.context().database.read(
      [&](storage::Transaction& tx) { return storage::leaf_hashes(tx, 0, last.size); });
  leaves.push_back(leaf_hash("what never happened"));
  const auto stolen = SigningKey::of_seed(std::string(32, 'l'));
  const auto fork =
      sign_note(checkpoint_text({office.context().signer.origin(), leaves.size(), root_of(leaves)}),
                {office.context().signer.origin(), &stolen});
  const std::stop_source never;
  const auto request = add_checkpoint_text(
      {.old_size = last.size, .proof = consistency_proof(leaves, last.size), .note = fork});
  ASSERT_EQ(api::add_checkpoint(witness.url, request, never.get_token()).status, 200);

  office.fund("general");
  const cli::Witnessing witnessing{office.context(), trusted};
  await(Standing::refused);
  EXPECT_EQ(verified(trusted), audit::Outcome::valid) << "up to the head that was witnessed";
}

TEST_F(SystemWitnessTest, LetsALargePaymentGoOnceItsApprovalIsWitnessed) {
  const auto staff = office.hire("staff", Role::shelter, office.shelter("Harbour"));
  const auto treasurer = office.hire("payer", Role::treasurer);
  const auto bank = office.bank("AZ48CTRE00000000000000014001");
  office.give(office.fund("general"), bank, "50000.00");
  const auto request = approved_of(staff, "10000.01");
  const auto order = [&] {
    return office.sign({treasurer}, [&](Work& work) {
      return order_batch(work,
                         {.requests = {request}, .place = bank, .execution_date = work.today()});
    });
  };
  EXPECT_EQ(refusal(order), Errc::refused);

  WitnessProcess witness{scratch.path(), log_key()};
  const auto trusted = policy(witness);
  const cli::Witnessing witnessing{office.context(), trusted};
  await(Standing::witnessed);
  const auto ordered = order();
  await(Standing::witnessed);
  EXPECT_EQ(verified(trusted), audit::Outcome::valid);
  const auto live = [&] {
    return audit::verify_database(office.context().database, trusted, std::nullopt);
  };
  EXPECT_EQ(live().outcome(), audit::Outcome::valid) << audit::to_text(live());

  // Had no witness seen the head on which the payment rests, auditors would see that.
  const auto payment = ordered["seq"].get<std::uint64_t>() + 1;
  const auto record = office.context().database.read(
      [&](storage::Transaction& tx) { return storage::record_bytes(tx, payment); });
  const auto rests_on = nlohmann::json::parse(record).at("witnessed").dump();
  storage::run(storage::connect(office.conninfo()).get(),
               "delete from cosignature where size = " + rests_on);
  EXPECT_EQ(live().outcome(), audit::Outcome::few_witnesses) << audit::to_text(live());
  EXPECT_EQ(live().first()->seq, payment);
  EXPECT_EQ(verified(trusted), audit::Outcome::few_witnesses);
}

TEST_F(SystemWitnessTest, RefusesAPolicyForAnotherLog) {
  auto text = office.policy();
  const auto other = SigningKey::of_seed(std::string(32, 'o'));
  const NoteVerifier key{office.context().signer.origin(), other.public_key()};
  text.replace(text.find("log "), text.find('\n') - text.find("log "), "log " + key.vkey());
  EXPECT_THROW(cli::Witnessing(office.context(), audit::parse_policy(text)), Error);
}

}  // namespace
}  // namespace relief::test
