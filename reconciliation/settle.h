#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "ledger/cases/work.h"
#include "reconciliation/expected_items.h"
#include "reconciliation/post_statement.h"

namespace relief::reconciliation {

/// What a line of a statement does to the books.
struct Settlement {
  std::vector<std::string> items;    ///< What it names in its record.
  std::vector<Line> lines;           ///< Of its entry.
  std::string code;                  ///< Of the exception that it raises; else empty.
  std::vector<std::uint64_t> cause;  ///< The records that ordered or announced the items.
};

/// What the bank did with a payment, for its row and its request's.
struct PaymentMove {
  std::string payment;
  Money booked;  ///< More of it has left; zero or above.
  Money back;    ///< More of it has come back; zero or above.
};

/// Works out what one match does, and remembers what it does to payments. Up to what is open it
/// settles the item; what goes beyond is nobody's: a receipt nobody knows, or a debit nobody
/// ordered.
class Settler {
 public:
  Settler(Work& work, const storage::Place& place, const std::vector<Expected>& expected)
      : work_{work}, place_{place}, expected_{expected} {}

  /// Of a match that closes one item, or none. `named` are the orders that its line names: a debit
  /// that nobody ordered may have been any of them.
  Settlement settle(const Match& match, std::vector<std::string> named = {});

  /// Of a match of a whole batch: one settlement for each group of its items.
  std::vector<Settlement> settle_batch(const Match& match);

  [[nodiscard]] const std::vector<PaymentMove>& moves() const noexcept { return moves_; }
  /// The funds that have more to promise now.
  [[nodiscard]] const std::set<std::string>& richer() const noexcept { return richer_; }

 private:
  [[nodiscard]] const Expected& expected(const std::string& item) const;
  Settlement order_settled(const Expected& item, const Money& amount);
  Settlement receipt_settled(const Expected& item, const Money& amount);
  Settlement came_back(const Expected& item, const Money& amount, std::string_view account);
  Settlement charge(const Money& amount);
  Settlement interest(const Money& amount);
  void add_unknown_receipt(Settlement& settlement, const Money& amount, std::string_view code);
  void add_stray_debit(Settlement& settlement, const Money& amount, std::string_view code);
  Settlement stray_debit(const Match& match, std::vector<std::string> named);
  [[nodiscard]] Money still_out(const std::string& payment) const;

  Work& work_;
  const storage::Place& place_;
  const std::vector<Expected>& expected_;
  std::vector<PaymentMove> moves_;
  std::set<std::string> richer_;
};

/// Writes what the bank did with payments into their rows, their requests and their timelines.
/// `seq` is the record that says so.
void record_moves(Work& work, std::span<const PaymentMove> moves, std::uint64_t seq);

}  // namespace relief::reconciliation
