#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reconciliation/match.h"
#include "reconciliation/match_keys.h"
#include "reconciliation/match_names.h"
#include "reconciliation/match_near.h"
#include "reconciliation/movement.h"

namespace relief::reconciliation {

/// What a movement says of who and what it is, read once.
struct Clues {
  std::vector<std::size_t> named{};     ///< Items whose reference or identification stands there.
  bool is_named_in_field = false;       ///< Else in free text, where payers may write anything.
  std::vector<std::size_t> batches{};   ///< Those whose name stands there, by their first item.
  std::vector<std::string> accounts{};  ///< The other side's, `plain`; from the text if it must be.
  bool quotes_unknown = false;          ///< A well-formed reference that the book doesn't have.
  std::string text{};                   ///< All references and texts, `plain`.
};

/// One account's items, found by all that a bank's line may say of them. Items are numbered as they
/// were given; keep the span alive.
class ItemIndex {
 public:
  using Numbers = std::vector<std::size_t>;

  explicit ItemIndex(std::span<const OpenItem> items);

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const OpenItem& operator[](std::size_t item) const { return items_[item]; }
  [[nodiscard]] const std::string& account(std::size_t item) const { return accounts_[item]; }
  [[nodiscard]] const Name& name(std::size_t item) const { return names_[item]; }
  [[nodiscard]] bool is_credit(std::size_t item) const {
    return !items_[item].amount.is_negative();
  }

  [[nodiscard]] Clues read(const Movement& movement) const;

  /// The items of a batch, by any of them; the direction and account that all share.
  [[nodiscard]] const Numbers& batch_of(std::size_t item) const;
  /// The first item of each batch, in order of their days; those of a day by their names.
  [[nodiscard]] const Numbers& batches() const { return first_of_batches_; }

  /// In order of their days.
  [[nodiscard]] const Numbers& with_amount(const Money& amount) const;
  /// Those of them that leave their account open, in order of their days; and of these, those that
  /// leave their name open too.
  [[nodiscard]] const Numbers& without_account(const Money& amount) const;
  [[nodiscard]] const Numbers& anonymous_with_amount(const Money& amount) const;
  [[nodiscard]] const Numbers& with_account(const std::string& plain_account) const;
  /// Those of them with an amount, in order of their days: one payee may have thousands.
  [[nodiscard]] std::span<const std::size_t> with_account(const std::string& plain_account,
                                                          const Money& amount) const;
  /// Items whose name has both words, in whatever order.
  [[nodiscard]] const Numbers& with_words(std::string_view one, std::string_view other) const;
  /// Those of them that leave their account open, in order of their days.
  [[nodiscard]] const Numbers& with_words_alone(std::string_view one, std::string_view other) const;
  [[nodiscard]] const NearReferences& near() const { return near_; }

 private:
  void add(std::size_t item);
  void add_words(std::size_t item);
  void sort_by_day(Numbers& numbers) const;
  void read_references(const Particulars& particulars, Clues& clues) const;
  void read_batches(const Movement& movement, Clues& clues) const;
  void read_accounts(const Particulars& particulars, Clues& clues) const;

  struct AmountHash {
    std::size_t operator()(const Money& money) const {
      return std::hash<Money::Units>{}(money.units());
    }
  };

  std::span<const OpenItem> items_;
  std::vector<std::string> accounts_;
  std::vector<Name> names_;
  KeyFinder references_;
  NearReferences near_;
  KeyFinder batch_names_;
  std::unordered_map<std::string, Numbers> batches_;
  Numbers first_of_batches_;
  std::unordered_map<Money, Numbers, AmountHash> by_amount_;
  std::unordered_map<Money, Numbers, AmountHash> without_account_;
  std::unordered_map<Money, Numbers, AmountHash> anonymous_;
  std::unordered_map<std::string, Numbers> by_account_;
  std::unordered_map<std::string, Numbers> by_words_;
  std::unordered_map<std::string, Numbers> by_words_alone_;
  std::set<std::string, std::less<>>
      countries_;  // Of the accounts that occur, to know one in text.
  std::set<std::size_t> account_lengths_;
};

/// Whether two `plain` accounts may be one: banks name an account at home by the number that ends
/// its IBAN.
bool is_same_account(std::string_view one, std::string_view other);

}  // namespace relief::reconciliation
