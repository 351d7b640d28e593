#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/audit/bundle.h"
#include "ledger/audit/policy.h"
#include "ledger/audit/verdict.h"
#include "ledger/audit/write.h"
#include "ledger/base/ids.h"
#include "ledger/books/record.h"
#include "ledger/cases/work.h"
#include "ledger/proof/ed25519.h"

namespace relief::audit::test {

/// Somebody of the story, with the key that the log knows.
struct Person {
  PersonId id;
  KeyId key;
  SigningKey signing;
};

/// A record before it is signed.
struct Draft {
  Record record;
  std::string by;
  std::vector<const Person*> signers = {};
  Terms terms = {};
  std::chrono::seconds waited{};  ///< Before the last of them signed.
};

/// How somebody who holds every key falsifies the story: each hook sees a record at one moment of
/// its making. The story goes on from the falsified record.
struct Twist {
  std::function<void(std::uint64_t seq, Draft& draft)> before_signing = {};
  std::function<void(std::uint64_t seq, Record& record)> after_signing = {};
  std::function<void(std::uint64_t seq, std::string& bytes)> written = {};
  std::function<Instant(std::uint64_t seq, Instant now)> told_at = {};  ///< In place of `now`.
};

/// The files of a bundle, by path.
using Files = std::map<std::string, std::string>;

/// What tests damage most: the story's only bundle of entries, its tile, and its checkpoint.
inline const std::string story_entries = "log/tile/entries/000.p/29";
inline const std::string story_leaves = "log/tile/0/000.p/29";
inline const std::string story_head{checkpoint_path};

inline void flip(std::string& bytes, std::size_t at) {
  bytes.at(at) = static_cast<char>(bytes[at] ^ 1);
}

/// Where the story's records stand.
namespace at {
enum Seq : std::uint64_t {
  genesis,
  organisation,
  approver_key,
  approver_role,
  second_key,
  second_role,
  treasurer_key,
  treasurer_role,
  auditor_key,
  auditor_role,
  shelter_key,
  shelter_role,
  place,
  fund,
  gift,
  first_statement,
  gift_line,
  relief_case,
  request,
  release,
  first_approval,
  last_approval,
  batch,
  payment,
  second_statement,
  payment_line,
  wrong_gift,
  reversal,
  period,
  count
};
}  // namespace at

/// A small log, made through the same functions as a real one: two administrators begin it, let
/// people in, open a place and a fund; a gift arrives; a request is filed, approved by two, ordered
/// and paid; a second gift is announced by mistake and reversed; a month is closed.
class Story {
 public:
  explicit Story(Twist twist = {});

  [[nodiscard]] Files files() const;
  [[nodiscard]] std::string policy_text() const;
  [[nodiscard]] Policy policy() const { return parse_policy(policy_text()); }

  /// The log's checkpoint over the first `size` records.
  [[nodiscard]] std::string note(std::uint64_t size) const;

  SigningKey log_key;
  std::map<std::string, Person> people;  ///< By what they do.
  std::vector<std::string> records;
  std::map<std::string, std::string> rulebooks;  ///< By digest, in bytes.

 private:
  [[nodiscard]] const Person& person(const std::string& name) const { return people.at(name); }
  [[nodiscard]] std::vector<const Person*> signers(const std::vector<std::string>& names) const;
  void begin();
  void let_in(const std::string& name, const std::string& role, const std::string& organisation);
  void open();
  void announce(const std::string& id, const std::string& units);
  void import(const std::string& id, const std::string& from, const std::string& to);
  void post_line(const std::string& statement, const std::string& units, std::vector<Line> lines);
  void file();
  void approve(const std::string& name, bool last);
  void pay();
  void end();
  void append(Draft draft);

  Twist twist_;
};

/// What verification says of these files, written to a folder.
Verdict verdict_of(const Files& files, const Policy& policy,
                   const std::optional<std::string>& since = std::nullopt);

/// The same files, with a manifest that lists them as they are now.
Files relisted(Files files);

/// A key that is always the same for the same name.
SigningKey key_named(const std::string& name);

/// An identifier that is always the same for the same name.
template <class SomeId>
SomeId id_named(const std::string& name) {
  const auto hash = sha256("an identifier of " + name);
  return SomeId::of(as_bytes(hash).substr(0, 16));
}

}  // namespace relief::audit::test
