#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

using storage::in;
using storage::Transaction;

void insert(Transaction& tx, const FileRow& row) {
  const auto commitment = to_hex(row.commitment);
  const auto key = to_hex(row.key);
  const auto mac = to_hex(row.mac);
  const auto wrapped = to_hex(row.wrapped);
  const auto sealed = to_hex(row.sealed);
  tx.change() << R"sql(
      insert into vault.file (id, commitment, key, mac, wrapped, sealed)
      values (:id, decode(:commitment, 'hex'), decode(:key, 'hex'), decode(:mac, 'hex'),
              decode(:wrapped, 'hex'), decode(:sealed, 'hex'))
    )sql",
      in(row.id, "id"), in(commitment, "commitment"), in(key, "key"), in(mac, "mac"),
      in(wrapped, "wrapped"), in(sealed, "sealed");
}

std::optional<FileId> find_file_by_mac(Transaction& tx, const std::string& mac) {
  const auto hex = to_hex(mac);
  std::string id;
  tx.sql() << "select id from vault.file where mac = decode(:mac, 'hex')", in(hex, "mac"),
      soci::into(id);
  return tx.sql().got_data() ? std::optional{FileId{id}} : std::nullopt;
}

FileRow find_file(Transaction& tx, const FileId& id) {
  std::string commitment, key, mac, wrapped, sealed;
  tx.sql() << R"sql(
      select encode(commitment, 'hex'), encode(key, 'hex'), encode(mac, 'hex'),
             encode(wrapped, 'hex'), encode(sealed, 'hex')
        from vault.file where id = :id
    )sql",
      in(id, "id"), soci::into(commitment), soci::into(key), soci::into(mac), soci::into(wrapped),
      soci::into(sealed);
  require(tx.sql().got_data(), Errc::not_found, "there is no such file");
  return {.id = id,
          .commitment = from_hex(commitment).value_or(""),
          .key = from_hex(key).value_or(""),
          .mac = from_hex(mac).value_or(""),
          .wrapped = from_hex(wrapped).value_or(""),
          .sealed = from_hex(sealed).value_or("")};
}

}  // namespace relief::reconciliation
