#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relief::reconciliation {

/// What is compared of a reference, an account or a batch's name: capitals and digits. Small
/// letters count as capitals and Cyrillic letters as the Latin ones that they look like; spaces,
/// hyphens and line breaks are nothing, because banks and people put them anywhere.
std::string plain(std::string_view utf8);

/// The words of a text as they sound to somebody who writes Azerbaijani names in another alphabet:
/// "Xədicə", "KHADIJA", "Xedice" and "Хадиджа" are one word. A '?' stands for any one letter, as
/// banks print what their character set lacks. Digits divide words.
std::vector<std::string> sounds(std::string_view utf8);

/// Whether two words of `sounds` may be the same.
bool sounds_alike(std::string_view a, std::string_view b);

}  // namespace relief::reconciliation
