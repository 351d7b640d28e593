#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/http/routes.h"
#include "ledger/base/clock.h"
#include "ledger/base/names.h"
#include "ledger/storage/transaction.h"

namespace relief::api {

/// How much of a list a call asks for (?limit=, 1 to 500, else 100), and after what (?cursor=, the
/// identifier of the last thing of the page before).
struct Page {
  int limit;
  std::string after;
};

/// Throws Error{malformed} for a limit that isn't one.
Page page_of(const Call& call);

/// What the call's query says under a name, or nothing.
std::string asked_for(const Call& call, const std::string& name);

/// A day of the call's query, if it names one. Throws Error{malformed} for what isn't a day.
std::optional<Date> day_asked(const Call& call, const std::string& name);

/// The identifier of the fund or place that the query names, by its identifier or its code or IBAN,
/// or nothing. Throws Error{malformed} for one that isn't there.
std::string fund_asked(storage::Transaction& tx, const Call& call);
std::string place_asked(storage::Transaction& tx, const Call& call);

/// The organisation that the query narrows a list to: for a shelter its own, whatever it asks.
/// Throws Error{malformed} for one that isn't there, or isn't the shelter's.
std::string organisation_asked(storage::Transaction& tx, const Call& call);

/// The word of a closed list that the query says under a name, or nothing. Throws Error{malformed}
/// for any other.
template <class Enum, std::size_t N>
std::string word_asked(const Call& call, const Names<Enum, N>& words, const std::string& name) {
  auto word = asked_for(call, name);
  require_field(word.empty() || words.has(word), "/" + name,
                "this word isn't one of those allowed here");
  return word;
}

/// Refuses a filter by something that isn't there, or isn't the caller's to see: `find` throws
/// Error{not_found} for it. Throws Error{malformed} that names the filter.
template <class Find>
void require_found(const std::string& asked, const std::string& pointer, Find find) {
  if (asked.empty()) return;
  try {
    find(asked);
    return;
  } catch (const Error& error) {
    if (error.code() != Errc::not_found) throw;
  }
  throw Error{Errc::malformed, "nothing that you see has this identifier"}.at(pointer);
}

/// {"items", "next_cursor"}: the cursor is the last item's `key` where the page is full.
nlohmann::json list_of(nlohmann::json items, const Page& page, const char* key = "id");

/// The same of a list that is short by nature, and always whole.
nlohmann::json list_of(nlohmann::json items);

/// What `list` answers of the page. Throws Error{malformed} where `list` finds nothing that the
/// page's cursor names.
template <class List>
auto after_cursor(const Page& page, List list) {
  try {
    return list();
  } catch (const Error& error) {
    if (page.after.empty() || error.code() != Errc::not_found) throw;
  }
  throw Error{Errc::malformed, "this cursor is none of this list"}.at("/cursor");
}

/// Where the list begins after the thing that the cursor names: what `find` answers of it; 0 at the
/// beginning. Throws Error{malformed} for a cursor that names nothing of this list.
template <class Find>
std::uint64_t seq_after(const Page& page, Find find) {
  if (page.after.empty()) return 0;
  return after_cursor(page, [&]() -> std::uint64_t { return find(page.after); });
}

/// The page's cursor where the list is of records: a seq, or 0 at the beginning.
/// Throws Error{malformed} for a cursor that isn't one.
std::uint64_t seq_after(const Page& page);

}  // namespace relief::api
