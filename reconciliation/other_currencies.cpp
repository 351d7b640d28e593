#include "reconciliation/other_currencies.h"

#include <algorithm>
#include <array>

namespace relief::reconciliation {
namespace {

/// The codes of one number of decimals, three letters each with a space between.
struct Codes {
  int exponent;
  std::string_view codes;
};

constexpr std::array by_exponent{
    Codes{0, "BIF CLP DJF GNF ISK KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"},
    Codes{2,
          "AFN ALL AMD ANG AOA ARS AUD AWG BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
          "CDF COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB FJD FKP GHS GIP GMD GTQ GYD HKD HNL HRK "
          "HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK "
          "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR "
          "RON RSD SAR SBD SCR SDG SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TTD TWD "
          "TZS UYU UZS VED VES WST XCD YER ZAR ZMW ZWL"},
    Codes{3, "BHD IQD JOD LYD OMR TND"},
    Codes{4, "CLF UYW"},
};

constexpr std::size_t letters = 3;
constexpr std::size_t step = letters + 1;

constexpr std::size_t count_of(std::string_view codes) { return (codes.size() + 1) / step; }

constexpr std::size_t total = [] {
  std::size_t count = 0;
  for (const auto& group : by_exponent) count += count_of(group.codes);
  return count;
}();

constexpr auto others = [] {
  std::array<Currency, total> list{};
  std::size_t at = 0;
  for (const auto& group : by_exponent) {
    for (std::size_t i = 0; i < count_of(group.codes); ++i) {
      list[at++] = {group.codes.substr(i * step, letters), group.exponent};
    }
  }
  std::ranges::sort(list, {}, &Currency::code);
  return list;
}();

}  // namespace

const Currency* find_other_currency(std::string_view code) {
  const auto* found = std::ranges::lower_bound(others, code, {}, &Currency::code);
  return found != others.end() && found->code == code ? found : nullptr;
}

}  // namespace relief::reconciliation
