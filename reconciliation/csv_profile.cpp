#include "reconciliation/csv_profile.h"

#include <algorithm>
#include <array>
#include <span>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/names.h"
#include "reconciliation/charset.h"

namespace relief::reconciliation {
namespace {

using nlohmann::json;

constexpr auto signs = names<CsvSign>({
    {CsvSign::one_column, "signed"},
    {CsvSign::two_columns, "columns"},
    {CsvSign::word, "indicator"},
});

constexpr std::array preamble_keys{"statement", "sequence", "account", "currency",
                                   "from",      "to",       "opening", "closing"};
constexpr std::array column_keys{"booking_date",
                                 "value_date",
                                 "amount",
                                 "debit",
                                 "credit",
                                 "indicator",
                                 "balance",
                                 "reference",
                                 "bank_reference",
                                 "text",
                                 "name",
                                 "iban",
                                 "batch",
                                 "count",
                                 "type",
                                 "charges",
                                 "original_amount",
                                 "original_currency",
                                 "rate"};

constexpr std::size_t max_text = 200;

std::string text_of(const json& profile, const char* key, const std::string& otherwise) {
  const auto found = profile.find(key);
  if (found == profile.end()) return otherwise;
  const auto pointer = std::string{"/"} + key;
  require_field(found->is_string(), pointer, "this is a text");
  auto text = found->get<std::string>();
  require_field(text.size() <= max_text, pointer, "this is too long");
  return text;
}

char mark_of(const json& profile, const char* key, char otherwise) {
  const auto text = text_of(profile, key, std::string(1, otherwise));
  require_field(text.size() == 1, std::string{"/"} + key, "this is one character");
  return text.front();
}

CsvProfile::Names names_of(const json& profile, const char* key,
                           std::span<const char* const> known) {
  CsvProfile::Names result;
  const auto found = profile.find(key);
  if (found == profile.end()) return result;
  const auto pointer = std::string{"/"} + key;
  require_field(found->is_object(), pointer, "this is an object of texts");
  for (const auto& [name, value] : found->items()) {
    require_field(std::ranges::find(known, std::string_view{name}) != known.end(), pointer,
                  "a key of it isn't known here");
    require_field(value.is_string() && value.get_ref<const std::string&>().size() <= max_text,
                  pointer, "each of its values is a short text");
    result.emplace(name, value.get<std::string>());
  }
  return result;
}

void require_date_format(std::string_view format) {
  const auto once = [format](std::string_view part) {
    const auto at = format.find(part);
    return at != std::string_view::npos && format.find(part, at + 1) == std::string_view::npos;
  };
  require_field(once("DD") && once("MM") && once("YYYY"), "/date_format",
                "a date has DD, MM and YYYY, each once");
}

void require_columns(const CsvProfile& profile) {
  const auto has = [&profile](const char* key) { return profile.columns.contains(key); };
  require_field(has("booking_date") || has("value_date"), "/columns", "a table has a day");
  const bool has_amount =
      profile.sign == CsvSign::two_columns ? has("debit") && has("credit") : has("amount");
  require_field(has_amount, "/columns", "a table has the amounts that its sign needs");
  if (profile.sign != CsvSign::word) return;
  require_field(has("indicator") && !profile.debit_word.empty() && !profile.credit_word.empty(),
                "/sign", "an indicator is a column and two words");
}

json parsed(std::string_view text) {
  auto value = json::parse(text, nullptr, false);
  require(value.is_object(), Errc::malformed, "a profile is a JSON object");
  return value;
}

CsvProfile profile_of(const json& said) {
  CsvProfile profile{
      .charset = text_of(said, "encoding", ""),
      .separator = mark_of(said, "separator", ','),
      .quote = mark_of(said, "quote", '"'),
      .preamble = names_of(said, "preamble", preamble_keys),
      .columns = names_of(said, "columns", column_keys),
      .account = text_of(said, "account", ""),
      .currency = text_of(said, "currency", ""),
      .debit_word = text_of(said, "debit_word", ""),
      .credit_word = text_of(said, "credit_word", ""),
      .date_format = text_of(said, "date_format", "YYYY-MM-DD"),
      .decimal = mark_of(said, "decimal", '.'),
      .thousands = text_of(said, "thousands", ""),
      .footer = text_of(said, "footer", ""),
  };
  const auto sign = text_of(said, "sign", "signed");
  require_field(signs.has(sign), "/sign", "the sign is signed, columns or indicator");
  profile.sign = signs.value(sign);
  if (const auto skip = said.find("skip_lines"); skip != said.end()) {
    constexpr int max_skip = 1000;
    require_field(skip->is_number_unsigned() && *skip <= max_skip, "/skip_lines",
                  "this is a number of lines, at most 1000");
    profile.skip_lines = skip->get<int>();
  }
  require_field(
      profile.charset.empty() || profile.charset == "utf-8-sig" || is_charset(profile.charset),
      "/encoding", "no such character set is known here");
  require_field(profile.separator != profile.quote, "/separator", "separator and quote differ");
  require_field(profile.thousands != std::string(1, profile.decimal), "/thousands",
                "the marks of decimals and thousands differ");
  require_date_format(profile.date_format);
  require_columns(profile);
  return profile;
}

}  // namespace

CsvProfile read_csv_profile(std::string_view json) { return profile_of(parsed(json)); }

CsvProfile csv_profile_of_file(std::string_view json, std::string_view file) {
  const auto list = parsed(json);
  const auto files = list.find("files");
  const auto profiles = list.find("profiles");
  require(
      files != list.end() && files->is_object() && profiles != list.end() && profiles->is_object(),
      Errc::malformed, "a list of profiles has files and profiles");
  const auto named = files->find(std::string{file});
  require(named != files->end() && named->is_string(), Errc::not_found,
          "the list has no profile for this file");
  const auto profile = profiles->find(named->get<std::string>());
  require(profile != profiles->end() && profile->is_object(), Errc::not_found,
          "the list has no profile for this file");
  return profile_of(*profile);
}

}  // namespace relief::reconciliation
