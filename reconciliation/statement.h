#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"
#include "reconciliation/reason.h"

namespace relief::reconciliation {

/// An amount in whatever currency, as the bank wrote it: evidence, never calculated with.
struct StatedAmount {
  std::string decimal;
  std::string currency;

  friend bool operator==(const StatedAmount&, const StatedAmount&) = default;
};

/// What a bank took, or gave, for its service. Signed like a line.
struct Charge {
  Money amount;
  std::optional<bool> is_included;  ///< In the entry's amount, where the bank says so.

  friend bool operator==(const Charge&, const Charge&) = default;
};

/// Who stands on the other side. Personal data: sealed with the file, never logged.
struct Party {
  std::string name;
  std::string account;  ///< IBAN, or whatever else the bank calls an account.

  friend bool operator==(const Party&, const Party&) = default;
};

/// What the bank says about why money moved, of a whole line or of one detail of it.
struct Particulars {
  std::string bank_reference{};           ///< The bank's own: AcctSvcrRef, "//" of MT940.
  std::vector<std::string> references{};  ///< From reference fields: end-to-end, structured, UETR.
  std::string batch{};                    ///< The orderer's PmtInfId.
  std::string text{};                     ///< Free text, may name people; never logged.
  Party counterparty{};
  std::string bank_code{};      ///< "PMNT/ICDT/RRTN", else the bank's own, "NTRF".
  std::string return_reason{};  ///< "AC04", where the bank says why money came back.
  bool is_return = false;       ///< The bank gives details of a return, with or without a reason.
  std::optional<StatedAmount> instructed{};  ///< What was ordered, maybe in another currency.
  std::string rate{};                        ///< As the bank wrote it.
  std::vector<Charge> charges{};             ///< Those in the account's currency.

  friend bool operator==(const Particulars&, const Particulars&) = default;
};

/// One payment of several that an entry of a statement stands for.
struct LineDetail {
  int number;                   ///< From 1, within its line.
  std::optional<Money> amount;  ///< Signed; nothing where the bank states none in this currency.
  Particulars particulars;

  friend bool operator==(const LineDetail&, const LineDetail&) = default;
};

/// What a bank says about a batch of ours that it booked as one line.
struct BatchBooking {
  std::string id;  ///< PmtInfId, as our file gave it.
  std::optional<long> count;
  std::optional<Money> total;  ///< Without sign.

  friend bool operator==(const BatchBooking&, const BatchBooking&) = default;
};

/// One entry of a statement: the fact that money moved. What `details` say divides it; they never
/// change it.
struct StatementLine {
  int number;    ///< From 1, through all pages of the statement: with it a detail has its place.
  Money amount;  ///< As the account sees it: + money in, - money out.
  Date booked_on;
  Date value_on;
  bool is_booked;    ///< Only these are money; others (pending, for information) are news.
  bool is_reversal;  ///< The bank takes back an entry of its own.
  std::string entry_reference;
  Particulars particulars;  ///< With those of its only detail, where it has just one.
  std::vector<BatchBooking> batches;
  std::vector<LineDetail> details;

  friend bool operator==(const StatementLine&, const StatementLine&) = default;
};

struct Balance {
  Money amount;
  Date on;

  friend bool operator==(const Balance&, const Balance&) = default;
};

/// Which page of a statement, where a bank cuts one in several.
struct Page {
  int number = 1;
  bool is_last = true;

  friend bool operator==(const Page&, const Page&) = default;
};

/// The number and sum of entries, as the bank counted them.
struct StatedSum {
  std::optional<long> count;
  std::optional<Money> sum;  ///< Of the amounts without their signs.

  friend bool operator==(const StatedSum&, const StatedSum&) = default;
};

/// How a statement relates to the original: banks send copies and say so.
enum class Copy { original, copy, duplicate };

/// What a message of a bank is good for. Only statements are books; an interim report (camt.052,
/// MT942) may still change, and an advice (camt.054) tells details of what a statement books.
enum class Kind { statement, interim, advice };

/// One account's movements over a span of days, as its bank tells them, whatever the format.
struct Statement {
  Kind kind = Kind::statement;
  std::string account;                 ///< IBAN, or whatever else the bank calls an account.
  const Currency* currency = nullptr;  ///< Never null in a reading without faults.
  std::string id;                      ///< Banks use them again every year.
  std::optional<long> electronic_sequence;
  std::optional<long> legal_sequence;
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<Balance> opening;
  std::optional<Balance> closing;
  Page first_page;
  Page last_page;  ///< The same page, unless several were joined.
  Copy copy = Copy::original;
  StatedSum all;
  StatedSum credits;
  StatedSum debits;
  /// Whether the balances that stand beside lines or between pages, where they do, follow from what
  /// is before them.
  bool is_running = true;
  std::vector<StatementLine> lines;
};

/// One fault of a file or a statement. Safe to show: it repeats nothing of the file's contents.
struct Fault {
  std::string place;  ///< "line 12: Stmt[1]/Ntry[3]/Amt", or the statement's ordinal in its file.
  Reason reason;
  std::string sentence;

  friend bool operator==(const Fault&, const Fault&) = default;
};

/// What a parser understood of a file. Any fault sets the whole file aside: what was read beside
/// it is there to be looked at, never to be posted.
struct Reading {
  std::vector<Statement> statements;
  std::vector<Fault> faults;
};

/// The day that a statement's books end at: the closing balance's, else the end of its span.
std::optional<Date> last_day(const Statement& statement);

/// The first day of which a statement tells: the one it names, else that of its first booked line,
/// else its last.
std::optional<Date> first_day(const Statement& statement);

/// Whether two deliveries say the same: all but whether one is a copy.
bool same_content(const Statement& a, const Statement& b);

/// Statements with their pages put together, in the order of their first pages. Lines are numbered
/// through all pages. A page that doesn't continue the one before stays by itself.
std::vector<Statement> join_pages(std::vector<Statement> statements);

/// Whether a page goes on where another, or pages that were put together, ended.
bool continues(const Statement& before, const Statement& page);

/// Whether a part of a statement, one page or several of it, says what the statement says there.
bool is_part_of(const Statement& part, const Statement& whole);

/// Whether all pages are there, first to last.
bool is_complete(const Statement& statement);

}  // namespace relief::reconciliation
