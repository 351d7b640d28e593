#include "ledger/books/book.h"

#include <utility>

#include "ledger/books/account.h"

namespace relief {

/// What an entry would change, summed by key.
struct Book::Plan {
  void add(const Line& line);

  std::map<ItemKey, std::pair<std::string, Money::Units>> items;  ///< Fund and change.
  std::map<PositionKey, Money::Units> positions;
  std::map<std::string, Cover> covers;
  std::set<std::string> ordered;   ///< Places from which something is ordered.
  std::set<std::string> promised;  ///< Places where something is reserved.
  std::set<std::string> nobodys;   ///< Places where nobody's money is lowered.
  std::map<LotsKey, std::pair<std::string, Money::Units>> own;  ///< Item and change.
};

namespace {

BalanceKey balance_key(const Line& line) {
  return {.account = line.account,
          .place = line.place,
          .fund = line.fund,
          .currency = std::string{line.amount.currency().code}};
}

LotsKey lots_key(const Line& line) {
  return {.fund = line.fund, .currency = std::string{line.amount.currency().code}};
}

template <class Map>
auto value_or_zero(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

}  // namespace

void Book::check_lines(const Entry& entry) {
  require(!entry.lines.empty() && entry.lines.size() <= 500, Errc::malformed,
          "an entry has 1 to 500 lines");
  std::map<LotsKey, Money::Units> sums;
  for (const auto& line : entry.lines) {
    const auto& of = account(line.account);
    require(of.by_place != line.place.empty(), Errc::malformed,
            "a line names a place exactly where its account is kept by place");
    require(!line.fund.empty() && !line.item.empty() && !line.amount.is_zero(), Errc::malformed,
            "a line has a fund, an item and an amount");
    sums[lots_key(line)] += line.amount.units();
  }
  for (const auto& [key, sum] : sums) {
    require(sum == 0, Errc::malformed, "an entry balances for each fund in each currency");
  }
}

void Book::Plan::add(const Line& line) {
  const auto& [code, place, fund, item, money] = line;
  const auto& amount = money.units();
  const bool cash = code == "1100" || code == "2110";
  const bool lowers = amount < 0;
  if (account(code).items) {
    auto& [of, change] = items[{.account = code, .place = place, .item = item}];
    of = fund;
    change += amount;
  }
  if (is_available(code)) positions[{.fund = fund, .place = place}] += amount;
  if (cash) covers[place].held += amount;
  if (code == "9200") covers[place].reserved += amount;
  if (lowers && code == "2110") ordered.insert(place);
  if (lowers && code == "9200") promised.insert(place);
  if (lowers && cash && fund == unassigned_fund) nobodys.insert(place);
  if (!is_own_money(code) || fund == unassigned_fund) return;
  auto& [who, change] = own[lots_key(line)];
  if (who.empty()) who = item;
  change += amount;
}

Book::Plan Book::plan(const Entry& entry) {
  Plan plan;
  for (const auto& line : entry.lines) plan.add(line);
  return plan;
}

void Book::check(const Plan& plan, Nature nature) const {
  for (const auto& [key, change] : plan.items) {
    const Money::Units after = item(key) + change.second;
    const bool normal = account(key.account).normal == Side::debit ? after >= 0 : after <= 0;
    require(normal, Errc::conflict,
            "that much of this isn't open: it was settled or undone before");
  }
  for (const auto& [key, change] : plan.positions) {
    if (key.fund == unassigned_fund || change >= 0) continue;
    require(value_or_zero(positions, key) + change >= 0, Errc::refused,
            "the fund has too little available at this place");
  }
  if (nature == Nature::fact) return;
  for (const auto& [place, change] : plan.covers) {
    const auto before = cover(place);
    const Money::Units held = before.held + change.held;
    const Money::Units unreserved = held + before.reserved + change.reserved;
    require(!plan.ordered.contains(place) || held >= 0, Errc::refused,
            "this place holds less than would be ordered from it");
    // An order that is undone reserves anew what it had taken from the reserve: no more than
    // before.
    const bool promises_more = plan.promised.contains(place) && change.held + change.reserved < 0;
    require(!promises_more || unreserved >= 0, Errc::refused,
            "this place holds less than would be promised from it");
  }
  for (const auto& place : plan.nobodys) {
    const PositionKey key{.fund = std::string{unassigned_fund}, .place = place};
    require(value_or_zero(positions, key) + value_or_zero(plan.positions, key) >= 0, Errc::refused,
            "money that nobody has claimed was already used up at this place");
  }
}

void Book::post(std::uint64_t seq, const Entry& entry, Nature nature) {
  check_lines(entry);
  const auto planned = plan(entry);
  check(planned, nature);

  std::size_t number = 0;
  for (const auto& line : entry.lines) {
    const auto key = balance_key(line);
    auto& balance = balances[key];
    balance.amount += line.amount.units();
    changes_.balances.insert(key);
    changes_.postings.push_back({.seq = seq,
                                 .number = number++,
                                 .on = entry.on,
                                 .line = line,
                                 .balance = balance.amount,
                                 .version = ++balance.version});
  }
  for (const auto& [key, change] : planned.items) {
    auto& open = items[key];
    open.fund = change.first;
    open.amount += change.second;
    changes_.items.insert(key);
    // A part has to remember what it loaded; a whole book knows that what isn't there is zero.
    if (extent_ == Extent::whole && open.amount == 0) items.erase(key);
  }
  for (const auto& [key, change] : planned.positions) {
    positions[key] += change;
    changes_.positions.insert(key);
  }
  for (const auto& [place, change] : planned.covers) {
    auto& at = covers[place];
    at.held += change.held;
    at.reserved += change.reserved;
  }
  std::uint64_t opened = 0;  // One entry opens at most one lot for each fund and currency.
  for (const auto& [key, change] : planned.own) {
    if (change.second == 0) continue;
    lots.move(key, change.first, change.second, seq * 1000 + opened++);
    if (extent_ == Extent::whole) lots.complete(key, seq * 1000 + opened);
    changes_.uses.insert({.item = change.first, .fund = key.fund, .currency = key.currency});
  }
}

namespace {

/// Adds those of the map's keys to `missing` that `known` hasn't.
template <class Wanted, class Known, class Key>
void add_unknown(const Wanted& wanted, const Known& known, std::set<Key>& missing) {
  for (const auto& [key, change] : wanted) {
    if (!known.contains(key)) missing.insert(key);
  }
}

}  // namespace

Book::Missing Book::missing(const Entry& entry) const {
  Missing missing;
  if (extent_ == Extent::whole) return missing;
  check_lines(entry);
  for (const auto& line : entry.lines) {
    if (auto key = balance_key(line); !balances.contains(key)) missing.balances.insert(key);
  }
  const auto planned = plan(entry);
  add_unknown(planned.items, items, missing.items);
  add_unknown(planned.positions, positions, missing.positions);
  add_unknown(planned.covers, covers, missing.places);
  for (const auto& place : planned.nobodys) {
    const PositionKey key{.fund = std::string{unassigned_fund}, .place = place};
    if (!positions.contains(key)) missing.positions.insert(key);
  }
  for (const auto& [key, change] : planned.own) {
    if (change.second < 0) missing.lots[key] = -change.second;
    const UseKey use{.item = change.first, .fund = key.fund, .currency = key.currency};
    if (!lots.is_complete(use)) missing.uses.insert(use);
  }
  return missing;
}

Book::Changes Book::take_changes() {
  changes_.lots = std::exchange(lots.touched, {});
  return std::exchange(changes_, {});
}

Money::Units Book::available(const std::string& fund, const std::string& place) const {
  return value_or_zero(positions, {.fund = fund, .place = place});
}

Money::Units Book::item(const ItemKey& key) const { return value_or_zero(items, key).amount; }

Book::Cover Book::cover(const std::string& place) const { return value_or_zero(covers, place); }

}  // namespace relief
