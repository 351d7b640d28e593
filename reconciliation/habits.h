#pragma once

#include <optional>
#include <string>

#include "reconciliation/csv_profile.h"

namespace relief::reconciliation {

/// What is known of a bank's files beforehand, where they don't say it themselves.
struct Habits {
  std::string charset;            ///< Of its text files; empty where nobody knows.
  std::optional<CsvProfile> csv;  ///< Without it no table can be read.
};

}  // namespace relief::reconciliation
