#pragma once

#include <string>
#include <vector>

#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

/// Fields that hold something else than their names say; nothing else in the log depends on it.
inline const std::vector<Fraud>& form_frauds() {
  using nlohmann::json;
  const auto at_gift = [](const char* name, const char* field_name, json value) {
    return Fraud{name, at::gift, before(at::gift, field(field_name, std::move(value)))};
  };
  const auto at_line = [](const char* name, const char* field_name, json value) {
    return Fraud{name, at::gift_line, before(at::gift_line, field(field_name, std::move(value)))};
  };
  static const std::vector<Fraud> all{
      at_gift("ADonorByName", "donor", "John Smith"),
      at_gift("ADonorByAnotherIdentifier", "donor", the_payment),
      at_gift("AGiftByANumber", "gift", 7),
      at_gift("ADayThatIsNone", "date", "2026-02-31"),
      at_gift("ADayInWords", "date", "yesterday"),
      at_gift("ADayOfAnotherCentury", "date", "1899-12-31"),
      at_gift("ACommitmentThatIsShort", "reference", to_base64url(std::string(31, 'x'))),
      at_gift("ACommitmentThatIsEmpty", "reference", ""),
      at_gift("ACommitmentThatIsNoText", "reference", 1),
      at_gift("ACommitmentInOtherLetters", "reference", std::string(43, '+')),
      at_gift("ACommitmentSpeltOtherwise", "reference", std::string(43, 'B')),
      at_gift("DocumentsThatAreNoList", "evidence", "a letter"),
      at_gift("ADocumentInWords", "evidence", json::array({"a letter"})),
      at_gift("ADocumentWithoutItsCommitment", "evidence", json::array({{{"kind", "letter"}}})),
      at_gift("ADocumentWithAName", "evidence",
              json::array({{{"kind", "letter"}, {"commitment", elsewhere}, {"name", "John"}}})),
      at_gift("ADocumentOfAKindInWords", "evidence",
              json::array({{{"kind", "a letter"}, {"commitment", elsewhere}}})),
      at_line("AStageInWords", "stage", "by hand, trust me"),
      at_line("AStageWithoutEnd", "stage", std::string(65, 'x')),
      at_line("ARuleThatIsANumber", "rule", 1),
      at_line("ACodeThatIsEmpty", "code", ""),
      at_line("ABatchByName", "batch", "the first"),
      at_line("AnItemThatIsNoList", "items", the_gift),
      at_line("ItemsThatAreNumbers", "items", json::array({1})),
      at_line("ItemsInAList", "items", json::array({json::array({the_gift})})),
      at_line("ItemsInWords", "items", json::array({"a gift"})),
      at_line("AValueDateInWords", "value_on", "soon"),
      at_line("AStatementByNumber", "statement", "stm_1"),
      {"AnOrganisationByName", at::organisation,
       before(at::organisation, field("org", "Harbour House, 12 Sea Street"))},
      {"AnAccountInTheOpen", at::place,
       before(at::place, field("account", "AZ48CTRE00000000000000014001"))},
      {"AFundsPurposeInWords", at::fund,
       before(at::fund, field("purposes", json::array({"whatever is good"})))},
      {"AFundsPurposeThatIsNoList", at::fund, before(at::fund, field("purposes", "lump_sum"))},
      {"ACountBelowZero", at::first_statement, before(at::first_statement, field("count", -1))},
      {"AFileByName", at::first_statement, before(at::first_statement, field("file", "march.xml"))},
      {"ACurrencyThatNobodyHolds", at::request, before(at::request, field("currency", "XYZ"))},
      {"AnAwardInWords", at::request, before(at::request, field("award", "a lot"))},
      {"AReasonInTheOpen", at::request, before(at::request, field("reason", "He has no home"))},
  };
  return all;
}

}  // namespace relief::audit::test
