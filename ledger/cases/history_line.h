#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "ledger/books/entry.h"
#include "ledger/people/secrets.h"
#include "ledger/storage/transaction.h"

namespace relief {

/// Reads the lines of a file of earlier books: one entry each, in the form that an entry has in a
/// record,
///   {"on":"2019-05-02","lines":[{"a":"1100","p":place,"f":fund,"i":item,"m":"70000"}, …]}
/// where a place is named by its identifier or its name, a fund by its identifier or its code, and
/// an item by an identifier or by whatever the old books called it. The log gets identifiers only:
/// an item's other name becomes one that is always the same, and that nobody can turn back without
/// this fund's own key. Any thread may read.
class HistoryReader {
 public:
  /// Knows the places and funds that are open, and that history lies before `today` or on it.
  HistoryReader(storage::Transaction& tx, const Secrets& secrets, Date today);

  /// Throws Error{malformed}.
  [[nodiscard]] Entry read(std::string_view line) const;

 private:
  struct Place {
    std::string id;
    const Currency* currency;
  };
  [[nodiscard]] const Place& place(const std::string& name) const;
  [[nodiscard]] const std::string& fund(const std::string& name) const;
  /// A name of the old books, and the identifier that stands for it in ours.
  struct Item {
    std::string name, id;
    std::string_view prefix = {};
  };

  [[nodiscard]] std::string item(const std::string& name, std::string_view prefix) const;
  /// `last` is the item of the line before: most lines of an entry are about one, and it is made
  /// once.
  [[nodiscard]] Line line(const nlohmann::json& json, Item& last) const;

  std::map<std::string, Place> places_;  ///< By identifier and by name; no id: several have it.
  std::map<std::string, std::string> funds_;
  std::string item_key_;
  Date today_;
};

/// The canonical bytes of an entry's JSON, as canonical(to_json(entry)) makes them, but faster: an
/// entry that HistoryReader read needs no escapes.
std::string entry_bytes(const Entry& entry);

/// What the records of history's lines have in common.
struct HistoryEnvelope {
  std::string at;       ///< RFC 3339.
  std::string by;       ///< usr_…
  std::uint64_t cause;  ///< The seq of history.imported.
};

/// The canonical bytes of a history.line record with this entry.
std::string history_line_bytes(const HistoryEnvelope& envelope, std::uint64_t seq,
                               std::string_view salt, std::string_view entry);

}  // namespace relief
