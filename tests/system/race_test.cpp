#include <atomic>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "ledger/cases/decide_request.h"
#include "ledger/storage/log.h"
#include "ledger/storage/log_times.h"
#include "ledger/storage/positions.h"
#include "ledger/storage/requests.h"
#include "ledger/storage/vault.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

class RaceTest : public ::testing::Test {
 protected:
  Money available() {
    return office.context().database.read([&](storage::Transaction& tx) {
      return storage::positions(tx, fund.text()).front().available;
    });
  }
  storage::Request request(const RequestId& id) {
    return office.context().database.read(
        [&](storage::Transaction& tx) { return storage::find_request(tx, id); });
  }
  Command approval(const Colleague& approver, const RequestId& id) {
    return office.signed_command({approver},
                                 [id](Work& work) { return approve_request(work, id); });
  }

  /// How many of 16 at once were done; the rest were refused with this code.
  int done_of_16(Errc code, const std::function<Facts(Work&, int)>& decide) {
    std::vector<std::thread> threads;
    std::atomic<int> done = 0;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&, i] {
        try {
          office.run(office.first_administrator, [&](Work& work) { return decide(work, i); });
          ++done;
        } catch (const Error& error) {
          EXPECT_EQ(error.code(), code);
        }
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_TRUE(office.context().writer.halted().empty());
    return done;
  }

  Office office;
  OrganisationId shelter = office.shelter("Harbour");
  Colleague staff = office.hire("staff", Role::shelter, shelter);
  std::vector<Colleague> approvers{
      office.hire("a", Role::approver), office.hire("b", Role::approver),
      office.hire("c", Role::approver), office.hire("d", Role::approver)};
  PlaceId bank = office.bank("AZ48CTRE00000000000000014001");
  FundId fund = office.fund("general");
};

TEST_F(RaceTest, TwoLastApprovalsCannotPromiseTheSameMoney) {
  office.give(fund, bank, "700.00");
  const std::vector requests{office.lump_sum(staff, "5AZ1234"), office.lump_sum(staff, "5AZ1235")};
  for (const auto& each : requests) {
    commit(office.context(), approval(approvers[0], each));
  }
  std::vector<Command> last{approval(approvers[1], requests[0]),
                            approval(approvers[2], requests[1])};
  std::vector<std::thread> threads;
  for (auto& command : last) {
    threads.emplace_back([&] { commit(office.context(), command); });
  }
  for (auto& thread : threads) thread.join();

  int committed = 0;
  for (const auto& each : requests) {
    const auto now = request(each);
    EXPECT_EQ(now.status, RequestStatus::approved);
    if (now.waits_for == storage::WaitsFor::order) ++committed;
    if (now.waits_for != storage::WaitsFor::order) {
      EXPECT_EQ(now.waits_for, storage::WaitsFor::money);
    }
  }
  EXPECT_EQ(committed, 1);
  EXPECT_TRUE(available().is_zero());

  // The one that waits goes on by itself when money comes.
  office.give(fund, bank, "1000.00");
  for (const auto& each : requests) {
    EXPECT_EQ(request(each).waits_for, storage::WaitsFor::order);
  }
  EXPECT_EQ(available().decimal(), "300.00");
}

TEST_F(RaceTest, OnePersonApprovingTwiceAtOnceCountsOnce) {
  office.give(fund, bank, "700.00");
  const auto id = office.lump_sum(staff, "5AZ1236");
  const auto once = approval(approvers[0], id);
  std::vector<std::thread> threads;
  std::atomic<int> refused = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      try {
        commit(office.context(), once);
      } catch (const Error&) {
        ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(request(id).status, RequestStatus::submitted);
}

TEST_F(RaceTest, AClockThatIsSetBackDoesNotTakeTheLogWithIt) {
  const auto last_written_at = [&] {
    return office.context().database.read([](storage::Transaction& tx) {
      return storage::last_written_at(tx, storage::read_head(tx).size());
    });
  };
  office.shelter("Lighthouse");
  const auto before = last_written_at();
  office.now -= std::chrono::days{2};
  office.shelter("Breakwater");
  EXPECT_EQ(last_written_at(), before);
}

TEST_F(RaceTest, ARefusedCommandInAGroupCostsTheOthersNothing) {
  const auto id = office.lump_sum(staff, "5AZ1237");
  const auto done = done_of_16(Errc::refused, [](Work& work, int i) -> Facts {
    const auto seq =
        work.append({.kind = "organisation.added",
                     .fields = {{"org", "org_" + std::to_string(i)}, {"type", "ngo"}}});
    // Half of them fail after they wrote.
    require(i % 2 == 0, Errc::refused, "this one was to fail");
    return {{"seq", seq}};
  });
  EXPECT_EQ(done, 8);
  EXPECT_EQ(request(id).status, RequestStatus::submitted);
}

TEST_F(RaceTest, ARowThatTheDatabaseRefusesInAGroupCostsTheOthersNothing) {
  // Rows of a group are inserted together, so the refusal comes after all were decided.
  const auto done = done_of_16(Errc::conflict, [](Work& work, int i) -> Facts {
    const auto id = i % 2 == 0 ? "org_" + std::to_string(i) : std::string{"org_same"};
    const auto seq =
        work.append({.kind = "organisation.added", .fields = {{"org", id}, {"type", "ngo"}}});
    storage::insert(work.tx(), storage::SealedEvidence{
                                   .subject = id, .number = 1, .kind = "decision", .thing = {}});
    return {{"seq", seq}};
  });
  EXPECT_EQ(done, 9);
}

TEST_F(RaceTest, AnswersComeAfterTheNewHeadIsSigned) {
  std::vector<std::thread> threads;
  std::atomic<int> unsigned_answers = 0;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&, i] {
      const auto facts = office.run(office.first_administrator, [&](Work& work) -> Facts {
        return {{"seq",
                 work.append({.kind = "organisation.added",
                              .fields = {{"org", "org_" + std::to_string(i)}, {"type", "ngo"}}})}};
      });
      const auto last = office.context().database.read(
          [](storage::Transaction& tx) { return storage::last_checkpoint(tx); });
      if (!last || last->size <= facts.at("seq").get<std::uint64_t>()) ++unsigned_answers;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(unsigned_answers, 0);
}

TEST_F(RaceTest, AKeyThatComesTwiceAtOnceDoesOneThing) {
  std::vector<std::thread> threads;
  std::atomic<int> replayed = 0;
  std::vector<std::string> ids(8);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto committed = commit(
          office.context(),
          {.actor = office.first_administrator.actor,
           .decide = [](Work& work) -> Facts {
             const auto id = work.new_id<OrganisationId>().text();
             return {{"id", id},
                     {"seq", work.append({.kind = "organisation.added",
                                          .fields = {{"org", id}, {"type", "ngo"}}})}};
           },
           .key = IdempotencyKey{
               .route = "POST /v1/organisations", .key = "k", .input = std::string(32, 'i')}});
      ids[i] = committed.facts["id"];
      if (committed.replayed) ++replayed;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(replayed, 7);
  for (const auto& id : ids) EXPECT_EQ(id, ids.front());
}

}  // namespace
}  // namespace relief::test
