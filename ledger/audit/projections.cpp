#include "ledger/audit/projections.h"

#include <algorithm>

#include "ledger/audit/checks.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"
#include "ledger/storage/projections.h"

namespace relief::audit {
namespace {

bool equal(const Posting& a, const Posting& b) {
  return a.seq == b.seq && a.number == b.number && a.on == b.on && a.line == b.line &&
         a.balance == b.balance && a.version == b.version;
}

bool equal(const Book::Balance& a, const Book::Balance& b) {
  return a.amount == b.amount && a.version == b.version;
}

bool equal(const Book::Item& a, const Book::Item& b) {
  return a.amount == b.amount && a.fund == b.fund;
}

bool equal(const Money::Units& a, const Money::Units& b) { return a == b; }

/// Whether two tables have the same rows; entries that the replay only looked at don't count.
template <class Map>
void compare(const Map& stored, const Map& made, const std::string& what) {
  for (const auto& [key, row] : made) {
    const auto found = stored.find(key);
    const typename Map::mapped_type none{};
    if (!equal(found == stored.end() ? none : found->second, row)) {
      fail(what + " in the database isn't what the log makes it");
    }
  }
  for (const auto& [key, row] : stored) {
    if (!made.contains(key)) fail(what + " in the database follows from no record");
  }
}

/// Lots and uses are many: only where each is the same and there are no more is nothing strange.
void compare_lots(const Lots& stored, const Lots& made) {
  made.each_lot([&](const LotsKey& key, const Lot& lot) {
    if (stored.lot(key, lot.number) == lot) return;
    fail("what is left of a gift in the database isn't what the log makes it");
  });
  if (stored.lot_count() != made.lot_count()) {
    fail("what is left of a gift in the database follows from no record");
  }
  made.each_use([&](const UseKey& key, const std::vector<LotUse>& uses) {
    if (stored.uses(key) == uses) return;
    fail("the use of a gift in the database isn't what the log makes it");
  });
  if (stored.use_count() != made.use_count()) {
    fail("the use of a gift in the database follows from no record");
  }
}

void compare_keys(storage::Transaction& tx, const Keyring& keyring) {
  const auto rows = storage::all_keys(tx);
  for (const auto& row : rows) {
    const auto found = keyring.keys().find(row.id.text());
    if (found == keyring.keys().end()) fail("a key in the database is in no record", row.from_seq);
    const auto& key = found->second;
    const bool same = row.person.text() == key.person && row.alg == key.alg && row.key == key.key &&
                      row.from_seq == key.from && row.to_seq == key.to;
    if (!same) fail("a key in the database isn't the one that the log has", key.from);
  }
  if (rows.size() != keyring.keys().size()) fail("a key of the log isn't in the database");
}

void compare_roles(storage::Transaction& tx, const Keyring& keyring) {
  const auto rows = storage::all_roles(tx);
  for (const auto& row : rows) {
    const bool known = std::ranges::any_of(keyring.roles(), [&](const HeldRole& role) {
      return role.person == row.person && role.role == row.role &&
             role.organisation == row.organisation && role.from == row.from && role.to == row.to;
    });
    if (!known) fail("a role in the database isn't one that the log has", row.from);
  }
  if (rows.size() != keyring.roles().size()) fail("a role of the log isn't in the database");
}

void compare_places(storage::Transaction& tx, const State& state) {
  const auto rows = storage::all_places(tx);
  for (const auto& row : rows) {
    const auto found = state.places.find(row.id.text());
    const bool same =
        found != state.places.end() && storage::place_types.text(row.type) == found->second.type &&
        *row.currency == *found->second.currency &&
        (row.organisation ? row.organisation->text() : "") == found->second.organisation;
    if (!same) fail("a place in the database isn't one that the log has");
  }
  if (rows.size() != state.places.size()) fail("a place of the log isn't in the database");
}

}  // namespace

void compare_row(const storage::LogRow& row, const ReadRecord& read) {
  const auto& [record, envelope] = read;
  if (row.kind != record.kind || row.actor != envelope.by || row.at != envelope.at) {
    fail("a column beside the record says something else than the record", row.seq);
  }
}

void compare_postings(const std::vector<Posting>& stored, const std::vector<Posting>& made) {
  const auto [left, right] = std::ranges::mismatch(
      stored, made, [](const Posting& a, const Posting& b) { return equal(a, b); });
  if (left == stored.end() && right == made.end()) return;
  if (right == made.end() || (left != stored.end() && left->seq < right->seq)) {
    fail("a posting in the database follows from no record", left->seq);
  }
  fail("the postings of the record aren't what it says", right->seq);
}

Check::Counts compare_books(storage::Transaction& tx, const State& state) {
  const auto stored = storage::stored_book(tx);
  const auto& made = state.book;
  compare(stored.balances, made.balances, "a balance");
  compare(stored.items, made.items, "an open item");
  if (storage::wrong_settled_items(tx) > 0) {
    fail("a settled item in the database isn't what the postings make it");
  }
  compare(stored.positions, made.positions, "what a fund has available");
  compare_lots(stored.lots, made.lots);
  if (storage::wrong_sums(tx) > 0) fail("a sum by day, month or year isn't that of the postings");
  return {{"balances", stored.balances.size()},
          {"open items", stored.items.size()},
          {"positions", stored.positions.size()}};
}

Check::Counts compare_people(storage::Transaction& tx, const State& state) {
  compare_keys(tx, state.keyring);
  compare_roles(tx, state.keyring);
  compare_places(tx, state);
  const auto funds = storage::all_funds(tx);
  const bool same = std::ranges::all_of(
      funds, [&](const storage::Fund& fund) { return state.funds.contains(fund.id.text()); });
  if (!same || funds.size() != state.funds.size()) {
    fail("the funds in the database aren't those of the log");
  }
  return {{"keys", state.keyring.keys().size()},
          {"roles", state.keyring.roles().size()},
          {"places", state.places.size()},
          {"funds", funds.size()}};
}

}  // namespace relief::audit
