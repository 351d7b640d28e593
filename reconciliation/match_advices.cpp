#include "reconciliation/match_advices.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "reconciliation/totals.h"

namespace relief::reconciliation {
namespace {

using Lines = std::vector<StatementLine*>;

/// The statement's lines by what an advice may call them. Only those are there that the statement
/// doesn't divide by itself.
struct Index {
  explicit Index(std::span<StatementLine* const> lines) {
    for (auto* line : lines) {
      if (!line->is_booked || line->details.size() > 1) continue;
      const auto& reference = line->particulars.bank_reference;
      if (!reference.empty()) by_reference[reference].push_back(line);
      for (const auto& batch : batches_of(*line)) by_batch[batch].push_back(line);
    }
  }

  static std::vector<std::string> batches_of(const StatementLine& line) {
    std::vector<std::string> names;
    for (const auto& batch : line.batches) names.push_back(batch.id);
    names.push_back(line.particulars.batch);
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::erase(names, "");
    return names;
  }

  std::map<std::string, Lines> by_reference, by_batch;
};

/// Whether the same money may be meant: banks sign what they take back in two ways.
bool has_amount(const StatementLine& line, const StatementLine& told) {
  return line.amount == told.amount || (line.is_reversal && line.amount == -told.amount);
}

StatementLine* only_one(const Lines& lines) { return lines.size() == 1 ? lines.front() : nullptr; }

/// The line that an advice tells of, or null.
StatementLine* line_of(const StatementLine& told, const Index& index) {
  const auto& reference = told.particulars.bank_reference;
  if (const auto found = index.by_reference.find(reference); found != index.by_reference.end()) {
    if (found->second.size() == 1) return found->second.front();
    // References of some banks begin again every day.
    Lines same;
    std::ranges::copy_if(found->second, std::back_inserter(same), [&](const StatementLine* line) {
      return has_amount(*line, told) && line->booked_on == told.booked_on;
    });
    return only_one(same);
  }
  Lines same;
  for (const auto& batch : Index::batches_of(told)) {
    const auto found = index.by_batch.find(batch);
    if (found == index.by_batch.end()) continue;
    std::ranges::copy_if(found->second, std::back_inserter(same),
                         [&](const StatementLine* line) { return has_amount(*line, told); });
  }
  return only_one(same);
}

template <class Value>
void fill(Value& own, const Value& told, bool is_open) {
  if (is_open) own = told;
}

/// Where the statement says nothing, the advice of its only payment does.
void refine(Particulars& own, const Particulars& told) {
  for (const auto& reference : told.references) {
    if (std::ranges::find(own.references, reference) == own.references.end()) {
      own.references.push_back(reference);
    }
  }
  fill(own.batch, told.batch, own.batch.empty());
  fill(own.text, told.text, own.text.empty());
  fill(own.counterparty.name, told.counterparty.name, own.counterparty.name.empty());
  fill(own.counterparty.account, told.counterparty.account, own.counterparty.account.empty());
  fill(own.return_reason, told.return_reason, own.return_reason.empty());
  own.is_return = own.is_return || told.is_return;
  fill(own.instructed, told.instructed, !own.instructed);
  fill(own.rate, told.rate, own.rate.empty());
  fill(own.charges, told.charges, own.charges.empty());
}

/// All that advices tell of one line: banks cut what is long in several, and tell things again.
struct Told {
  std::vector<std::vector<LineDetail>> parts;
  std::vector<BatchBooking> batches;
};

void add(Told& told, const StatementLine& line) {
  if (std::ranges::find(told.parts, line.details) != told.parts.end()) return;
  told.parts.push_back(line.details);
  told.batches.insert(told.batches.end(), line.batches.begin(), line.batches.end());
}

std::vector<LineDetail> details_of(const Told& told, bool is_turned) {
  std::vector<LineDetail> details;
  for (const auto& part : told.parts) {
    for (auto detail : part) {
      if (is_turned && detail.amount) detail.amount = -*detail.amount;
      detail.number = static_cast<int>(details.size()) + 1;
      details.push_back(std::move(detail));
    }
  }
  return details;
}

void refine(StatementLine& line, const Told& told) {
  const auto& first = told.parts.front().front().amount;
  const bool is_turned =
      line.is_reversal && first && first->is_negative() != line.amount.is_negative();
  line.details = details_of(told, is_turned);
  if (line.batches.empty()) line.batches = told.batches;
  if (line.details.size() > 1) return;
  if (details_add_up(line)) {
    refine(line.particulars, line.details.front().particulars);
  } else {
    line.details.clear();  // Of another amount: it tells nothing of this line.
  }
}

}  // namespace

void add_details(std::span<StatementLine* const> lines, std::span<const Statement> advices) {
  const Index index{lines};
  std::map<StatementLine*, Told> told;
  for (const auto& advice : advices) {
    for (const auto& line : advice.lines) {
      if (!line.is_booked || line.details.empty()) continue;
      auto* own = line_of(line, index);
      const bool is_comparable = own != nullptr && own->amount.currency() == line.amount.currency();
      if (is_comparable) add(told[own], line);
    }
  }
  for (const auto& [line, all] : told) refine(*line, all);
}

}  // namespace relief::reconciliation
