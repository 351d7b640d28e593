#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "ledger/storage/log.h"
#include "tests/support/office/office.h"
#include "tests/support/office/own_server.h"

namespace relief::test {
namespace {

/// Adds organisations for ever and tells each one through the pipe once it is acknowledged.
[[noreturn]] void keep_adding(Office& office, int pipe) {
  // The parent's connections aren't ours to use: a program of its own would have none of them.
  OwnServer server{office, office.conninfo()};
  for (;;) {
    const auto facts =
        commit(server.context(),
               {.actor = office.first_administrator.actor,
                .decide = [](Work& work) -> Facts {
                  const auto id = work.new_id<OrganisationId>().text();
                  return {{"id", id},
                          {"seq", work.append({.kind = "organisation.added",
                                               .fields = {{"org", id}, {"type", "ngo"}}})}};
                }})
            .facts;
    const auto line = facts["id"].get<std::string>();
    if (::write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
  }
}

std::set<std::string> organisations_in_log(Office& office) {
  return office.context().database.read([](storage::Transaction& tx) {
    std::set<std::string> ids;
    for (const auto& bytes : storage::records_from(tx, 0, 100'000)) {
      const auto json = nlohmann::json::parse(bytes);
      if (json["kind"] == "organisation.added") ids.insert(json["org"].get<std::string>());
    }
    return ids;
  });
}

TEST(KillTest, NothingThatWasAcknowledgedIsLostAndNothingHappensTwice) {
  constexpr std::size_t id_size = 30;  // "org_" and 26 characters.
  Office office;
  std::set<std::string> acknowledged;
  for (int round = 0; round < 12; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const auto child = ::fork();
    if (child == 0) keep_adding(office, ends[1]);
    ::close(ends[1]);
    // Another moment each time, so that every step between two acts is hit some time.
    std::this_thread::sleep_for(std::chrono::milliseconds{150 + 37 * round});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::string id(id_size, '\0');
    while (::read(ends[0], id.data(), id.size()) == static_cast<ssize_t>(id.size())) {
      EXPECT_TRUE(acknowledged.insert(id).second) << "acknowledged twice";
    }
    ::close(ends[0]);
  }
  const auto logged = organisations_in_log(office);
  EXPECT_GT(acknowledged.size(), 10U);
  for (const auto& id : acknowledged) EXPECT_TRUE(logged.contains(id)) << "an act was lost";
  // At most one act a round was done and not yet told of when the blow fell.
  EXPECT_LE(logged.size(), acknowledged.size() + 12);

  // A new server signs what the killed ones committed, and goes on.
  office.context().signer.sign(office.context().database, office.now);
  const auto [head, last] = office.context().database.read([](storage::Transaction& tx) {
    return std::pair{storage::read_head(tx).size(), storage::last_checkpoint(tx)->size};
  });
  EXPECT_EQ(head, last);
}

}  // namespace
}  // namespace relief::test
