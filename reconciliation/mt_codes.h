#pragma once

#include <string_view>
#include <vector>

namespace relief::reconciliation {

/// What a code of a :86: is about.
enum class MtRole {
  reference,
  structured,
  batch,
  count,
  code,
  text,
  counterparty,    ///< A section: names and accounts that follow are those of the other side.
  party_of_three,  ///< The same, with its account, BIC and name at once.
  other_party,     ///< A section about somebody behind the other side, or about us.
  name,
  account,
  return_reason,
  instructed,
  rate,
  charge,
  nothing,
};

/// One code of a :86: and what stands behind it, a view into the text.
struct MtCode {
  MtRole role;
  std::string_view value;
};

/// Which codes between slashes count: in a text that is of another dialect only those that say
/// amounts, which nothing else looks like.
enum class MtSlash { all, amounts };

/// "/EREF/…/REMI/…", each up to the next.
std::vector<MtCode> mt_slash_codes(std::string_view text, MtSlash which);

/// "EREF+… SVWZ+…", each up to the next. What stands before the first is text.
std::vector<MtCode> mt_keywords(std::string_view text);

}  // namespace relief::reconciliation
