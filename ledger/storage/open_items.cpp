#include "ledger/storage/open_items.h"

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

struct ItemQuery {
  std::string account;
  std::string place = {};
  std::string item = {};
  int only_open = 0;
  std::string after_day = {}, after_item = {};
  int limit = 1;
};

std::vector<OpenItem> find_items(Transaction& tx, const ItemQuery& query) {
  std::string place, item, fund, amount, code, since;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select open_item.place, open_item.item, open_item.fund, open_item.amount::text,
             place.currency, first.on_day::text
        from open_item
        join place on place.id = open_item.place
       cross join lateral (select effective_on as on_day from posting
                            where posting.item = open_item.item
                              and posting.account = open_item.account
                              and posting.place = open_item.place
                            order by seq, number limit 1) first
       where open_item.account = :account
         and (:place = '' or open_item.place = :place) and (:item = '' or open_item.item = :item)
         and (:open = 0 or open_item.amount <> 0)
         and (:after = '' or (first.on_day, open_item.item) > (cast(nullif(:day, '') as date), :after))
       order by first.on_day, open_item.item limit :limit
    )sql",
       in(query.account, "account"), in(query.place, "place"), in(query.item, "item"),
       in(query.only_open, "open"), in(query.after_day, "day"), in(query.after_item, "after"),
       in(query.limit, "limit"), soci::into(place), soci::into(item), soci::into(fund),
       soci::into(amount), soci::into(code), soci::into(since));
  std::vector<OpenItem> items;
  for (statement.execute(); statement.fetch();) {
    items.push_back({.account = query.account,
                     .place = place,
                     .item = item,
                     .fund = fund,
                     .amount = Money::of_units(amount, currency(code)),
                     .since = parse_date(since)});
  }
  return items;
}

}  // namespace

std::vector<OpenItem> open_items(Transaction& tx, const OpenItemQuery& asked) {
  ItemQuery query{
      .account = asked.account, .place = asked.place, .only_open = 1, .limit = asked.limit};
  if (!asked.after.empty()) {
    const auto last = find_item(tx, asked.account, asked.after);
    require(last.has_value(), Errc::not_found, "there is no such item to go on from");
    query.after_day = to_text(last->since);
    query.after_item = last->item;
  }
  return find_items(tx, query);
}

std::optional<OpenItem> find_item(Transaction& tx, const std::string& account,
                                  const std::string& item) {
  const auto found = find_items(tx, {.account = account, .item = item});
  return found.empty() ? std::nullopt : std::optional{found.front()};
}

}  // namespace relief::storage
