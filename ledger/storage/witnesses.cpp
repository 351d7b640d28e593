#include "ledger/storage/witnesses.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

void keep(Transaction& tx, const Cosignature& cosignature) {
  const auto size = std::to_string(cosignature.size);
  const auto at = to_text(cosignature.at);
  tx.change() << R"sql(
      insert into cosignature (size, witness, line, at)
      values (cast(:size as bigint), :witness, :line, cast(:at as timestamptz))
      on conflict (size, witness) do update set line = excluded.line, at = excluded.at
    )sql",
      in(size, "size"), in(cosignature.witness, "witness"), in(cosignature.line, "line"),
      in(at, "at");
}

std::string cosigned_note(Transaction& tx, const CheckpointRow& head) {
  const auto size = std::to_string(head.size);
  std::string lines;
  tx.sql() << R"sql(
      select coalesce(string_agg(line, '' order by witness), '') from cosignature
       where size = cast(:size as bigint)
    )sql",
      in(size, "size"), soci::into(lines);
  return head.note + lines;
}

std::vector<CheckpointRow> cosigned_between(Transaction& tx, std::uint64_t after,
                                            std::uint64_t before, std::size_t limit) {
  const auto low = std::to_string(after);
  const auto high = std::to_string(before);
  const auto most = std::to_string(limit);
  std::string size, root, note, at;
  std::vector<CheckpointRow> rows;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select size::text, encode(root, 'hex'),
             note || coalesce((select string_agg(line, '' order by witness) from cosignature
                                where cosignature.size = checkpoint.size), ''),
             instant_text(at)
        from checkpoint
       where size > cast(:low as bigint) and size < cast(:high as bigint)
       order by checkpoint.size limit cast(:most as bigint)
    )sql",
                               in(low, "low"), in(high, "high"), in(most, "most"), soci::into(size),
                               soci::into(root), soci::into(note), soci::into(at));
  for (statement.execute(); statement.fetch();) {
    rows.push_back({.size = std::stoull(size),
                    .root = hash_of(from_hex(root).value_or("")),
                    .note = note,
                    .at = parse_instant(at)});
  }
  return rows;
}

std::vector<std::string> cosigners(Transaction& tx, std::uint64_t wanted, Instant since) {
  const auto size = std::to_string(wanted);
  const auto after = to_text(since);
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select witness from cosignature
       where size = cast(:size as bigint) and at > cast(:after as timestamptz) order by witness
    )sql",
                                          in(size, "size"), in(after, "after"));
  return {rows.begin(), rows.end()};
}

std::vector<Cosignature> newest_cosignatures(Transaction& tx) {
  std::string size, witness, line, at;
  std::vector<Cosignature> newest;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select distinct on (witness) size::text, witness, line, instant_text(at) from cosignature
       order by witness, cosignature.size desc
    )sql",
       soci::into(size), soci::into(witness), soci::into(line), soci::into(at));
  for (statement.execute(); statement.fetch();) {
    newest.push_back(
        {.size = std::stoull(size), .witness = witness, .line = line, .at = parse_instant(at)});
  }
  return newest;
}

std::optional<Cosignature> newest_cosignature(Transaction& tx, const std::string& witness) {
  std::string size, line, at;
  tx.sql() << R"sql(
      select size::text, line, instant_text(at) from cosignature
       where witness = :witness order by cosignature.size desc limit 1
    )sql",
      in(witness, "witness"), soci::into(size), soci::into(line), soci::into(at);
  if (!tx.sql().got_data()) return std::nullopt;
  return Cosignature{
      .size = std::stoull(size), .witness = witness, .line = line, .at = parse_instant(at)};
}

void mark_witnessed(Transaction& tx, std::uint64_t witnessed, Instant when) {
  const auto size = std::to_string(witnessed);
  const auto at = to_text(when);
  tx.change() << R"sql(
      insert into witnessed (size, at)
      values (cast(:size as bigint), cast(:at as timestamptz))
      on conflict (size) do update set at = excluded.at
    )sql",
      in(size, "size"), in(at, "at");
}

std::optional<WitnessedHead> last_witnessed(Transaction& tx) {
  std::string size, at;
  tx.sql() << R"sql(
      select size::text, instant_text(at) from witnessed order by witnessed.size desc limit 1
    )sql",
      soci::into(size), soci::into(at);
  if (!tx.sql().got_data()) return std::nullopt;
  auto head = checkpoint_at(tx, std::stoull(size));
  ensure(head.has_value(), "a witnessed head is one that was signed");
  return WitnessedHead{.head = *std::move(head), .at = parse_instant(at)};
}

std::optional<CheckpointRow> witnessed_up_to(Transaction& tx, std::uint64_t most) {
  const auto bound = std::to_string(most);
  std::string size;
  tx.sql() << R"sql(
      select size::text from witnessed where size <= cast(:bound as bigint)
       order by witnessed.size desc limit 1
    )sql",
      in(bound, "bound"), soci::into(size);
  if (!tx.sql().got_data()) return std::nullopt;
  return checkpoint_at(tx, std::stoull(size));
}

std::optional<std::uint64_t> witnessed_size_with(Transaction& tx, std::uint64_t seq) {
  const auto record = std::to_string(seq);
  std::string size;
  tx.sql() << R"sql(
      select size::text from witnessed where size > cast(:record as bigint)
       order by witnessed.size limit 1
    )sql",
      in(record, "record"), soci::into(size);
  if (!tx.sql().got_data()) return std::nullopt;
  return std::stoull(size);
}

void note(Transaction& tx, const WitnessAnswer& answer) {
  const auto at = to_text(answer.at);
  tx.change() << R"sql(
      insert into witness_answer (witness, status, at)
      values (:witness, :status, cast(:at as timestamptz))
      on conflict (witness) do update set status = excluded.status, at = excluded.at
    )sql",
      in(answer.witness, "witness"), in(answer.status, "status"), in(at, "at");
}

std::vector<WitnessAnswer> witness_answers(Transaction& tx) {
  std::string witness, at;
  int status = 0;
  std::vector<WitnessAnswer> answers;
  soci::statement statement =
      (tx.sql().prepare
           << "select witness, status, instant_text(at) from witness_answer order by witness",
       soci::into(witness), soci::into(status), soci::into(at));
  for (statement.execute(); statement.fetch();) {
    answers.push_back({.witness = witness, .status = status, .at = parse_instant(at)});
  }
  return answers;
}

bool told_of_missed_witness(Transaction& tx, std::uint64_t size) {
  const auto from = std::to_string(size);
  std::string seq;
  tx.sql() << R"sql(
      select seq::text from record
       where kind = 'witness.missed' and seq >= cast(:from as bigint) limit 1
    )sql",
      in(from, "from"), soci::into(seq);
  return tx.sql().got_data();
}

}  // namespace relief::storage
