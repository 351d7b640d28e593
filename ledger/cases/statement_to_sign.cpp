#include "ledger/cases/statement_to_sign.h"

#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"
#include "ledger/proof/sha256.h"

namespace relief {
namespace {

constexpr int statement_version = 1;

std::string text_field(const nlohmann::json& statement, const char* name) {
  const auto field = statement.find(name);
  require_field(field != statement.end() && field->is_string(), "/statement",
                "the statement lacks a field that every statement has");
  return field->get<std::string>();
}

}  // namespace

std::string statement_text(const Work::Signed& act, const Signing& signing) {
  const auto& [record, terms] = act;
  nlohmann::json statement{{"v", statement_version},
                           {"act", record.kind},
                           {"target", terms.target},
                           {"content", content_of(body_of(record))},
                           {"signer", signing.signer},
                           {"key", signing.key},
                           {"expires", to_text(signing.expires)},
                           {"seen_size", signing.seen_size},
                           {"seen_root", signing.seen_root}};
  if (terms.money) {
    statement["money"] = terms.money->units_text();
    statement["currency"] = terms.money->currency().code;
  }
  if (!terms.fund.empty()) statement["fund"] = terms.fund;
  if (!terms.place.empty()) statement["place"] = terms.place;
  if (!record.clause.empty()) statement["clause"] = record.clause;
  return canonical(statement);
}

Signing signing_of(std::string_view text) {
  nlohmann::json statement;
  try {
    statement = parse_canonical(text);
  } catch (const Error&) {
    throw Error{Errc::malformed, "the statement isn't the exact text that was to be signed"}.at(
        "/statement");
  }
  require_field(statement.is_object(), "/statement", "a statement is an object");
  const auto size = statement.find("seen_size");
  require_field(size != statement.end() && size->is_number_unsigned(), "/statement",
                "the statement doesn't say which log its signer saw");
  return {.signer = text_field(statement, "signer"),
          .key = text_field(statement, "key"),
          .expires = parse_instant(text_field(statement, "expires")),
          .seen_size = size->get<std::uint64_t>(),
          .seen_root = text_field(statement, "seen_root")};
}

std::string seed_of(std::string_view act, std::string_view target, const nlohmann::json& input,
                    const Signing& signing) {
  const auto asked = sha256(canonical({{"act", act},
                                       {"target", target},
                                       {"input", input},
                                       {"signer", signing.signer},
                                       {"expires", to_text(signing.expires)},
                                       {"seen_size", signing.seen_size}}));
  return to_base64url(as_bytes(asked));
}

}  // namespace relief
