#include "api/http/nouns.h"
#include "api/http/traffic.h"
#include "ledger/cases/commit.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/storage/log.h"
#include "ledger/storage/witnesses.h"

namespace relief::api {
namespace {

Reply get_health(const Call&) { return {.json = {{"ok", true}}}; }

/// Whether this server can take commands: its books are there and not halted.
Reply get_readiness(const Call& call) {
  require(call.context.writer.halted().empty(), Errc::unavailable, "the books are halted");
  const auto refusal = call.context.signer.refusal();
  require(refusal.empty(), Errc::unavailable, "the log isn't signed: " + refusal);
  const auto head = call.context.database.read(storage::read_head);
  require(head.size() > 0, Errc::unavailable, "the books haven't begun");
  const auto now = call.context.clock();
  const auto state = call.context.database.read(
      [&](storage::Transaction& tx) { return witness_standing(tx, now); });
  return {.json = {{"ok", true}, {"witnesses", standing_names.text(state.standing)}}};
}

std::string label(std::string_view witness) {
  std::string text = "{witness=\"";
  for (const char c : witness) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"} ";
}

/// What witnesses say, as figures: `relief_witness_standing` is 1 for the standing that holds.
std::string witness_metrics(const Call& call) {
  const auto now = call.context.clock();
  return call.context.database.read([&](storage::Transaction& tx) {
    const auto state = witness_standing(tx, now);
    std::string text = "# TYPE relief_log_witnessed_records gauge\nrelief_log_witnessed_records " +
                       std::to_string(state.size) + "\n# TYPE relief_witness_standing gauge\n";
    for (const auto& [standing, name] : standing_names.rows) {
      text += "relief_witness_standing{state=\"" + std::string{name} + "\"} " +
              (standing == state.standing ? "1\n" : "0\n");
    }
    const auto newest = storage::newest_cosignatures(tx);
    text += "# TYPE relief_witness_records gauge\n";
    for (const auto& each : newest) {
      text += "relief_witness_records" + label(each.witness) + std::to_string(each.size) + "\n";
    }
    text += "# TYPE relief_witness_age_seconds gauge\n";
    for (const auto& each : newest) {
      text += "relief_witness_age_seconds" + label(each.witness) +
              std::to_string((now - each.at).count()) + "\n";
    }
    text += "# TYPE relief_witness_last_status gauge\n";
    for (const auto& answer : storage::witness_answers(tx)) {
      text += "relief_witness_last_status" + label(answer.witness) + std::to_string(answer.status) +
              "\n";
    }
    return text;
  });
}

/// In the text format of Prometheus, version 0.0.4.
Reply get_metrics(const Call& call) {
  require(call.from_here, Errc::not_found, "there is nothing here");
  const auto [head, last] = call.context.database.read([](storage::Transaction& tx) {
    return std::pair{storage::read_head(tx).size(), storage::last_checkpoint(tx)};
  });
  std::string text;
  const auto metric = [&](const std::string& name, std::string_view type, std::uint64_t value) {
    text += "# TYPE " + name + " " + std::string{type} + "\n";
    text += name + " " + std::to_string(value) + "\n";
  };
  metric("relief_log_records", "gauge", head);
  metric("relief_log_signed_records", "gauge", last ? last->size : 0);
  metric("relief_books_halted", "gauge", call.context.writer.halted().empty() ? 0 : 1);
  metric("relief_signer_refuses", "gauge", call.context.signer.refusal().empty() ? 0 : 1);
  text += witness_metrics(call);
  text += "# TYPE relief_http_answers_total counter\n";
  for (unsigned hundreds = 1; hundreds <= 5; ++hundreds) {
    text += "relief_http_answers_total{status=\"" + std::to_string(hundreds) + "xx\"} " +
            std::to_string(traffic().answers(hundreds)) + "\n";
  }
  return {.bytes = std::move(text), .content_type = "text/plain; version=0.0.4; charset=utf-8"};
}

}  // namespace

std::vector<Route> health_routes() {
  return {
      {"GET", "/healthz", the_public, get_health},
      {"GET", "/readyz", the_public, get_readiness},
      {"GET", "/metrics", the_public, get_metrics},
  };
}

}  // namespace relief::api
