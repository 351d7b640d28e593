#include "api/http/evidence.h"

#include <utility>

#include "ledger/base/text.h"

namespace relief::api {
namespace {

constexpr std::size_t most_documents = 20;

Evidence evidence_of(Fields fields) {
  Evidence evidence{.kind = fields.word("kind"),
                    .reference = fields.text("reference"),
                    .date = fields.date("date"),
                    .sha256 = fields.optional_text("sha256", 64)};
  if (evidence.sha256) {
    const auto bytes = from_hex(*evidence.sha256);
    require_field(bytes && bytes->size() == 32, fields.pointer("sha256"),
                  "a file's SHA-256 is written as 64 small hex digits");
  }
  fields.done();
  return evidence;
}

}  // namespace

std::vector<Evidence> documents_of(Fields& fields) {
  std::vector<Evidence> documents;
  for (auto& each : fields.objects("evidence", most_documents)) {
    documents.push_back(evidence_of(std::move(each)));
  }
  return documents;
}

}  // namespace relief::api
