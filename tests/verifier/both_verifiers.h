#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <nlohmann/json.hpp>

#include "ledger/audit/bundle.h"
#include "ledger/audit/export.h"
#include "ledger/audit/verify.h"
#include "ledger/base/error.h"
#include "tests/ledger/audit/story.h"
#include "tests/support/office/office.h"
#include "tests/support/scratch.h"

namespace relief::audit::test {

/// What a verifier says to whoever called it.
struct Answer {
  int code;
  std::optional<std::uint64_t> seq;
  std::string sentence;
  std::string state = {};  ///< What witnesses know of the log's head.
};

/// Runs the second verifier on these arguments.
inline Answer second(const std::string& arguments) {
  const std::string command =
      "'" RELIEF_PYTHON "' -B '" RELIEF_SECOND_VERIFIER "' --json " + arguments + " 2>/dev/null";
  std::string output;
  auto* pipe = popen(command.c_str(), "r");
  ensure(pipe != nullptr, "a test can start a program");
  std::array<char, 4096> piece{};
  while (const auto read = std::fread(piece.data(), 1, piece.size(), pipe)) {
    output.append(piece.data(), read);
  }
  Answer answer{.code = WEXITSTATUS(pclose(pipe)), .seq = std::nullopt, .sentence = output};
  const auto json = nlohmann::json::parse(output, nullptr, false);
  if (json.is_object()) answer.state = json.at("log").at("state").get<std::string>();
  if (!json.is_object() || !json.contains("finding")) return answer;
  answer.sentence = json["finding"].at("sentence").get<std::string>();
  if (json["finding"].contains("seq")) answer.seq = json["finding"]["seq"].get<std::uint64_t>();
  return answer;
}

inline Answer first(const Verdict& verdict) {
  const auto finding = verdict.first();
  const auto json = to_json(verdict);
  return {.code = static_cast<int>(verdict.outcome()),
          .seq = finding ? finding->seq : std::nullopt,
          .sentence = to_text(verdict),
          .state = json.contains("log") ? json["log"].at("state").get<std::string>()
                                        : std::string{"unwitnessed"}};
}

/// A bundle on disk, with the policy and the checkpoint that an auditor keeps beside it.
class OnDisk {
 public:
  OnDisk(const Files& files, const std::string& policy) {
    const auto write = into_folder(folder());
    for (const auto& [path, bytes] : files) write(path, bytes);
    const auto keep = into_folder(scratch_.path() / "kept");
    keep("policy", policy);
  }

  [[nodiscard]] std::filesystem::path folder() const { return scratch_.path() / "bundle"; }

  /// The option that names the policy.
  [[nodiscard]] std::string policy() const {
    return "--policy '" + (scratch_.path() / "kept/policy").string() + "'";
  }

  [[nodiscard]] Answer second(const std::string& more = {}) const {
    return test::second("'" + folder().string() + "' " + policy() + ' ' + more);
  }

  /// Writes the checkpoint that the auditor kept; answers the option that names it.
  [[nodiscard]] std::string since(const std::string& note) const {
    const auto folder = scratch_.path() / "since";
    into_folder(folder)("checkpoint", note);
    return "--since '" + (folder / "checkpoint").string() + "'";
  }

 private:
  relief::test::Scratch scratch_;
};

/// Both say this of the bundle, and name the same record.
inline void expect_the_same(const Files& files, const std::string& policy, int code,
                            const std::optional<std::string>& since = std::nullopt) {
  const OnDisk bundle{files, policy};
  const auto one = first(verify_bundle(bundle.folder(), parse_policy(policy), since));
  const auto other = bundle.second(since ? bundle.since(*since) : "");
  EXPECT_EQ(one.code, code) << one.sentence;
  EXPECT_EQ(other.code, code) << other.sentence;
  EXPECT_EQ(one.seq, other.seq) << one.sentence << other.sentence;
  EXPECT_EQ(one.state, other.state);
}

/// Both say this of a real log, and name this record.
inline void expect_both(relief::test::Office& office, int code, std::optional<std::uint64_t> seq) {
  const relief::test::Scratch scratch;
  const auto bundle = scratch.path() / "bundle";
  write_bundle(office.context().database, bundle);
  into_folder(scratch.path() / "kept")("policy", office.policy());
  const auto one = first(verify_bundle(bundle, parse_policy(office.policy())));
  const auto other = second("'" + bundle.string() + "' --policy '" +
                            (scratch.path() / "kept/policy").string() + "'");
  EXPECT_EQ(one.code, code) << one.sentence;
  EXPECT_EQ(other.code, code) << other.sentence;
  EXPECT_EQ(one.seq, seq) << one.sentence;
  EXPECT_EQ(other.seq, seq) << other.sentence;
}

/// Both find that all of a real log holds.
inline void expect_both_hold(relief::test::Office& office) { expect_both(office, 0, {}); }

}  // namespace relief::audit::test
