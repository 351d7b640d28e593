#pragma once

#include "ledger/base/names.h"

namespace relief::reconciliation {

/// Why a statement waits or is set aside, or why a line is left to people. One list for parsers,
/// checks and matcher; the texts stand in records, so none is ever renamed.
enum class Reason {
  format_invalid,
  account_unknown,
  ccy_mismatch,
  stmt_unbalanced,
  stmt_duplicate,
  stmt_overlap_conflict,
  stmt_gap,
  stmt_chain_break,
  stmt_provisional,
  stmt_dates,
  reversal_sign_unclear,
  detail_sum_mismatch,
  amount_diff,
  beneficiary_account_diff,
  duplicate_payment_suspected,
  ambiguous_identical,
  fee_unexpected,
  fx_rate_out_of_band,
  instructed_not_paid,
  ref_missing,
  ref_unknown,
  return_partial,
  return_unlinked,
  unidentified_receipt,
  paid_not_instructed,
  debited_after_failure,
};

inline constexpr auto reason_names = names<Reason>({
    {Reason::format_invalid, "FORMAT_INVALID"},
    {Reason::account_unknown, "ACCOUNT_UNKNOWN"},
    {Reason::ccy_mismatch, "CCY_MISMATCH"},
    {Reason::stmt_unbalanced, "STMT_UNBALANCED"},
    {Reason::stmt_duplicate, "STMT_DUPLICATE"},
    {Reason::stmt_overlap_conflict, "STMT_OVERLAP_CONFLICT"},
    {Reason::stmt_gap, "STMT_GAP"},
    {Reason::stmt_chain_break, "STMT_CHAIN_BREAK"},
    {Reason::stmt_provisional, "STMT_PROVISIONAL"},
    {Reason::stmt_dates, "STMT_DATES"},
    {Reason::reversal_sign_unclear, "REVERSAL_SIGN_UNCLEAR"},
    {Reason::detail_sum_mismatch, "DETAIL_SUM_MISMATCH"},
    {Reason::amount_diff, "AMOUNT_DIFF"},
    {Reason::beneficiary_account_diff, "BENEFICIARY_ACCOUNT_DIFF"},
    {Reason::duplicate_payment_suspected, "DUPLICATE_PAYMENT_SUSPECTED"},
    {Reason::ambiguous_identical, "AMBIGUOUS_IDENTICAL"},
    {Reason::fee_unexpected, "FEE_UNEXPECTED"},
    {Reason::fx_rate_out_of_band, "FX_RATE_OUT_OF_BAND"},
    {Reason::instructed_not_paid, "INSTRUCTED_NOT_PAID"},
    {Reason::ref_missing, "REF_MISSING"},
    {Reason::ref_unknown, "REF_UNKNOWN"},
    {Reason::return_partial, "RETURN_PARTIAL"},
    {Reason::return_unlinked, "RETURN_UNLINKED"},
    {Reason::unidentified_receipt, "UNIDENTIFIED_RECEIPT"},
    {Reason::paid_not_instructed, "PAID_NOT_INSTRUCTED"},
    {Reason::debited_after_failure, "DEBITED_AFTER_FAILURE"},
});

}  // namespace relief::reconciliation
