#include "ledger/audit/field_forms.h"

#include <algorithm>
#include <array>

#include "ledger/base/clock.h"
#include "ledger/base/error.h"
#include "ledger/base/ids.h"
#include "ledger/base/text.h"
#include "ledger/books/entry.h"
#include "ledger/money/money.h"

namespace relief::audit {
namespace {

using Value = Scan::Value;

/// Whether a value has a form. Those of texts compare what stands between the quotes, where nothing
/// that is escaped fits.
using Form = bool (*)(const Value& value);

/// Empty for what isn't a text.
std::string_view between_quotes(const Value& value) {
  if (value.type() != Scan::Type::string) return {};
  return value.bytes().substr(1, value.bytes().size() - 2);
}

bool is_text(const Value& value) { return !between_quotes(value).empty(); }

/// A code of the rulebook, of a format or of the program: never words of people.
bool is_code(const Value& value) {
  constexpr std::size_t longest = 64;
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  const auto code = between_quotes(value);
  return !code.empty() && code.size() <= longest && std::ranges::all_of(code, is_letter);
}

template <class... SomeIds>
bool is_id(const Value& value) {
  const auto text = between_quotes(value);
  return (SomeIds::is_well_formed(text) || ...);
}

bool is_fund(const Value& value) {
  return between_quotes(value) == unassigned_fund || is_id<FundId>(value);
}

/// What money is owed for, was sent for, or came in as.
bool is_item(const Value& value) {
  return is_id<BatchId, ChargeId, ClaimId, GiftId, PaymentId, ReceiptId, TransferId>(value);
}

bool is_money(const Value& value) {
  static_cast<void>(Money::of_units(between_quotes(value), currencies.front()));
  return true;
}

bool is_currency(const Value& value) {
  return std::ranges::find(currencies, between_quotes(value), &Currency::code) != currencies.end();
}

bool is_date(const Value& value) {
  static_cast<void>(parse_date(between_quotes(value)));
  return true;
}

/// A digest, a key, or a commitment to what nobody is to read here: 32 bytes.
bool is_hash(const Value& value) {
  constexpr std::size_t spelt = 43;
  const auto text = between_quotes(value);
  return text.size() == spelt && from_base64url(text).has_value();
}

bool is_number(const Value& value) {
  return value.type() == Scan::Type::integer && !value.bytes().starts_with('-');
}

template <Form form>
bool is_list(const Value& value) {
  if (!value.is_array()) return false;
  for (const auto each : value) {
    if (!form(each)) return false;
  }
  return true;
}

/// A member of this name that has this form.
bool has(const Value& object, std::string_view name, Form form) {
  const auto member = object.find(name);
  return member && form(*member);
}

bool is_document(const Value& value) {
  return value.is_object() && value.size() == 2 && has(value, "kind", is_code) &&
         has(value, "commitment", is_hash);
}

bool is_administrator(const Value& value) {
  return value.is_object() && value.size() == 3 && has(value, "user", is_id<PersonId>) &&
         has(value, "key", is_id<KeyId>) && has(value, "public", is_hash);
}

struct FieldForm {
  std::string_view name;
  Form form;
};

constexpr std::array forms{
    FieldForm{"account", is_hash},
    FieldForm{"administrators", is_list<is_administrator>},
    FieldForm{"alg", is_code},
    FieldForm{"as", is_code},
    FieldForm{"award", is_money},
    FieldForm{"batch", is_id<BatchId>},
    FieldForm{"book", is_money},
    FieldForm{"booked_on", is_date},
    FieldForm{"case", is_id<CaseId>},
    FieldForm{"claim", is_id<ClaimId>},
    FieldForm{"closing", is_money},
    FieldForm{"code", is_code},
    FieldForm{"count", is_number},
    FieldForm{"currency", is_currency},
    FieldForm{"date", is_date},
    FieldForm{"difference", is_money},
    FieldForm{"digest", is_hash},
    FieldForm{"donor", is_id<DonorId>},
    FieldForm{"evidence", is_list<is_document>},
    FieldForm{"exception", is_id<ExceptionId>},
    FieldForm{"faults", is_list<is_code>},
    FieldForm{"file", is_hash},
    FieldForm{"format", is_code},
    FieldForm{"from", is_date},
    FieldForm{"fund", is_fund},
    FieldForm{"gift", is_id<GiftId>},
    FieldForm{"group", is_code},
    FieldForm{"item", is_item},
    FieldForm{"items", is_list<is_item>},
    FieldForm{"key", is_id<KeyId>},
    FieldForm{"line", is_number},
    FieldForm{"log_key", is_text},
    FieldForm{"lots", is_number},
    FieldForm{"money", is_money},
    FieldForm{"note", is_hash},
    FieldForm{"opening", is_money},
    FieldForm{"org", is_id<OrganisationId>},
    FieldForm{"origin", is_text},
    FieldForm{"payment", is_id<PaymentId>},
    FieldForm{"payout", is_hash},
    FieldForm{"period", is_code},
    FieldForm{"place", is_id<PlaceId>},
    FieldForm{"public", is_hash},
    FieldForm{"purpose", is_code},
    FieldForm{"purposes", is_list<is_code>},
    FieldForm{"reason", is_hash},
    FieldForm{"receipt", is_id<ReceiptId>},
    FieldForm{"recognition", is_id<RecognitionId>},
    FieldForm{"reconciliation", is_id<ReconciliationId>},
    FieldForm{"recovered", is_money},
    FieldForm{"reference", is_hash},
    FieldForm{"request", is_id<RequestId>},
    FieldForm{"reversed", is_number},
    FieldForm{"role", is_code},
    FieldForm{"root", is_hash},
    FieldForm{"rule", is_code},
    FieldForm{"size", is_number},
    FieldForm{"source", is_code},
    FieldForm{"stage", is_code},
    FieldForm{"statement", is_id<StatementId>},
    FieldForm{"status", is_code},
    FieldForm{"to", is_date},
    FieldForm{"to_place", is_id<PlaceId>},
    FieldForm{"transfer", is_id<TransferId>},
    FieldForm{"type", is_code},
    FieldForm{"user", is_id<PersonId>},
    FieldForm{"value_on", is_date},
    FieldForm{"version", is_number},
    FieldForm{"witnessed", is_number},
    FieldForm{"year", is_number},
};
static_assert(std::ranges::is_sorted(forms, {}, &FieldForm::name));

}  // namespace

void check_form(std::string_view kind, const Scan::Value& field) {
  // What a reconciliation leaves open may be long: its record has the digest of that list.
  if (kind == "reconciliation.signed" && field.key() == "items") {
    return require(is_hash(field), Errc::malformed,
                   "what a reconciliation leaves open is a digest");
  }
  const auto* found = std::ranges::lower_bound(forms, field.key(), {}, &FieldForm::name);
  require(found != forms.end() && found->name == field.key(), Errc::malformed,
          "a record has a field that no kind lists");
  require(found->form(field), Errc::malformed,
          "a field of the record holds something else than its name says");
}

}  // namespace relief::audit
