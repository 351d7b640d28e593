#include "ledger/storage/rulebooks.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {

int newest_rulebook(Transaction& tx) {
  const auto found =
      ask_prepared(tx, {.sql = "select coalesce(max(version), 0) from rulebook", .values = {}});
  const auto version = std::stoi(PQgetvalue(found.get(), 0, 0));
  require(version > 0, Errc::unavailable, "the log has no genesis yet: run relief init");
  return version;
}

std::string rulebook_text(Transaction& tx, int version) {
  std::string text;
  tx.sql() << "select text from rulebook where version = :version", in(version, "version"),
      soci::into(text);
  require(tx.sql().got_data(), Errc::not_found, "there is no such version of the rulebook");
  return text;
}

std::string rulebook_by_digest(Transaction& tx, const Hash& digest) {
  const auto hex = to_hex(as_bytes(digest));
  std::string text;
  tx.sql() << "select text from rulebook where digest = decode(:digest, 'hex') order by version",
      in(hex, "digest"), soci::into(text);
  require(tx.sql().got_data(), Errc::not_found, "no rulebook has this digest");
  return text;
}

void insert_rulebook(Transaction& tx, int version, std::string_view text, std::uint64_t seq) {
  const auto hash = sha256(text);
  const auto digest = to_hex(as_bytes(hash));
  const std::string whole{text};
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into rulebook (version, digest, text, seq)
      values (:version, decode(:digest, 'hex'), :text, cast(:seq as bigint))
    )sql",
      in(version, "version"), in(digest, "digest"), in(whole, "text"), in(record, "seq");
}

}  // namespace relief::storage
