#include "ledger/books/record.h"

#include <array>

#include "ledger/base/text.h"
#include "ledger/books/record_kinds.h"

namespace relief {
namespace {

constexpr int record_version = 1;

constexpr std::array envelope_fields{"v",     "kind",     "seq",    "at",    "salt", "by",
                                     "cause", "rulebook", "clause", "entry", "acts"};

/// Throws unless `fields` has exactly what its kind lists.
void check_fields(const RecordKind& kind, const nlohmann::json& fields) {
  require_fields(kind, fields.size(),
                 [&](std::string_view name) { return fields.contains(std::string{name}); });
}

std::string text_of(const nlohmann::json& json, const char* name) {
  const auto field = json.find(name);
  require(field != json.end() && field->is_string(), Errc::malformed,
          "a record lacks one of the texts that every record has");
  return field->get<std::string>();
}

std::uint64_t number_of(const nlohmann::json& json, const char* name) {
  const auto field = json.find(name);
  require(field != json.end() && field->is_number_unsigned(), Errc::malformed,
          "a record lacks one of the numbers that every record has");
  return field->get<std::uint64_t>();
}

std::vector<Act> acts_of(const nlohmann::json& json) {
  std::vector<Act> acts;
  for (const auto& each : json) {
    require(each.is_object() && each.size() == 2 && each.contains("signature"), Errc::malformed,
            "an act has its text and its signature");
    acts.push_back({.text = text_of(each, "text"), .signature = each["signature"]});
  }
  return acts;
}

}  // namespace

nlohmann::json body_of(const Record& record) {
  auto body = record.fields;
  body["kind"] = record.kind;
  if (record.rulebook) body["rulebook"] = *record.rulebook;
  if (!record.clause.empty()) body["clause"] = record.clause;
  return body;
}

nlohmann::json to_json(const Record& record, const Envelope& envelope) {
  check_fields(record_kind(record.kind), record.fields);
  auto json = body_of(record);
  json["v"] = record_version;
  json["seq"] = envelope.seq;
  json["at"] = to_text(envelope.at);
  json["salt"] = to_base64url(envelope.salt);
  json["by"] = envelope.by;
  if (!record.cause.empty()) json["cause"] = record.cause;
  if (record.entry) json["entry"] = to_json(*record.entry);
  for (const auto& act : record.acts) {
    json["acts"].push_back({{"text", act.text}, {"signature", act.signature}});
  }
  return json;
}

ReadRecord record_of(const nlohmann::json& json, const CurrencyOfPlace& currency_of) {
  require(json.is_object() && number_of(json, "v") == record_version, Errc::malformed,
          "a record is an object of version 1");
  const auto& kind = record_kind(text_of(json, "kind"));
  const auto salt = from_base64url(text_of(json, "salt"));
  require(salt && salt->size() == 16, Errc::malformed, "a record's salt is 16 bytes");

  ReadRecord read{.record = {.kind = std::string{kind.name}, .fields = json},
                  .envelope = {.seq = number_of(json, "seq"),
                               .at = parse_instant(text_of(json, "at")),
                               .salt = *salt,
                               .by = text_of(json, "by")}};
  auto& record = read.record;
  for (const auto* name : envelope_fields) record.fields.erase(name);
  check_fields(kind, record.fields);
  record.nature = kind.bank_fact ? Nature::fact : Nature::act;
  if (json.contains("clause")) record.clause = text_of(json, "clause");
  if (json.contains("rulebook")) record.rulebook = static_cast<int>(number_of(json, "rulebook"));
  if (json.contains("acts")) record.acts = acts_of(json["acts"]);
  if (json.contains("entry")) record.entry = entry_of(json["entry"], currency_of);
  for (const auto& cause : json.value("cause", nlohmann::json::array())) {
    require(cause.is_number_unsigned() && cause.get<std::uint64_t>() < read.envelope.seq,
            Errc::malformed, "the cause of a record lies before it");
    record.cause.push_back(cause.get<std::uint64_t>());
  }
  return read;
}

}  // namespace relief
