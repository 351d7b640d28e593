#include "ledger/audit/reading.h"

#include <algorithm>
#include <array>
#include <limits>

#include <nlohmann/json.hpp>

#include "ledger/audit/field_forms.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/books/account.h"
#include "ledger/books/record_kinds.h"

namespace relief::audit {
namespace {

using Value = Scan::Value;

constexpr std::size_t salt_size = 16;

/// What any record may have; the rest are fields of its kind.
constexpr std::array<std::string_view, 11> envelope_members{
    "acts", "at", "by", "cause", "clause", "entry", "kind", "rulebook", "salt", "seq", "v"};

bool is_own_field(const Value& member) {
  return !std::ranges::binary_search(envelope_members, member.key());
}

Value member(const Value& object, std::string_view name) {
  const auto found = object.find(name);
  require(found.has_value(), Errc::malformed, "a record lacks something that it must have");
  return *found;
}

nlohmann::json json_of(const Value& value) {
  if (value.type() == Scan::Type::string) return value.text();
  return nlohmann::json::parse(value.bytes());
}

nlohmann::json own_fields(const Value& record, const RecordKind& kind) {
  auto fields = nlohmann::json::object();
  for (const auto each : record) {
    if (!is_own_field(each)) continue;
    check_form(kind.name, each);
    fields[std::string{each.key()}] = json_of(each);
  }
  require_fields(kind, fields.size(),
                 [&](std::string_view name) { return record.find(name).has_value(); });
  return fields;
}

/// The elements of a list that isn't written where it is empty.
Value list(const Value& array) {
  require(array.is_array() && !array.empty(), Errc::malformed,
          "a record has a list that isn't one, or an empty one");
  return array;
}

std::vector<std::uint64_t> causes(const Value& array, std::uint64_t seq) {
  std::vector<std::uint64_t> causes;
  for (const auto each : list(array)) causes.push_back(each.count());
  require(std::ranges::all_of(causes, [&](auto cause) { return cause < seq; }), Errc::malformed,
          "the cause of a record lies before it");
  return causes;
}

std::vector<Act> acts(const Value& array) {
  std::vector<Act> acts;
  for (const auto each : list(array)) {
    require(each.is_object() && each.size() == 2, Errc::malformed,
            "an act has its text and its signature");
    acts.push_back(
        {.text = member(each, "text").text(), .signature = json_of(member(each, "signature"))});
  }
  return acts;
}

Line line(const Value& value, const CurrencyOfPlace& currency_of) {
  require(value.is_object() && value.size() == 5, Errc::malformed,
          "an entry's line has five fields");
  auto code = member(value, "a").text();
  const bool by_place = account(code).by_place;
  auto place = by_place ? member(value, "p").text() : std::string{};
  const auto& in = by_place ? currency_of(place) : currency(member(value, "c").text());
  auto amount = Money::of_units(member(value, "m").text(), in);
  return {.account = std::move(code),
          .place = std::move(place),
          .fund = member(value, "f").text(),
          .item = member(value, "i").text(),
          .amount = std::move(amount)};
}

Entry entry(const Value& value, const CurrencyOfPlace& currency_of) {
  require(value.is_object() && value.size() == 2, Errc::malformed, "an entry has a day and lines");
  const auto lines = member(value, "lines");
  require(lines.is_array(), Errc::malformed, "an entry has a day and lines");
  Entry entry{.on = parse_date(member(value, "on").text()), .lines = {}};
  entry.lines.reserve(2);
  for (const auto each : lines) entry.lines.push_back(line(each, currency_of));
  return entry;
}

int version_of(const Value& number) {
  require(number.count() <= std::numeric_limits<int>::max(), Errc::malformed,
          "there is no such version of the rulebook");
  return static_cast<int>(number.count());
}

Envelope envelope_of(const Value& root) {
  auto salt = from_base64url(member(root, "salt").text());
  require(salt && salt->size() == salt_size, Errc::malformed, "a record's salt is 16 bytes");
  return {.seq = member(root, "seq").count(),
          .at = parse_instant(member(root, "at").text()),
          .salt = std::move(*salt),
          .by = member(root, "by").text()};
}

}  // namespace

ReadRecord read_record(const Scan& scan, const CurrencyOfPlace& currency_of) {
  const auto root = scan.root();
  require(root.is_object() && member(root, "v").count() == 1, Errc::malformed,
          "a record is an object of version 1");
  const auto& kind = record_kind(member(root, "kind").text());
  ReadRecord read{.record = {.kind = std::string{kind.name}, .fields = own_fields(root, kind)},
                  .envelope = envelope_of(root)};
  auto& record = read.record;
  record.nature = kind.bank_fact ? Nature::fact : Nature::act;
  if (const auto clause = root.find("clause")) {
    record.clause = clause->text();
    require(!record.clause.empty(), Errc::malformed, "a record names a clause or none");
  }
  if (const auto rulebook = root.find("rulebook")) record.rulebook = version_of(*rulebook);
  if (const auto array = root.find("acts")) record.acts = acts(*array);
  if (const auto value = root.find("entry")) record.entry = entry(*value, currency_of);
  if (const auto array = root.find("cause")) record.cause = causes(*array, read.envelope.seq);
  return read;
}

}  // namespace relief::audit
