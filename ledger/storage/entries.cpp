#include "ledger/storage/entries.h"

#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

/// The records of a page. Each balance is read on from where the page before ended, through the
/// index of its postings: so a page costs the same, however far on.
std::vector<std::string> page_of(Transaction& tx, const EntryQuery& query) {
  const auto from = to_text(query.from);
  const auto to = to_text(query.to);
  const auto after = std::to_string(query.after);
  const soci::rowset<std::string> rows =
      (tx.sql().prepare << R"sql(
      select seq::text from (
        select distinct found.seq
          from balance
         cross join lateral (
           select seq from posting
            where posting.account = balance.account and posting.place = balance.place
              and posting.fund = balance.fund and posting.currency = balance.currency
              and version > version_when(cast(:after as bigint) + 1, balance.account, balance.place,
                                         balance.fund, balance.currency, balance.version)
              and effective_on between cast(:from as date) and cast(:to as date)
            order by version limit :limit) as found
         where (:account = '' or balance.account = :account)
           and (:place = '' or balance.place = :place) and (:fund = '' or balance.fund = :fund)
         order by found.seq limit :limit) as page
    )sql",
       in(after, "after"), in(from, "from"), in(to, "to"), in(query.limit, "limit"),
       in(query.account, "account"), in(query.place, "place"), in(query.fund, "fund"));
  return {rows.begin(), rows.end()};
}

}  // namespace

std::vector<BookedEntry> find_entries(Transaction& tx, const EntryQuery& query) {
  Array seqs;
  for (const auto& seq : page_of(tx, query)) seqs.add(std::stoull(seq));
  std::string seq, kind, at, by, on, code, units;
  Line line{
      .account = {}, .place = {}, .fund = {}, .item = {}, .amount = Money::zero(currencies[0])};
  soci::statement rows =
      (tx.sql().prepare << R"sql(
      select record.seq::text, record.kind, instant_text(record.at), record.actor,
             effective_on::text, account, place, fund, item, currency, amount::text
        from posting join record on record.seq = posting.seq
       where posting.seq = any(cast(:seqs as bigint[]))
       order by posting.seq, posting.number
    )sql",
       in(seqs.text(), "seqs"), soci::into(seq), soci::into(kind), soci::into(at), soci::into(by),
       soci::into(on), soci::into(line.account), soci::into(line.place), soci::into(line.fund),
       soci::into(line.item), soci::into(code), soci::into(units));
  std::vector<BookedEntry> entries;
  for (rows.execute(); rows.fetch();) {
    const auto number = std::stoull(seq);
    if (entries.empty() || entries.back().seq != number) {
      entries.push_back({.seq = number,
                         .kind = kind,
                         .at = parse_instant(at),
                         .by = by,
                         .entry = {.on = parse_date(on), .lines = {}}});
    }
    line.amount = Money::of_units(units, currency(code));
    entries.back().entry.lines.push_back(line);
  }
  return entries;
}

}  // namespace relief::storage
