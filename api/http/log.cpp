#include "ledger/storage/log.h"

#include <charconv>

#include "api/http/nouns.h"
#include "ledger/audit/export.h"
#include "ledger/audit/tar.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tlog_proof.h"

namespace relief::api {
namespace {

std::uint64_t seq_of(const std::string& text) {
  std::uint64_t seq = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, seq);
  require(error == std::errc{} && stopped == end && std::to_string(seq) == text, Errc::not_found,
          "the log has no such record");
  return seq;
}

Reply get_checkpoint(const Call& call) {
  auto last = call.context.database.read(storage::last_checkpoint);
  require(last.has_value(), Errc::not_found, "the log hasn't begun");
  return {.bytes = std::move(last->note), .content_type = "text/plain; charset=utf-8"};
}

Reply get_record(const Call& call) {
  const auto seq = seq_of(call.parts[0]);
  return {.bytes = call.context.database.read(
              [&](storage::Transaction& tx) { return storage::record_bytes(tx, seq); })};
}

/// The record and its place in the tree that was signed last: all that a verifier needs besides
/// the log's key.
/// What a record does to the books; 404 for one that has no entry.
Reply get_entry(const Call& call) {
  const auto seq = seq_of(call.parts[0]);
  const auto record = nlohmann::json::parse(call.context.database.read(
      [&](storage::Transaction& tx) { return storage::record_bytes(tx, seq); }));
  require(record.contains("entry"), Errc::not_found, "this record has no entry");
  nlohmann::json json{{"seq", seq},
                      {"kind", record["kind"]},
                      {"at", record["at"]},
                      {"by", record["by"]},
                      {"entry", record["entry"]}};
  if (record.contains("cause")) json["cause"] = record["cause"];
  return {.json = std::move(json)};
}

/// The whole log with what follows from it, as a tar archive for an auditor's own machine.
Reply get_bundle(const Call& call) {
  std::string archive;
  audit::write_bundle(audit::source_of(call.context.database),
                      audit::into_tar([&](std::string_view bytes) { archive += bytes; }));
  archive += audit::tar_end();
  return {.bytes = std::move(archive),
          .content_type = "application/x-tar",
          .headers = {{"Content-Disposition", "attachment; filename=\"audit-bundle.tar\""}}};
}

Reply get_receipt(const Call& call) {
  const auto seq = seq_of(call.parts[0]);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    auto record = storage::record_bytes(tx, seq);
    const auto last = storage::last_checkpoint(tx);
    require(last && seq < last->size, Errc::unavailable,
            "no signed head of the log reaches this record yet");
    const auto subtree = [&](std::uint64_t begin, std::uint64_t end) {
      return root_of(storage::leaf_hashes(tx, begin, end));
    };
    const TlogProof proof{.index = seq,
                          .hashes = inclusion_proof(last->size, seq, subtree),
                          .checkpoint = last->note,
                          .extra = std::nullopt};
    return {.json = {{"record", std::move(record)}, {"tlog_proof", tlog_proof_text(proof)}}};
  });
}

constexpr Callers auditors{Role::auditor};
constexpr Callers fund_people{Role::administrator, Role::approver, Role::treasurer, Role::auditor};

}  // namespace

std::vector<Route> log_routes() {
  return {
      {"GET", "/log/checkpoint", the_public, get_checkpoint},
      {"GET", "/v1/records/{}", auditors, get_record},
      {"GET", "/v1/records/{}/receipt", auditors, get_receipt},
      {"GET", "/v1/audit-bundle", auditors, get_bundle},
      {"GET", "/v1/entries/{}", fund_people, get_entry},
  };
}

}  // namespace relief::api
