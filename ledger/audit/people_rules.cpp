#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/state.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/people/role.h"
#include "ledger/proof/note.h"

namespace relief::audit {
namespace {

/// Puts the rulebook of this digest in force from the next record on.
void adopt(State& state, const Hash& digest, int version) {
  const auto text = state.sources.rulebook(digest);
  require(sha256(text) == digest, Errc::refused, "the rulebook's text isn't the one adopted");
  state.rulebook = parse_rulebook(text);
  require(state.rulebook.version == version && version == state.rulebook_version() + 1,
          Errc::refused, "a rulebook's version is the number after the one in force");
  state.rulebooks.emplace(version, digest);
}

void found(State& state, const nlohmann::json& administrator) {
  require(administrator.is_object() && administrator.size() == 3, Errc::malformed,
          "an administrator who begins the log has an identifier and a key");
  const Fields fields{administrator};
  const auto key = fields.hash("public");
  const auto person = PersonId::parse(fields.text("user")).text();
  state.keyring.add({.id = KeyId::parse(fields.text("key")).text(),
                     .person = person,
                     .alg = "ed25519",
                     .key = public_key_of(as_bytes(key)),
                     .from = 0});
  state.keyring.grant({.person = person, .role = "administrator", .organisation = {}, .from = 0});
}

void genesis(State& state, const Taken& taken) {
  require(taken.envelope.seq == 0 && taken.envelope.by == "clock", Errc::refused,
          "a log begins once, by itself");
  const Fields fields{taken.record.fields};
  state.origin = fields.text("origin");
  require(NoteVerifier::parse(fields.text("log_key")).name == state.origin, Errc::refused,
          "the log's first key has the log's name");
  adopt(state, fields.hash("digest"), 1);
  const auto& administrators = taken.record.fields.at("administrators");
  require(administrators.is_array() && administrators.size() == 2, Errc::malformed,
          "two administrators begin a log");
  for (const auto& administrator : administrators) found(state, administrator);
}

void rulebook_adopted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  adopt(state, fields.hash("digest"), static_cast<int>(fields.number("version")));
}

void key_added(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto key = fields.hash("public");
  state.keyring.add({.id = KeyId::parse(fields.text("key")).text(),
                     .person = PersonId::parse(fields.text("user")).text(),
                     .alg = fields.text("alg"),
                     .key = public_key_of(as_bytes(key)),
                     .from = taken.envelope.seq});
}

void key_revoked(State& state, const Taken& taken) {
  state.keyring.revoke(Fields{taken.record.fields}.text("key"), taken.envelope.seq);
}

void role_granted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  HeldRole role{.person = PersonId::parse(fields.text("user")).text(),
                .role = fields.text("role"),
                .organisation = fields.text_if_any("org"),
                .from = taken.envelope.seq};
  require(roles.has(role.role), Errc::malformed, "there is no such role");
  require((role.role == "shelter") != role.organisation.empty(), Errc::refused,
          "the staff of an organisation, and only they, have the role of a shelter");
  require(role.organisation.empty() || state.organisations.contains(role.organisation),
          Errc::refused, "the log doesn't know the organisation");
  for (const auto& held : state.keyring.roles_of(role.person)) {
    require(held == role.role || compatible(state.rulebook, held, role.role), Errc::refused,
            "one person may not hold both these roles");
  }
  state.keyring.grant(std::move(role));
}

void role_withdrawn(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  state.keyring.withdraw(fields.text("user"), fields.text("role"), taken.envelope.seq);
}

void organisation_added(State& state, const Taken& taken) {
  const auto id = Fields{taken.record.fields}.text("org");
  require(state.organisations.insert(id).second, Errc::refused, "an organisation is added twice");
}

std::optional<Date> day_if_any(const Fields& fields, const char* name) {
  const auto text = fields.text_if_any(name);
  return text.empty() ? std::nullopt : std::optional{parse_date(text)};
}

void fund_opened(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto id = fields.text("fund");
  require(id != unassigned_fund && state.funds.insert(id).second, Errc::refused,
          "a fund is opened twice");
  Restriction terms{
      .from = day_if_any(fields, "from"), .to = day_if_any(fields, "to"), .clause = {}};
  if (const auto& said = taken.record.fields; said.contains("purposes")) {
    terms.purposes = said.at("purposes").get<std::vector<std::string>>();
  }
  if (auto group = fields.text_if_any("group"); !group.empty()) terms.group = std::move(group);
  state.terms.emplace(id, std::move(terms));
}

void place_opened(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto id = fields.text("place");
  const auto& place = introduce(state.places, id,
                                Place{.type = fields.text("type"),
                                      .currency = &currency(fields.text("currency")),
                                      .organisation = fields.text_if_any("org")},
                                "a place is opened twice");
  require(place.type == "bank" || place.type == "box", Errc::malformed,
          "a place is a bank account or a cash box");
  require((place.type == "box") != place.organisation.empty(), Errc::refused,
          "a cash box, and only a cash box, belongs to an organisation");
  require((place.type == "bank") == taken.record.fields.contains("account"), Errc::refused,
          "the record commits to the number of a bank account, and of nothing else");
  const auto opening = fields.money("opening");
  require(!opening.is_negative(), Errc::refused, "a place opens with nothing or more");
  const auto& entry = taken.record.entry;
  const bool books_it = !entry || opening.is_zero()
                            ? !entry && opening.is_zero()
                            : moves(entry, pair("1100", "2200", id, unassigned_fund,
                                                entry->lines.front().item, opening));
  require(books_it, Errc::refused, "what a place opens with is nobody's until it is identified");
}

constexpr std::array people_rules{
    Rule{"fund.opened", "fund", fund_opened},
    Rule{"genesis", "", genesis},
    Rule{"key.added", "key", key_added},
    Rule{"key.revoked", "key", key_revoked},
    Rule{"organisation.added", "", organisation_added},
    Rule{"place.opened", "place", place_opened, true},
    Rule{"role.granted", "role", role_granted},
    Rule{"role.withdrawn", "role", role_withdrawn},
    Rule{"rulebook.adopted", "rulebook", rulebook_adopted},
};

}  // namespace

std::span<const Rule> rules_of_people() { return people_rules; }

}  // namespace relief::audit
