#include "ledger/storage/log.h"

#include <charconv>

#include "api/http/nouns.h"
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

}  // namespace

std::vector<Route> log_routes() {
  return {
      {"GET", "/log/checkpoint", the_public, get_checkpoint},
      {"GET", "/v1/records/{}", auditors, get_record},
      {"GET", "/v1/records/{}/receipt", auditors, get_receipt},
  };
}

}  // namespace relief::api
