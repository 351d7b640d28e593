#pragma once

#include <string>
#include <utility>
#include <vector>

namespace relief::test {

/// A day's statement of an account in AZN.
struct BankDay {
  std::string iban;
  int number;       ///< Of the statement, from 1.
  std::string day;  ///< ISO
  int opening;      ///< In qəpik.
  std::vector<std::pair<std::string, std::string>>
      lines;  ///< Reference, or batch, and signed amount.
};

/// The same as a bank would send it: camt.053.001.02.
std::string bank_file(const BankDay& day);

/// Of "-700.00": -70000.
int units_of(const std::string& amount);

}  // namespace relief::test
