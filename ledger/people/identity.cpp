#include "ledger/people/identity.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "ledger/base/at_field.h"
#include "ledger/base/clock.h"
#include "ledger/base/error.h"
#include "ledger/base/one_line.h"
#include "ledger/base/text.h"
#include "ledger/people/blind_index.h"

namespace relief {
namespace {

struct Field {
  std::string_view name;
  std::optional<std::string> Identity::*member;
};

constexpr std::array fields{
    Field{"given_name", &Identity::given_name},
    Field{"family_name", &Identity::family_name},
    Field{"fin", &Identity::fin},
    Field{"birth_date", &Identity::birth_date},
    Field{"document", &Identity::document},
    Field{"phone", &Identity::phone},
};

const Field* field_of(std::string_view name) {
  const auto* const field = std::ranges::find(fields, name, &Field::name);
  return field == fields.end() ? nullptr : field;
}

/// Where a field stands. A name that no field of ours could have isn't repeated: it may be a
/// person's.
std::string pointer_to(std::string_view name) {
  const bool is_plain =
      name.size() <= 32 &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
  return is_plain ? "/identity/" + std::string{name} : "/identity";
}

std::string parse_text(const nlohmann::json& value, const std::string& pointer) {
  require_field(value.is_string(), pointer, "this is a text");
  const auto& text = value.get_ref<const std::string&>();
  require_field(text.size() <= 800 && is_utf8(text) && characters_of(text) <= 200, pointer,
                "this is a text of at most 200 characters");
  require_field(!text.empty(), pointer, "leave out what isn't known");
  require_field(is_one_line(text), pointer, "this is one line of text");
  return text;
}

/// A number as people write it: "+994 50 000 00 00", "(012) 500-00-00".
void require_phone(std::string_view text) {
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  const auto rest = text.find_first_not_of("0123456789 -()", text.starts_with('+') ? 1 : 0);
  require(rest == std::string_view::npos && digits >= 3 && digits <= 15, Errc::malformed,
          "a phone number has 3 to 15 digits, perhaps a plus before them and spaces between");
}

}  // namespace

Identity parse_identity(const nlohmann::json& body) {
  require_field(body.is_object(), "/identity", "an identity is an object");
  Identity identity;
  for (const auto& [name, value] : body.items()) {
    const auto pointer = pointer_to(name);
    const auto* const field = field_of(name);
    require_field(field != nullptr, pointer, "an identity has no such field");
    identity.*field->member = parse_text(value, pointer);
  }
  if (auto& fin = identity.fin) {
    fin = at_field("/identity/fin", [&] { return normalise_fin(*fin); });
  }
  if (const auto& date = identity.birth_date) {
    at_field("/identity/birth_date", [&] { return parse_date(*date); });
  }
  if (const auto& phone = identity.phone) {
    at_field("/identity/phone", [&] { require_phone(*phone); });
  }
  return identity;
}

std::string to_sealed_text(const Identity& identity) {
  auto json = nlohmann::json::object();
  for (const auto& field : fields) {
    if (const auto& text = identity.*field.member) json[std::string{field.name}] = *text;
  }
  return json.dump();
}

Identity from_sealed_text(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  ensure(json.is_object(), "a sealed identity is a JSON object");
  Identity identity;
  for (const auto& [name, value] : json.items()) {
    const auto* const field = field_of(name);
    ensure(field != nullptr && value.is_string(), "a sealed identity has known fields of text");
    identity.*field->member = value.get<std::string>();
  }
  return identity;
}

}  // namespace relief
