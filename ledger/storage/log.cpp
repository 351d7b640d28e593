#include "ledger/storage/log.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {
namespace {

/// The frontier is stored without its size, which is a column of its own.
CompactRange range_of(const std::string& size, const std::string& frontier_hex) {
  const auto bytes = from_hex(frontier_hex);
  ensure(bytes.has_value(), "PostgreSQL encodes bytes as hexadecimal digits");
  auto range = CompactRange::of_bytes(*bytes);
  ensure(range.size() == std::stoull(size), "the log head's frontier is of the log head's size");
  return range;
}

CompactRange head(Transaction& tx, const char* statement) {
  const auto found = ask_prepared(tx, {.sql = statement, .values = {}});
  if (PQntuples(found.get()) == 0) return {};
  return range_of(PQgetvalue(found.get(), 0, 0), PQgetvalue(found.get(), 0, 1));
}

std::optional<CheckpointRow> checkpoint_of(Transaction& tx, const std::string& size,
                                           const std::string& root, const std::string& note,
                                           const std::string& at) {
  if (!tx.sql().got_data()) return std::nullopt;
  return CheckpointRow{.size = std::stoull(size),
                       .root = hash_of(from_hex(root).value_or("")),
                       .note = note,
                       .at = parse_instant(at)};
}

}  // namespace

CompactRange lock_head(Transaction& tx) {
  return head(tx, R"sql(
      select size::text, encode(frontier, 'hex') from log_head for update
    )sql");
}

CompactRange read_head(Transaction& tx) {
  return head(tx, "select size::text, encode(frontier, 'hex') from log_head");
}

void append(Transaction& tx, const CompactRange& before, const CompactRange& after,
            std::span<const LogRow> rows) {
  const auto root = after.root();
  const auto root_hex = to_hex(as_bytes(root));
  const auto frontier_hex = to_hex(after.to_bytes());
  const auto old_size = std::to_string(before.size());
  const auto new_size = std::to_string(after.size());

  constexpr auto move = R"sql(
      insert into log_head (size, root, frontier)
      values (cast($1 as bigint), decode($2, 'hex'), decode($3, 'hex'))
      on conflict (one) do update
         set size = excluded.size, root = excluded.root, frontier = excluded.frontier
       where log_head.size = cast($4 as bigint)
    )sql";
  tx.mark_changed();
  const auto moved = ask_prepared(
      tx, {.sql = move,
           .values = {new_size.c_str(), root_hex.c_str(), frontier_hex.c_str(), old_size.c_str()}});
  require(std::string_view{PQcmdTuples(moved.get())} == "1", Errc::unavailable,
          "another server wrote at the same moment, please try again");

  static constexpr RowInsert records{R"sql(
      insert into record (seq, kind, at, actor, bytes, leaf)
      select seq, kind, at, actor, decode(bytes, 'hex'), decode(leaf, 'hex')
        from unnest(cast($1 as bigint[]), cast($2 as text[]), cast($3 as timestamptz[]),
                    cast($4 as text[]), cast($5 as text[]), cast($6 as text[]))
             as row (seq, kind, at, actor, bytes, leaf)
    )sql"};
  for (const auto& row : rows) {
    tx.add(records, {std::to_string(row.seq), row.kind, to_text(row.at), row.actor,
                     to_hex(row.bytes), to_hex(as_bytes(row.leaf))});
  }
}

std::string record_bytes(Transaction& tx, std::uint64_t seq) {
  const auto key = std::to_string(seq);
  std::string hex;
  tx.sql() << "select encode(bytes, 'hex') from record where seq = cast(:seq as bigint)",
      in(key, "seq"), soci::into(hex);
  require(tx.sql().got_data(), Errc::not_found, "the log has no such record");
  return from_hex(hex).value_or("");
}

std::string actor_of_record(Transaction& tx, std::uint64_t seq) {
  const auto key = std::to_string(seq);
  std::string actor;
  tx.sql() << "select actor from record where seq = cast(:seq as bigint)", in(key, "seq"),
      soci::into(actor);
  require(tx.sql().got_data(), Errc::not_found, "the log has no such record");
  return actor;
}

