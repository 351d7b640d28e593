#include "reconciliation/camt_particulars.h"

#include <algorithm>
#include <utility>

#include "reconciliation/figures.h"
#include "reconciliation/no_reference.h"

namespace relief::reconciliation {
namespace {

using Raw = CamtParticulars::Raw;

struct TextField {
  std::string_view path;
  std::string Raw::*member;
};

/// Where each single text stands; the first one given counts.
constexpr TextField text_fields[] = {
    {"AcctSvcrRef", &Raw::bank_reference},
    {"Refs/AcctSvcrRef", &Raw::bank_reference},
    {"Refs/EndToEndId", &Raw::end_to_end_id},
    {"Refs/InstrId", &Raw::instruction_id},
    {"Refs/UETR", &Raw::uetr},
    {"Refs/PmtInfId", &Raw::batch},
    {"BkTxCd/Domn/Cd", &Raw::domain},
    {"BkTxCd/Domn/Fmly/Cd", &Raw::family},
    {"BkTxCd/Domn/Fmly/SubFmlyCd", &Raw::sub_family},
    {"BkTxCd/Prtry/Cd", &Raw::proprietary_code},
    {"RltdPties/Dbtr/Nm", &Raw::debtor},
    {"RltdPties/Dbtr/Pty/Nm", &Raw::debtor},
    {"RltdPties/DbtrAcct/Id/IBAN", &Raw::debtor_account},
    {"RltdPties/DbtrAcct/Id/Othr/Id", &Raw::debtor_account},
    {"RltdPties/Cdtr/Nm", &Raw::creditor},
    {"RltdPties/Cdtr/Pty/Nm", &Raw::creditor},
    {"RltdPties/CdtrAcct/Id/IBAN", &Raw::creditor_account},
    {"RltdPties/CdtrAcct/Id/Othr/Id", &Raw::creditor_account},
    {"RtrInf/Rsn/Cd", &Raw::return_code},
    {"RtrInf/Rsn/Prtry", &Raw::return_proprietary},
    {"AmtDtls/InstdAmt/CcyXchg/XchgRate", &Raw::rate},
    {"AmtDtls/TxAmt/CcyXchg/XchgRate", &Raw::rate},
    {"AmtDtls/CntrValAmt/CcyXchg/XchgRate", &Raw::rate},
};

struct AmountField {
  std::string_view path;
  CamtParticulars::RawAmount Raw::*member;
};

constexpr AmountField amount_fields[] = {
    {"AmtDtls/InstdAmt/Amt", &Raw::instructed},
    {"AmtDtls/TxAmt/Amt", &Raw::transaction},
    {"Chrgs/TtlChrgsAndTaxAmt", &Raw::total_charges},
};

bool take_single(Raw& raw, const CamtLeaf& leaf) {
  for (const auto& field : text_fields) {
    if (field.path != leaf.path) continue;
    if ((raw.*field.member).empty()) raw.*field.member = leaf.text;
    return true;
  }
  for (const auto& field : amount_fields) {
    if (field.path != leaf.path) continue;
    raw.*field.member = {std::string{leaf.text}, std::string{leaf.currency}};
    return true;
  }
  return false;
}

/// Each amount begins a charge; what follows describes it.
void take_charge(Raw& raw, const CamtLeaf& leaf) {
  if (leaf.path == "Chrgs/Amt" || leaf.path == "Chrgs/Rcrd/Amt") {
    raw.charges.push_back({{std::string{leaf.text}, std::string{leaf.currency}}, {}, {}});
  } else if (raw.charges.empty()) {
    return;
  } else if (leaf.path == "Chrgs/CdtDbtInd" || leaf.path == "Chrgs/Rcrd/CdtDbtInd") {
    raw.charges.back().direction = leaf.text;
  } else if (leaf.path == "Chrgs/Rcrd/ChrgInclInd") {
    raw.charges.back().is_included = leaf.text;
  }
}

void take_text(Raw& raw, std::string_view text) {
  if (text.empty()) return;
  if (!raw.text.empty()) raw.text += '\n';
  raw.text += text;
}

bool is_text(std::string_view path) {
  return path == "RmtInf/Ustrd" || path == "RmtInf/Strd/AddtlRmtInf" || path == "AddtlTxInf" ||
         path == "AddtlNtryInf";
}

std::vector<std::string> references_of(const Raw& raw) {
  std::vector<std::string> references;
  const auto add = [&references](const std::string& reference) {
    if (says_nothing(reference)) return;
    if (std::ranges::find(references, reference) == references.end()) {
      references.push_back(reference);
    }
  };
  add(raw.end_to_end_id);
  add(raw.instruction_id);
  for (const auto& reference : raw.structured) add(reference);
  add(raw.uetr);
  return references;
}

/// The other side, also where a bank gives a return the parties of the payment that comes back.
Party counterparty_of(const Raw& raw, bool is_credit, std::string_view own_account) {
  Party debtor{raw.debtor, raw.debtor_account};
  Party creditor{raw.creditor, raw.creditor_account};
  auto& named = is_credit ? debtor : creditor;
  auto& other = is_credit ? creditor : debtor;
  const bool is_us = !own_account.empty() && named.account == own_account;
  return std::move(is_us ? other : named);
}

std::string bank_code_of(const Raw& raw) {
  if (raw.domain.empty()) return raw.proprietary_code;
  return raw.domain + "/" + raw.family + "/" + raw.sub_family;
}

std::vector<Charge> charges_of(const Raw& raw, const Currency& currency, const std::string& place,
                               FaultList& faults) {
  auto stated = raw.charges;
  if (stated.empty() && !raw.total_charges.text.empty())
    stated.push_back({raw.total_charges, {}, {}});

  std::vector<Charge> charges;
  for (const auto& charge : stated) {
    if (charge.amount.currency != currency.code) continue;
    const auto amount = read_amount(charge.amount.text, currency);
    if (!amount) {
      faults.add(place + "/Chrgs", Reason::format_invalid, "a charge isn't an amount");
      continue;
    }
    if (amount->is_zero()) continue;
    charges.push_back(
        {charge.direction == "CRDT" ? *amount : -*amount, read_truth(charge.is_included)});
  }
  return charges;
}

}  // namespace

std::optional<bool> is_credit(std::string_view direction) {
  if (direction == "CRDT") return true;
  if (direction == "DBIT") return false;
  return {};
}

void CamtParticulars::take(const CamtLeaf& leaf) {
  if (leaf.path.starts_with("RtrInf/")) raw_.is_return = true;
  if (take_single(raw_, leaf)) return;
  if (leaf.path.starts_with("Chrgs/")) return take_charge(raw_, leaf);
  if (leaf.path == "RmtInf/Strd/CdtrRefInf/Ref") {
    raw_.structured.emplace_back(leaf.text);
  } else if (is_text(leaf.path)) {
    take_text(raw_, leaf.text);
  }
}

Particulars CamtParticulars::particulars(const Currency& currency, bool is_credit,
                                         std::string_view own_account, const std::string& place,
                                         FaultList& faults) const {
  Particulars result;
  result.bank_reference = says_nothing(raw_.bank_reference) ? "" : raw_.bank_reference;
  result.references = references_of(raw_);
  result.batch = says_nothing(raw_.batch) ? "" : raw_.batch;
  result.text = raw_.text;
  result.counterparty = counterparty_of(raw_, is_credit, own_account);
  result.bank_code = bank_code_of(raw_);
  result.return_reason = raw_.return_code.empty() ? raw_.return_proprietary : raw_.return_code;
  result.is_return = raw_.is_return;
  if (!raw_.instructed.text.empty()) {
    result.instructed = StatedAmount{raw_.instructed.text, raw_.instructed.currency};
  }
  result.rate = raw_.rate;
  result.charges = charges_of(raw_, currency, place, faults);
  return result;
}

}  // namespace relief::reconciliation
