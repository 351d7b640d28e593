#include "ledger/aid/batch.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "ledger/proof/canonical.h"
#include "ledger/proof/merkle.h"

namespace relief {

Hash batch_root(std::span<const BatchLine> lines) {
  std::vector<Hash> leaves;
  for (const auto& line : lines) {
    leaves.push_back(leaf_hash(canonical({{"payment", line.payment.text()},
                                          {"request", line.request.text()},
                                          {"version", line.version},
                                          {"payout", line.payout},
                                          {"fund", line.fund.text()},
                                          {"money", line.amount.units_text()},
                                          {"currency", line.amount.currency().code}})));
  }
  return root_of(leaves);
}

std::string message_id(const BatchId& batch) {
  // Banks take no underscore, and read no small letters.
  std::string name;
  for (const char c : batch.text()) {
    if (c != '_') name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

std::optional<BatchId> batch_of(std::string_view message_id) {
  std::string text{BatchTag::prefix};
  for (const char c : message_id.substr(std::min(message_id.size(), text.size() - 1))) {
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (!BatchId::is_well_formed(text)) return std::nullopt;
  BatchId batch{text};
  return relief::message_id(batch) == message_id ? std::optional{batch} : std::nullopt;
}

}  // namespace relief
