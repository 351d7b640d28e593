#include "ledger/storage/vault.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
std::optional<std::string> find_person_key(Transaction& tx, const CaseId& id) {
  std::string wrapped;
  tx.sql() << "select encode(wrapped, 'hex') from vault.person_key where case_id = :id",
      in(id, "id"), soci::into(wrapped);
  if (!tx.sql().got_data()) return std::nullopt;
  return bytes_of_hex(wrapped);
}

std::vector<CaseId> some_with_person_key(Transaction& tx) {
  const soci::rowset<std::string> rows =
      (tx.sql().prepare << "select case_id from vault.person_key limit 8");
  std::vector<CaseId> ids;
  for (const auto& id : rows) ids.emplace_back(id);
  return ids;
}

void insert_person_key(Transaction& tx, const CaseId& id, const std::string& wrapped) {
  const auto hex = to_hex(wrapped);
  tx.change() << R"sql(
      insert into vault.person_key (case_id, wrapped) values (:id, decode(:wrapped, 'hex'))
    )sql",
      in(id, "id"), in(hex, "wrapped");
}

std::string sealed_identity(Transaction& tx, const CaseId& id) {
  std::string sealed;
  tx.sql() << "select encode(sealed, 'hex') from vault.identity where case_id = :id", in(id, "id"),
      soci::into(sealed);
  require(tx.sql().got_data(), Errc::not_found, "nobody's identity is kept for this case");
  return bytes_of_hex(sealed);
}

void insert_identity(Transaction& tx, const CaseId& id, const std::string& sealed) {
  const auto hex = to_hex(sealed);
  tx.change() << R"sql(
      insert into vault.identity (case_id, sealed) values (:id, decode(:sealed, 'hex'))
    )sql",
      in(id, "id"), in(hex, "sealed");
}

void add_blind_index(Transaction& tx, const std::string& kind, const std::string& mac,
                     const CaseId& id) {
  const auto hex = to_hex(mac);
  tx.change() << R"sql(
      insert into vault.blind_index (kind, mac, case_id) values (:kind, decode(:mac, 'hex'), :id)
      on conflict do nothing
    )sql",
      in(kind, "kind"), in(hex, "mac"), in(id, "id");
}

std::vector<CaseId> possible_duplicates(Transaction& tx, const CaseId& id) {
  std::string other;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select b.case_id from vault.blind_index a
        join vault.blind_index b on b.kind = a.kind and b.mac = a.mac and b.case_id <> a.case_id
       where a.case_id = :id
      union
      select b.id from relief_case a
        join relief_case b on b.recognition = a.recognition and b.id <> a.id
       where a.id = :id
       order by 1
    )sql",
                               in(id, "id"), soci::into(other));
  std::vector<CaseId> others;
  for (statement.execute(); statement.fetch();) others.emplace_back(other);
  return others;
}

std::optional<RecognitionId> find_recognition(Transaction& tx, const std::string& mac) {
  const auto hex = to_hex(mac);
  std::string handle;
  tx.sql() << "select handle from vault.recognition where mac = decode(:mac, 'hex')",
      in(hex, "mac"), soci::into(handle);
  if (!tx.sql().got_data()) return std::nullopt;
  return RecognitionId{handle};
}

void insert_recognition(Transaction& tx, const std::string& mac, const RecognitionId& handle) {
  const auto hex = to_hex(mac);
  tx.change() << R"sql(
      insert into vault.recognition (mac, handle) values (decode(:mac, 'hex'), :handle)
      on conflict do nothing
    )sql",
      in(hex, "mac"), in(handle, "handle");
}

void insert(Transaction& tx, const Reading& reading) {
  const auto record = std::to_string(reading.seq);
  const auto sealed = to_hex(reading.sealed);
  const auto key = to_hex(reading.key);
  tx.change() << R"sql(
      insert into vault.reading (seq, case_id, sealed, key)
      values (cast(:seq as bigint), :id, decode(:sealed, 'hex'), decode(:key, 'hex'))
    )sql",
      in(record, "seq"), in(reading.relief_case, "id"), in(sealed, "sealed"), in(key, "key");
}

SealedThing find_payout(Transaction& tx, const RequestId& request, int version) {
  std::string commitment, key, sealed;
  tx.sql() << R"sql(
      select encode(commitment, 'hex'), encode(key, 'hex'), encode(sealed, 'hex')
        from vault.payout where request = :request and version = :version
    )sql",
      in(request, "request"), in(version, "version"), soci::into(commitment), soci::into(key),
      soci::into(sealed);
  require(tx.sql().got_data(), Errc::not_found, "no payout is kept for this request any more");
  return {.commitment = bytes_of_hex(commitment),
          .key = bytes_of_hex(key),
          .sealed = bytes_of_hex(sealed)};
}

void insert_payout(Transaction& tx, const RequestId& request, int version,
                   const SealedThing& payout) {
  const auto commitment = to_hex(payout.commitment);
  const auto key = to_hex(payout.key);
  const auto sealed = to_hex(payout.sealed);
  tx.change() << R"sql(
      insert into vault.payout (request, version, commitment, key, sealed)
      values (:request, :version, decode(:commitment, 'hex'), decode(:key, 'hex'),
              decode(:sealed, 'hex'))
    )sql",
      in(request, "request"), in(version, "version"), in(commitment, "commitment"), in(key, "key"),
      in(sealed, "sealed");
}

void insert(Transaction& tx, const SealedEvidence& evidence) {
  static constexpr RowInsert rows{R"sql(
      insert into vault.evidence (subject, number, kind, commitment, key, sealed)
      select subject, number, kind, decode(commitment, 'hex'), decode(key, 'hex'),
             decode(sealed, 'hex')
        from unnest(cast($1 as text[]), cast($2 as int[]), cast($3 as text[]),
                    cast($4 as text[]), cast($5 as text[]), cast($6 as text[]))
             as row (subject, number, kind, commitment, key, sealed)
    )sql"};
  tx.add(rows, {evidence.subject, std::to_string(evidence.number), evidence.kind,
                to_hex(evidence.thing.commitment), to_hex(evidence.thing.key),
                to_hex(evidence.thing.sealed)});
}

std::vector<SealedEvidence> evidence_of(Transaction& tx, const std::string& subject) {
  int number = 0;
  std::string kind, commitment, key, sealed;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select number, kind, encode(commitment, 'hex'), encode(key, 'hex'), encode(sealed, 'hex')
        from vault.evidence where subject = :subject order by number
    )sql",
                               in(subject, "subject"), soci::into(number), soci::into(kind),
                               soci::into(commitment), soci::into(key), soci::into(sealed));
  std::vector<SealedEvidence> evidence;
  for (statement.execute(); statement.fetch();) {
    evidence.push_back({.subject = subject,
                        .number = number,
                        .kind = kind,
                        .thing = {.commitment = bytes_of_hex(commitment),
                                  .key = bytes_of_hex(key),
                                  .sealed = bytes_of_hex(sealed)}});
  }
  return evidence;
}

}  // namespace relief::storage
