#include "ledger/cases/history_line.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ledger/base/text.h"
#include "ledger/books/account.h"
#include "ledger/books/history.h"
#include "ledger/people/derive.h"
#include "ledger/people/hmac.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"

namespace relief {
namespace {

const std::string& text_of(const nlohmann::json& json, const char* name, const char* sentence) {
  const auto field = json.find(name);
  require(field != json.end() && field->is_string(), Errc::malformed, sentence);
  return field->get_ref<const std::string&>();
}

/// Whether it has the form of an identifier of some kind: "don_" and 26 letters and digits.
bool is_identifier(std::string_view text) {
  const auto mark = text.find('_');
  if (mark < 3 || mark > 4 || text.size() != mark + 1 + 26) return false;
  return std::ranges::all_of(text.substr(0, mark), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", mark + 1) ==
             std::string_view::npos;
}

/// What an open item of an account is called, so that the acts that close one find it: a receipt
/// nobody knows, a debit nobody ordered.
std::string_view prefix_of(std::string_view account) {
  if (account == "2200") return ReceiptTag::prefix;
  if (account == "1200") return ClaimTag::prefix;
  return "hst_";
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(out.back() == '{' ? "\"" : ",\"").append(name).append("\":\"").append(value) += '"';
}

}  // namespace

HistoryReader::HistoryReader(storage::Transaction& tx, const Secrets& secrets, Date today)
    : item_key_{derive_bytes(secrets.id_key, "items", "of history", 32)}, today_{today} {
  for (const auto& place : storage::all_places(tx)) {
    const auto [at, is_new] =
        places_.try_emplace(place.name, Place{place.id.text(), place.currency});
    if (!is_new) at->second.id.clear();
  }
  for (const auto& place : storage::all_places(tx)) {
    places_.insert_or_assign(place.id.text(), Place{place.id.text(), place.currency});
  }
  for (const auto& fund : storage::all_funds(tx)) {
    funds_.emplace(fund.code, fund.id.text());
    funds_.emplace(fund.id.text(), fund.id.text());
  }
  funds_.emplace("unassigned", unassigned_fund);
  funds_.emplace(unassigned_fund, unassigned_fund);
}

const HistoryReader::Place& HistoryReader::place(const std::string& name) const {
  const auto found = places_.find(name);
  require(found != places_.end(), Errc::malformed, "no place has this identifier or name");
  require(!found->second.id.empty(), Errc::malformed,
          "several places have this name: say which by its identifier");
  return found->second;
}

const std::string& HistoryReader::fund(const std::string& name) const {
  const auto found = funds_.find(name);
  require(found != funds_.end(), Errc::malformed, "no fund has this identifier or code");
  return found->second;
}

std::string HistoryReader::item(const std::string& name, std::string_view prefix) const {
  if (is_identifier(name)) return name;
  require(!name.empty() && name.size() <= 200, Errc::malformed,
          "an item is an identifier or a name of at most 200 bytes");
  return std::string{prefix} + to_base32(hmac_sha256(item_key_, name).substr(0, 16));
}

Line HistoryReader::line(const nlohmann::json& json, Item& last) const {
  constexpr auto fields = "a line has a, f, i, m, and p or c, all of them texts";
  require(json.is_object() && json.size() == 5, Errc::malformed, fields);
  const auto& code = text_of(json, "a", fields);
  const bool by_place = account(code).by_place;
  const auto* at =
      by_place ? &place(text_of(json, "p", "this account's lines name a place (p)")) : nullptr;
  const auto& in = by_place
                       ? *at->currency
                       : currency(text_of(json, "c", "this account's lines name a currency (c)"));
  const auto& about = text_of(json, "i", fields);
  const auto prefix = prefix_of(code);
  if (about != last.name || prefix != last.prefix) {
    last = {.name = about, .id = item(about, prefix), .prefix = prefix};
  }
  return {.account = code,
          .place = by_place ? at->id : std::string{},
          .fund = fund(text_of(json, "f", fields)),
          .item = last.id,
          .amount = Money::of_units(text_of(json, "m", fields), in)};
}

Entry HistoryReader::read(std::string_view text) const {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  require(!json.is_discarded(), Errc::malformed, "this isn't JSON");
  constexpr auto fields = "an entry has a day (on) and its lines, and nothing else";
  require(json.is_object() && json.size() == 2, Errc::malformed, fields);
  Entry entry{.on = parse_date(text_of(json, "on", fields)), .lines = {}};
  require(entry.on <= today_, Errc::malformed, "an entry of history isn't of a day to come");
  const auto lines = json.find("lines");
  require(lines != json.end() && lines->is_array() && lines->size() <= 500, Errc::malformed,
          "an entry has 1 to 500 lines");
  entry.lines.reserve(lines->size());
  Item last;
  for (const auto& each : *lines) entry.lines.push_back(line(each, last));
  require(can_be_history(entry), Errc::malformed,
          "history has no promises: requests and what is reserved for them come later");
  return entry;
}

std::string entry_bytes(const Entry& entry) {
  std::string out = "{\"lines\":[";
  out.reserve(32 + entry.lines.size() * 128);
  for (const auto& each : entry.lines) {
    if (out.back() == '}') out += ',';
    out += '{';
    append_field(out, "a", each.account);
    if (each.place.empty()) append_field(out, "c", each.amount.currency().code);
    append_field(out, "f", each.fund);
    append_field(out, "i", each.item);
    append_field(out, "m", each.amount.units_text());
    if (!each.place.empty()) append_field(out, "p", each.place);
    out += '}';
  }
  return out.append("],\"on\":\"").append(to_text(entry.on)).append("\"}");
}

std::string history_line_bytes(const HistoryEnvelope& envelope, std::uint64_t seq,
                               std::string_view salt, std::string_view entry) {
  std::string out = "{";
  out.reserve(entry.size() + 256);
  append_field(out, "at", envelope.at);
  append_field(out, "by", envelope.by);
  out.append(",\"cause\":[").append(std::to_string(envelope.cause)).append("],\"entry\":");
  out.append(entry);
  append_field(out, "kind", "history.line");
  append_field(out, "salt", to_base64url(salt));
  return out.append(",\"seq\":").append(std::to_string(seq)).append(",\"v\":1}");
}

}  // namespace relief
