#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// What an open item of ours is about.
enum class ItemKind { payment, gift, transfer, repayment };

inline constexpr auto item_kind_names = names<ItemKind>({
    {ItemKind::payment, "payment"},
    {ItemKind::gift, "gift"},
    {ItemKind::transfer, "transfer"},
    {ItemKind::repayment, "repayment"},
});

/// Something that the books expect of an account, or that has come and may still be given back.
struct OpenItem {
  std::string item;  ///< The identifier of the payment, gift, transfer.
  ItemKind kind;
  std::string reference;      ///< Ours: "RF18539007547034". Empty where there is none.
  std::string batch;          ///< PmtInfId of the batch that it was ordered in, else empty.
  Money amount;               ///< Signed as the bank would show it: a payment is negative.
  std::string payee_account;  ///< The other side's: where we sent it, or whom we expect it from.
  bool is_booked = false;     ///< Its line has come: now it may only be returned or undone.
  std::string end_to_end{};   ///< The orderer's identification, where it isn't the reference.
  std::string name{};         ///< The other side's. Personal data: compared, never written out.
  std::optional<Date> due{};  ///< The day of execution, or the day that it is expected.
  bool is_undone = false;  ///< An order that stands no more: it failed, was cancelled, came back.
};

/// What a line turned out to be.
enum class Outcome {
  settled,    ///< The item's own line, or lines: E2, E8. Several items where it names them all.
  batch,      ///< One line for all items of a batch: E8.
  returned,   ///< A booked payment came back: E10.
  undone,     ///< The bank took back its own entry: E13.
  charge,     ///< E16
  interest,   ///< E16
  unmatched,  ///< An exception, with its reason: E3, E23.
};

inline constexpr auto outcome_names = names<Outcome>({
    {Outcome::settled, "settled"},
    {Outcome::batch, "batch"},
    {Outcome::returned, "returned"},
    {Outcome::undone, "undone"},
    {Outcome::charge, "charge"},
    {Outcome::interest, "interest"},
    {Outcome::unmatched, "unmatched"},
});

/// Which stage of matching decided. Later stages only see what earlier ones left.
enum class Stage {
  charge,     ///< The bank's own code or words, and nobody on the other side.
  reference,  ///< A reference that we issued, and the amount.
  batch,      ///< A batch's name, and its total.
  returned,   ///< What was booked comes back: its reference, the other direction, all of it.
  near,       ///< A reference with one slip, and another sign of who it is.
  account,    ///< The other side's account and the amount, of one item only.
  parts,      ///< Several lines with one reference that add up to its item.
  scored,     ///< The best of what is left: only ever a proposal.
  none,
};

inline constexpr auto stage_names = names<Stage>({
    {Stage::charge, "charge"},
    {Stage::reference, "reference"},
    {Stage::batch, "batch"},
    {Stage::returned, "returned"},
    {Stage::near, "near"},
    {Stage::account, "account"},
    {Stage::parts, "parts"},
    {Stage::scored, "scored"},
    {Stage::none, "none"},
});

/// The version of the rules below. A change of what they answer is a new version: an auditor
/// re-runs a reconciliation with the version that it names.
inline constexpr std::string_view rule_version = "4";

/// What became of one line, or of one detail of it.
struct Match {
  int line;
  int detail;    ///< 0: the whole line.
  Money amount;  ///< As it moved.
  Outcome outcome;
  std::vector<std::string> items;         ///< Those it closes or gives back, by identifier.
  std::vector<std::string> alternatives;  ///< Those that were seen and didn't fit.
  Stage stage;
  std::optional<Reason> reason;  ///< Why it is unmatched.

  friend bool operator==(const Match&, const Match&) = default;
};

/// The exact stage: bank lines against items, by references that we issued.
///
/// A line settles an item only if our reference stands on it, currency and amount are equal, the
/// payee's account, where both sides know it, is the same, and no other item fits. Amount and date
/// settle nothing: lump sums are alike. Each booked line is answered once, or each of its details
/// where it has several, or each pledge that it names and that make its amount; in order of lines.
/// The order of the arguments changes nothing.
///
/// `lines` have their amounts as the money moved (`as_moved`). One account's lines and items.
std::vector<Match> match_exact(std::span<const StatementLine> lines,
                               std::span<const OpenItem> items);

}  // namespace relief::reconciliation