std::vector<std::string> records_from(Transaction& tx, std::uint64_t from, std::size_t limit) {
  const auto first = std::to_string(from);
  const auto most = std::to_string(limit);
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select encode(bytes, 'hex') from record
       where seq >= cast(:first as bigint) order by seq limit cast(:most as bigint)
    )sql",
                                          in(first, "first"), in(most, "most"));
  std::vector<std::string> records;
  for (const auto& hex : rows) records.push_back(from_hex(hex).value_or(""));
  return records;
}

std::vector<Leaf> leaves_between(Transaction& tx, std::uint64_t from, std::uint64_t to) {
  const auto first = std::to_string(from);
  const auto end = std::to_string(to);
  constexpr auto sql = R"sql(
      select bytes, leaf from record
       where seq >= cast($1 as bigint) and seq < cast($2 as bigint) order by seq
    )sql";
  const auto found =
      ask_prepared(tx, {.sql = sql, .values = {first.c_str(), end.c_str()}}, ResultForm::binary);
  const int count = PQntuples(found.get());
  std::vector<Leaf> leaves;
  leaves.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) {
    leaves.push_back(
        {std::string{value_at(found.get(), row, 0)}, hash_of(value_at(found.get(), row, 1))});
  }
  return leaves;
}

std::vector<Hash> leaf_hashes(Transaction& tx, std::uint64_t from, std::uint64_t to) {
  const auto first = std::to_string(from);
  const auto end = std::to_string(to);
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select encode(leaf, 'hex') from record
       where seq >= cast(:first as bigint) and seq < cast(:end as bigint) order by seq
    )sql",
                                          in(first, "first"), in(end, "end"));
  std::vector<Hash> hashes;
  for (const auto& hex : rows) hashes.push_back(hash_of(from_hex(hex).value_or("")));
  return hashes;
}

void insert_checkpoint(Transaction& tx, const CheckpointRow& row) {
  const auto size = std::to_string(row.size);
  const auto root = to_hex(as_bytes(row.root));
  const auto at = to_text(row.at);
  tx.change() << R"sql(
      insert into checkpoint (size, root, note, at)
      values (cast(:size as bigint), decode(:root, 'hex'), :note, cast(:at as timestamptz))
      on conflict (size) do nothing
    )sql",
      in(size, "size"), in(root, "root"), in(row.note, "note"), in(at, "at");
}

void commit_without_waiting(Transaction& tx) {
  tx.change() << "set local synchronous_commit = off";
}

std::optional<CheckpointRow> last_checkpoint(Transaction& tx) {
  std::string size, root, note, at;
  tx.sql() << R"sql(
      select size::text, encode(root, 'hex'), note, instant_text(at)
        from checkpoint order by checkpoint.size desc limit 1
    )sql",
      soci::into(size), soci::into(root), soci::into(note), soci::into(at);
  return checkpoint_of(tx, size, root, note, at);
}

std::optional<CheckpointRow> checkpoint_before(Transaction& tx, Instant moment) {
  const auto before = to_text(moment);
  std::string size, root, note, at;
  tx.sql() << R"sql(
      select size::text, encode(root, 'hex'), note, instant_text(at) from (
        (select checkpoint.size, root, note, at from checkpoint where at < cast(:before as timestamptz)
          order by at desc, checkpoint.size desc limit 1)
        union all
        (select checkpoint.size, root, note, at from checkpoint order by checkpoint.size limit 1)
      ) as shown order by shown.size desc limit 1
    )sql",
      in(before, "before"), soci::into(size), soci::into(root), soci::into(note), soci::into(at);
  return checkpoint_of(tx, size, root, note, at);
}

bool has_checkpoint(Transaction& tx, std::uint64_t begin, std::uint64_t end) {
  const auto first = std::to_string(begin);
  const auto past = std::to_string(end);
  std::string size;
  tx.sql() << R"sql(
      select size::text from checkpoint
       where size >= cast(:first as bigint) and size < cast(:past as bigint) limit 1
    )sql",
      in(first, "first"), in(past, "past"), soci::into(size);
  return tx.sql().got_data();
}

std::optional<CheckpointRow> checkpoint_at(Transaction& tx, std::uint64_t wanted) {
  const auto key = std::to_string(wanted);
  std::string size, root, note, at;
  tx.sql() << R"sql(
      select size::text, encode(root, 'hex'), note, instant_text(at)
        from checkpoint where size = cast(:size as bigint)
    )sql",
      in(key, "size"), soci::into(size), soci::into(root), soci::into(note), soci::into(at);
  return checkpoint_of(tx, size, root, note, at);
}

}  // namespace relief::storage
