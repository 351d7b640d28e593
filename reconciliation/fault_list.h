#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// The faults of a file as they are found, each with its place. Past a hundred, more say nothing.
class FaultList {
 public:
  void add(std::string place, Reason reason, std::string sentence) {
    if (is_full()) return;
    faults_.push_back({std::move(place), reason, std::move(sentence)});
  }
  [[nodiscard]] bool is_full() const { return faults_.size() >= max_faults; }
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

 private:
  static constexpr std::size_t max_faults = 100;
  std::vector<Fault> faults_;
};

}  // namespace relief::reconciliation
