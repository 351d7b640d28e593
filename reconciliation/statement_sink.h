#pragma once

#include <utility>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// Of one file: banks send one for each account and day.
constexpr int max_statements = 10'000;

/// Who is told what a file says while it is read, so that no reader holds more than one entry.
class StatementSink {
 public:
  StatementSink() = default;
  StatementSink(const StatementSink&) = delete;
  StatementSink& operator=(const StatementSink&) = delete;
  virtual ~StatementSink() = default;

  /// A line of the statement that ends next.
  virtual void take(StatementLine line) = 0;
  /// A statement has ended: all but its lines, which were told before.
  virtual void take(Statement statement) = 0;
};

/// Keeps everything: for files whose lines are wanted all at once.
class StatementKeeper : public StatementSink {
 public:
  void take(StatementLine line) override { lines_.push_back(std::move(line)); }
  void take(Statement statement) override {
    statement.lines = std::exchange(lines_, {});
    statements_.push_back(std::move(statement));
  }

  [[nodiscard]] std::vector<Statement> statements() && { return std::move(statements_); }

 private:
  std::vector<StatementLine> lines_;
  std::vector<Statement> statements_;
};

}  // namespace relief::reconciliation
