#include "ledger/storage/funds.h"

#include <algorithm>

#include "ledger/base/error.h"
#include "ledger/books/entry.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::optional<Date> date_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{parse_date(text)};
}

/// A row as text; a fund without a clause of its own is unrestricted.
struct FundColumns {
  std::string id, code, name, purposes, from, to, group, clause;

  [[nodiscard]] Fund fund() const {
    Fund fund{.id = FundId{id}, .code = code, .name = name, .restriction = std::nullopt};
    if (clause.empty()) return fund;
    fund.restriction = Restriction{.purposes = words_of(purposes),
                                   .from = date_of(from),
                                   .to = date_of(to),
                                   .group = group.empty() ? std::nullopt : std::optional{group},
                                   .clause = clause};
    return fund;
  }
};

}  // namespace

std::vector<Fund> all_funds(Transaction& tx) {
  const std::string technical{unassigned_fund};
  FundColumns row;
  std::vector<Fund> funds;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select id, code, name, coalesce(purposes, ''), coalesce(from_on::text, ''),
             coalesce(to_on::text, ''), coalesce(group_code, ''), coalesce(clause, '')
        from fund where id <> :technical order by seq, id
    )sql",
                               in(technical, "technical"), soci::into(row.id), soci::into(row.code),
                               soci::into(row.name), soci::into(row.purposes), soci::into(row.from),
                               soci::into(row.to), soci::into(row.group), soci::into(row.clause));
  for (statement.execute(); statement.fetch();) funds.push_back(row.fund());
  return funds;
}

// There are as many funds as restrictions: dozens. One query serves all three questions.
Fund find_fund(Transaction& tx, const FundId& id) {
  const auto funds = all_funds(tx);
  const auto found = std::ranges::find(funds, id, &Fund::id);
  require(found != funds.end(), Errc::not_found, "there is no such fund");
  return *found;
}

std::optional<Fund> find_fund_by_code(Transaction& tx, const std::string& code) {
  const auto funds = all_funds(tx);
  const auto found = std::ranges::find(funds, code, &Fund::code);
  return found == funds.end() ? std::nullopt : std::optional{*found};
}

std::string fund_named(Transaction& tx, const std::string& name) {
  if (name.empty()) return {};
  std::string id;
  tx.sql() << "select id from fund where id = lower(:name) or code = lower(:name)",
      in(name, "name"), soci::into(id);
  require_field(tx.sql().got_data(), "/fund", "no fund has this identifier or code");
  return id;
}

void insert(Transaction& tx, const Fund& fund, std::uint64_t seq) {
  const auto terms = fund.restriction.value_or(Restriction{});
  const auto purposes = joined(terms.purposes);
  const auto from = terms.from ? to_text(*terms.from) : std::string{};
  const auto to = terms.to ? to_text(*terms.to) : std::string{};
  const auto group = terms.group.value_or("");
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into fund (id, code, name, purposes, from_on, to_on, group_code, clause, seq)
      values (:id, :code, :name, :purposes, cast(nullif(:from, '') as date),
              cast(nullif(:to, '') as date), nullif(:group, ''), nullif(:clause, ''),
              cast(:seq as bigint))
    )sql",
      in(fund.id, "id"), in(fund.code, "code"), in(fund.name, "name"), in(purposes, "purposes"),
      in(from, "from"), in(to, "to"), in(group, "group"), in(terms.clause, "clause"),
      in(record, "seq");
}

}  // namespace relief::storage
