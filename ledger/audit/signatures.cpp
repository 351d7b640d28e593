#include "ledger/audit/signatures.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

#include "ledger/base/clock.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"

namespace relief::audit {
namespace {

constexpr std::array<std::string_view, 13> statement_fields{
    "act",   "clause", "content",   "currency",  "expires", "fund",  "key",
    "money", "place",  "seen_root", "seen_size", "signer",  "target"};

std::string text_in(const Scan::Value& object, const char* name) {
  const auto field = object.find(name);
  require(field.has_value(), Errc::malformed, "a signed statement or its signature lacks a field");
  return field->text();
}

std::uint64_t number_in(const Scan::Value& object, const char* name) {
  const auto field = object.find(name);
  require(field.has_value(), Errc::malformed, "a signed statement lacks a number");
  return field->count();
}

void check_form(const Scan::Value& statement) {
  require(statement.is_object() && number_in(statement, "v") == 1, Errc::malformed,
          "a signed statement is an object of version 1");
  for (const auto field : statement) {
    require(field.key() == "v" || std::ranges::binary_search(statement_fields, field.key()),
            Errc::malformed, "a signed statement has a field that it can't have");
  }
  require(!text_in(statement, "target").empty(), Errc::malformed,
          "a signed statement names what it acts on");
}

/// What a record has of what a statement shows under this name.
std::optional<Scan::Value> recorded(const Scan::Value& record, std::string_view name) {
  if (name != "money") return record.find(name);
  for (const auto* each : {"money", "closing", "opening"}) {
    if (auto found = record.find(each)) return found;
  }
  return std::nullopt;
}

/// What people saw when they signed is what the record says. The content binds all of it, but
/// nobody reads a hash.
void check_shown(const Scan::Value& statement, const Scan::Value& record) {
  for (const auto* name : {"money", "currency", "fund", "place", "clause"}) {
    const auto shown = statement.find(name);
    const auto told = recorded(record, name);
    require(shown || !told, Errc::refused, "the signer wasn't shown all that was recorded");
    require(!shown || !told || shown->bytes() == told->bytes(), Errc::refused,
            "what was shown to the signer isn't what was recorded");
  }
  require(!statement.find("clause") || record.find("clause"), Errc::refused,
          "the signer was shown a clause that wasn't recorded");
}

/// What people saw beyond the record's fields is in its entry.
void check_shown_of_entry(const Scan::Value& statement, const Scan::Value& record,
                          const Entry& entry) {
  const auto shows = [&](const char* name) {
    return statement.find(name) && !recorded(record, name);
  };
  const auto holds = [&](const auto& of_line) { return std::ranges::any_of(entry.lines, of_line); };
  require(!shows("fund") ||
              holds([&](const Line& line) { return line.fund == text_in(statement, "fund"); }),
          Errc::refused, "the signer was shown another fund than the entry's");
  require(!shows("place") ||
              holds([&](const Line& line) { return line.place == text_in(statement, "place"); }),
          Errc::refused, "the signer was shown another place than the entry's");
  require(!shows("money") || holds([&](const Line& line) {
    return line.amount.magnitude().units_text() == text_in(statement, "money") &&
           line.amount.currency().code == text_in(statement, "currency");
  }),
          Errc::refused, "the signer was shown other money than the entry's");
}

/// Whether one of the record's fields, of its envelope none, is this.
bool is_named_by(const Record& record, const Scan::Value& bytes, const std::string& target) {
  const auto quoted = '"' + target + '"';
  for (const auto field : bytes) {
    if (field.bytes() != quoted && field.bytes() != target) continue;
    if (record.fields.contains(std::string{field.key()})) return true;
  }
  return false;
}

/// What is acted on is something that the record names, or new.
void check_target(const Scan::Value& statement, const Record& record, const Scan::Value& bytes) {
  const auto target = text_in(statement, "target");
  require(target == "new" || is_named_by(record, bytes, target), Errc::refused,
          "the signer was shown something else to act on than was recorded");
}

void check_seen(const Scan::Value& statement, const SignatureSetting& setting) {
  const auto size = number_in(statement, "seen_size");
  require(size > 0 && size <= setting.seq, Errc::refused,
          "the signer claims to have seen a later log, or none");
  const auto root = setting.roots.at(size);
  require(text_in(statement, "seen_root") == to_base64url(as_bytes(root)), Errc::refused,
          "the log that the signer saw isn't this one");
}

/// The last statement is recorded before it expires; those before it may have waited for it, as
/// long as a proposal lives.
void check_time(const Scan::Value& statement, Instant at, bool is_last) {
  const auto expires = parse_instant(text_in(statement, "expires"));
  require(at <= (is_last ? expires : expires + proposal_lifetime), Errc::refused,
          "what was signed had expired before it was recorded");
}

const std::string& part_of(const nlohmann::json& signature, const char* name) {
  const auto part = signature.find(name);
  require(part != signature.end() && part->is_string(), Errc::malformed,
          "a signature lacks one of its parts");
  return part->get_ref<const std::string&>();
}

/// The key that counts, of the person who is said to have signed.
const RegisteredKey& key_of(const Act& act, const Scan::Value& statement, const Keyring& keyring) {
  require(act.signature.is_object() && act.signature.size() == 3, Errc::malformed,
          "a signature names its key, its kind and its value");
  const auto& key = keyring.key(part_of(act.signature, "key"));
  require(text_in(statement, "key") == key.id, Errc::refused,
          "the statement names another key than its signature");
  require(text_in(statement, "signer") == key.person, Errc::refused,
          "it is signed with another person's key");
  require(part_of(act.signature, "alg") == key.alg, Errc::refused,
          "the signature is of another kind than its key");
  return key;
}

DueSignature due_of(const Act& act, const RegisteredKey& key) {
  auto value = from_base64url(part_of(act.signature, "value"));
  require(value.has_value(), Errc::malformed, "a signature isn't base64url");
  return {.key = key.key, .challenge = act_challenge(act.text), .value = std::move(*value)};
}

}  // namespace

Signers check_signatures(const Record& record, const Scan& scan, const SignatureSetting& setting) {
  Signers signers;
  if (record.acts.empty()) return signers;
  const auto content = content_of(scan.root());
  for (const auto& act : record.acts) {
    const Scan scanned{act.text};
    const auto statement = scanned.root();
    check_form(statement);
    require(text_in(statement, "act") == record.kind, Errc::refused,
            "what was signed is another kind of act");
    require(text_in(statement, "content") == content, Errc::refused,
            "what was signed isn't what was recorded");
    check_shown(statement, scan.root());
    if (record.entry) check_shown_of_entry(statement, scan.root(), *record.entry);
    check_target(statement, record, scan.root());
    check_seen(statement, setting);
    check_time(statement, setting.at, &act == &record.acts.back());
    const auto& key = key_of(act, statement, setting.keyring);
    require(std::ranges::find(signers.people, key.person) == signers.people.end(), Errc::refused,
            "one person signed twice where two must");
    signers.people.push_back(key.person);
    signers.due.push_back(due_of(act, key));
  }
  return signers;
}

void require_all_hold(std::span<const DueSignature> due) {
  require(std::ranges::all_of(due, &DueSignature::holds), Errc::refused,
          "a signature doesn't hold");
}

}  // namespace relief::audit
