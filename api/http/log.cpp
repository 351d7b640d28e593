#include <charconv>
#include <limits>

#include "api/http/callers.h"
#include "api/http/json.h"
#include "api/http/nouns.h"
#include "api/http/session.h"
#include "ledger/audit/export.h"
#include "ledger/audit/tar.h"
#include "ledger/cases/log_proofs.h"
#include "ledger/cases/own_receipt.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/proof/tiles.h"
#include "ledger/storage/log.h"
#include "ledger/storage/places.h"
#include "ledger/storage/tile_roots.h"
#include "ledger/storage/witnesses.h"

namespace relief::api {
namespace {

std::uint64_t seq_of(const std::string& text) {
  std::uint64_t seq = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, seq);
  constexpr std::uint64_t last =
      std::numeric_limits<std::int64_t>::max();  // That PostgreSQL counts.
  require(error == std::errc{} && stopped == end && seq <= last && std::to_string(seq) == text,
          Errc::not_found, "the log has no such record");
  return seq;
}

/// Whether a caller of a public route shows an auditor's token. A token that lets nobody in is
/// refused.
bool is_auditor(const Call& call) {
  return !call.authorization.empty() &&
         token_of_header(call.context, call.authorization).actor.role == Role::auditor;
}

/// To an auditor the last signed head; to everybody else the one published for this hour.
Reply get_checkpoint(const Call& call) {
  const auto newest = is_auditor(call);
  auto head = call.context.database.read([&](storage::Transaction& tx) {
    if (!newest) return published_head(tx, call.context.clock());
    auto last = storage::last_checkpoint(tx);
    if (last) last->note = storage::cosigned_note(tx, *last);
    return last;
  });
  require(head.has_value(), Errc::not_found, "the log hasn't begun");
  return {.bytes = std::move(head->note),
          .content_type = "text/plain; charset=utf-8",
          .headers = {{"Cache-Control", "no-cache"}, {"Vary", "Authorization"}}};
}

constexpr auto no_tile = "the log has no such tile";

/// A full tile that the signed log has, or a partial one at the edge of a log that was signed.
/// Throws Error{not_found}.
void require_tile(storage::Transaction& tx, const Tile& tile) {
  const auto last = storage::last_checkpoint(tx);
  require(last && is_within(tile, last->size), Errc::not_found, no_tile);
  if (tile.width == full_tile_width) return;
  const auto [begin, end] = sizes_ending_in(tile);
  require(storage::has_checkpoint(tx, begin, end), Errc::not_found, no_tile);
}

std::string tile_in(storage::Transaction& tx, const Tile& tile) {
  require_tile(tx, tile);
  const auto begin = tile.index * full_tile_width;
  return tile_bytes(storage::level_hashes(tx, tile.level, begin, begin + tile.width));
}

std::string bundle_in(storage::Transaction& tx, const Tile& tile) {
  require_tile(tx, tile);
  return entry_bundle(storage::records_from(tx, tile.index * full_tile_width, tile.width));
}

/// The tile or entry bundle of a path as C2SP writes it; there is nothing at any other.
Reply get_tile(const Call& call) {
  const auto path = "tile/" + call.parts[0] + "/" + call.parts[1];
  const bool entries = call.parts[0] == "entries";
  Tile tile;
  try {
    tile = entries ? parse_entries_path(path) : parse_tile_path(path);
  } catch (const Error&) {
    throw Error{Errc::not_found, no_tile};
  }
  return {.bytes = call.context.database.read([&](storage::Transaction& tx) {
            return entries ? bundle_in(tx, tile) : tile_in(tx, tile);
          }),
          .content_type = "application/octet-stream",
          .headers = {{"Cache-Control", "private, max-age=31536000, immutable"}}};
}

Reply get_record(const Call& call) {
  const auto seq = seq_of(call.parts[0]);
  return {.bytes = call.context.database.read(
              [&](storage::Transaction& tx) { return storage::record_bytes(tx, seq); })};
}

/// What a record does to the books; 404 for one that has no entry.
Reply get_entry(const Call& call) {
  const auto seq = seq_of(call.parts[0]);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto record = nlohmann::json::parse(storage::record_bytes(tx, seq));
    require(record.contains("entry"), Errc::not_found, "this record has no entry");
    const auto entry = entry_of(record["entry"], [&](const std::string& place) -> const Currency& {
      return *storage::find_place(tx, PlaceId{place}).currency;
    });
    nlohmann::json json{{"seq", seq},
                        {"kind", record["kind"]},
                        {"at", record["at"]},
                        {"by", record["by"]},
                        {"entry", written_out(entry)}};
    if (record.contains("cause")) json["cause"] = record["cause"];
    return {.json = std::move(json)};
  });
}

/// The whole log with what follows from it, as a tar archive for an auditor's own machine.
Reply get_bundle(const Call& call) {
  return {.content_type = "application/x-tar",
          .headers = {{"Content-Disposition", "attachment; filename=\"audit-bundle.tar\""}},
          .stream = [source = audit::source_of(call.context.database)](const auto& write) {
            audit::write_bundle(source, audit::into_tar(write));
            write(audit::tar_end());
          }};
}

/// To an auditor, any record under the last signed head.
Receipt receipt_for_auditor(storage::Transaction& tx, std::uint64_t seq) {
  auto record = storage::record_bytes(tx, seq);
  auto last = storage::last_checkpoint(tx);
  require(last && seq < last->size, Errc::unavailable,
          "no signed head of the log reaches this record yet");
  const auto shown = shown_head(tx, *last);
  if (seq < shown.size) last = shown;
  return {.record = std::move(record), .proof = receipt_under(tx, seq, *last)};
}

/// The record and its place in a signed tree: all that a verifier needs besides the log's key. An
/// auditor names the record by its seq, or like everybody by the receipt of the answer to an act.
Reply get_receipt(const Call& call) {
  const auto& name = call.parts[0];
  const bool audits = call.actor.role == Role::auditor;
  const auto own = seq_of_receipt(call.context.secrets, name);
  require(audits || own, Errc::not_found, "there is no such receipt of yours");
  const auto seq = own ? *own : seq_of(name);
  const auto receipt = call.context.database.read([&](storage::Transaction& tx) {
    return audits ? receipt_for_auditor(tx, seq)
                  : own_receipt(tx, call.actor, seq, call.context.clock());
  });
  return {.json = {{"record", receipt.record}, {"tlog_proof", tlog_proof_text(receipt.proof)}}};
}

}  // namespace

std::vector<Route> log_routes() {
  return {
      {"GET", "/log/checkpoint", the_public, get_checkpoint},
      {"GET", "/v1/records/{}", auditors, get_record},
      {"GET", "/log/tile/{}/{*}", auditors, get_tile},
      {"GET", "/v1/records/{}/receipt", everyone, get_receipt},
      {"GET", "/v1/audit-bundle", auditors, get_bundle},
      {"GET", "/v1/entries/{}", fund_people, get_entry},
  };
}

}  // namespace relief::api
