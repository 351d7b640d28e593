#include "reconciliation/mt_codes.h"

#include <algorithm>
#include <array>
#include <optional>

namespace relief::reconciliation {
namespace {

struct Code {
  std::string_view name;
  MtRole role;
};

/// The codes of Dutch and many other banks.
constexpr std::array slash_codes{
    Code{"EREF", MtRole::reference},    Code{"KREF", MtRole::reference},
    Code{"PREF", MtRole::batch},        Code{"NBTR", MtRole::count},
    Code{"TRCD", MtRole::code},         Code{"MARF", MtRole::nothing},
    Code{"CSID", MtRole::nothing},      Code{"CNTP", MtRole::party_of_three},
    Code{"BENM", MtRole::counterparty}, Code{"ORDP", MtRole::counterparty},
    Code{"ULTC", MtRole::other_party},  Code{"ULTD", MtRole::other_party},
    Code{"ULTB", MtRole::other_party},  Code{"INIT", MtRole::other_party},
    Code{"NAME", MtRole::name},         Code{"IBAN", MtRole::account},
    Code{"BIC", MtRole::nothing},       Code{"ADDR", MtRole::nothing},
    Code{"ID", MtRole::nothing},        Code{"REMI", MtRole::text},
    Code{"USTD", MtRole::text},         Code{"STRD", MtRole::structured},
    Code{"PURP", MtRole::nothing},      Code{"RTRN", MtRole::return_reason},
    Code{"OCMT", MtRole::instructed},   Code{"EXCH", MtRole::rate},
    Code{"CHGS", MtRole::charge},       Code{"ISDT", MtRole::nothing},
    Code{"SVCL", MtRole::nothing},      Code{"TRTP", MtRole::nothing},
    Code{"IACC", MtRole::nothing},
};

/// The keywords of the German banks' SEPA texts.
constexpr std::array keywords{
    Code{"EREF+", MtRole::reference}, Code{"KREF+", MtRole::reference},
    Code{"SVWZ+", MtRole::text},      Code{"MREF+", MtRole::nothing},
    Code{"CRED+", MtRole::nothing},   Code{"DEBT+", MtRole::nothing},
    Code{"ABWA+", MtRole::nothing},   Code{"ABWE+", MtRole::nothing},
    Code{"IBAN+", MtRole::account},   Code{"NAME+", MtRole::name},
    Code{"PURP+", MtRole::nothing},   Code{"RREF+", MtRole::nothing},
    Code{"COAM+", MtRole::nothing},   Code{"OAMT+", MtRole::nothing},
    Code{"BIC+", MtRole::nothing},
};

bool says_amounts(MtRole role) {
  return role == MtRole::instructed || role == MtRole::charge || role == MtRole::rate;
}

/// The code that begins `text` right here, slashes included.
const Code* slash_code_at(std::string_view text, MtSlash which) {
  if (!text.starts_with('/')) return nullptr;
  for (const auto& code : slash_codes) {
    const auto end = code.name.size() + 1;
    if (which == MtSlash::amounts && !says_amounts(code.role)) continue;
    if (end < text.size() && text[end] == '/' && text.substr(1).starts_with(code.name)) {
      return &code;
    }
  }
  return nullptr;
}

const Code* keyword_at(std::string_view text) {
  const auto* found = std::ranges::find_if(
      keywords, [text](const Code& keyword) { return text.starts_with(keyword.name); });
  return found == keywords.end() ? nullptr : found;
}

std::string_view without_noise(std::string_view text, std::string_view noise) {
  const auto from = text.find_first_not_of(noise);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(noise) - from + 1);
}

}  // namespace

std::vector<MtCode> mt_slash_codes(std::string_view text, MtSlash which) {
  std::vector<MtCode> codes;
  std::size_t value_at = 0;
  const auto finish = [&](std::size_t end) {
    if (codes.empty()) return;
    codes.back().value = end < value_at
                             ? std::string_view{}
                             : without_noise(text.substr(value_at, end - value_at), " /");
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto* code = slash_code_at(text.substr(at), which);
    if (code == nullptr) continue;
    finish(at);
    codes.push_back({code->role, {}});
    value_at = at + code->name.size() + 2;
    at = value_at - 2;  // The slash behind one code may be the one before the next.
  }
  finish(text.size());
  return codes;
}

std::vector<MtCode> mt_keywords(std::string_view text) {
  std::vector<MtCode> codes{{MtRole::text, {}}};
  std::size_t value_at = 0;
  const auto finish = [&](std::size_t end) {
    codes.back().value = without_noise(text.substr(value_at, end - value_at), " ");
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto* keyword = keyword_at(text.substr(at));
    if (keyword == nullptr) continue;
    finish(at);
    codes.push_back({keyword->role, {}});
    value_at = at + keyword->name.size();
    at = value_at - 1;
  }
  finish(text.size());
  return codes;
}

}  // namespace relief::reconciliation
