#include "ledger/books/record_kinds.h"

#include <algorithm>
#include <array>

#include "ledger/base/error.h"

namespace relief {
namespace {

// By name. Where a kind's signatures are 2, two different people sign; statement.imported is signed
// by two where it is the count sheet of a cash box, and by nobody where it is a bank's file.
constexpr std::array kinds{
    RecordKind{"batch.cancelled", 2, false, false, "batch"},
    RecordKind{"batch.exported", 0, false, false, "batch count file format"},
    RecordKind{"batch.ordered", 1, false, false, "batch count currency date money place root"},
    RecordKind{"case.opened", 0, false, false, "case date? group? org recognition? status"},
    RecordKind{"case.recognised", 0, false, false, "case date recognition"},
    RecordKind{"case.refused", 0, false, false, "case code date"},
    RecordKind{"case.released", 0, false, false, "case code"},
    RecordKind{"case.stopped", 0, false, false, "case code"},
    RecordKind{"case.transferred", 0, false, false, "case org"},
    RecordKind{"check.passed", 0, false, false, "root size"},
    RecordKind{"claim.explained", 2, false, false, "as claim currency fund? item money"},
    RecordKind{"claim.written_off", 2, false, false, "claim currency fund money"},
    RecordKind{"entry.reversed", 2, false, false, "reversed"},
    RecordKind{"exception.raised", 0, false, false,
               "code currency? exception line? money? place? statement?"},
    RecordKind{"exception.resolved", 2, false, false, "code exception"},
    RecordKind{"file.read", 0, false, false, "code file note"},
    RecordKind{"fund.opened", 2, false, false, "from? fund group? purposes? to?"},
    RecordKind{"genesis", 0, false, false, "administrators code digest log_key origin"},
    RecordKind{"history.imported", 2, false, false, "count lots root"},
    RecordKind{"history.line", 0, true, false, ""},
    RecordKind{"identity.read", 0, false, false, "case code note"},
    RecordKind{"key.added", 2, false, false, "alg key public user"},
    RecordKind{"key.revoked", 2, false, false, "key"},
    RecordKind{"line.posted", 0, true, false,
               "batch? booked_on code? currency items line money rule stage statement value_on"},
    RecordKind{"organisation.added", 0, false, false, "org type"},
    RecordKind{"payment.cancelled", 0, false, false, "batch payment"},
    RecordKind{"payment.failed", 2, false, false, "code payment"},
    RecordKind{"payment.given_up", 1, false, false, "payment"},
    RecordKind{"payment.ordered", 0, false, false,
               "batch currency fund money payment payout place reference request version "
               "witnessed?"},
    RecordKind{"period.closed", 2, false, false, "period"},
    RecordKind{"place.opened", 1, true, false, "account? currency opening org? place type"},
    RecordKind{"receipt.announced", 0, false, true,
               "currency date donor evidence fund gift money place reference source"},
    RecordKind{"receipt.identified", 1, false, true,
               "as currency date? donor? evidence? fund? item money receipt reference? source?"},
    RecordKind{"receipt.returned", 1, false, false, "currency money receipt"},
    RecordKind{"reconciliation.signed", 2, false, false,
               "book closing currency date difference items place reconciliation statement"},
    RecordKind{"remainder.cancelled", 1, false, false, "currency item money"},
    RecordKind{"request.allocated", 0, false, false, "fund place request version"},
    RecordKind{"request.amended", 0, false, false,
               "award? case code? currency evidence fund money org payout place purpose reason? "
               "recognition? recovered? request version"},
    RecordKind{"request.answered", 0, false, false, "code request version"},
    RecordKind{"request.approved", 1, false, false,
               "currency digest fund money place request version"},
    RecordKind{"request.lapsed", 0, false, false, "request version"},
    RecordKind{"request.rejected", 1, false, false,
               "code currency digest fund money place request version"},
    RecordKind{"request.submitted", 0, false, false,
               "award? case code? currency evidence fund money org payout place purpose reason? "
               "recognition? recovered? request version"},
    RecordKind{"request.withdrawn", 0, false, false, "code request version"},
    RecordKind{"role.granted", 2, false, false, "org? role user"},
    RecordKind{"role.withdrawn", 2, false, false, "role user"},
    RecordKind{"rulebook.adopted", 2, false, false, "digest version"},
    RecordKind{"statement.accepted", 2, false, false,
               "closing code currency difference faults file from opening place statement to"},
    RecordKind{"statement.imported", 0, true, false,
               "closing count currency file from opening place statement to"},
    RecordKind{"transfer.ordered", 2, false, false,
               "currency fund money place reference to_place transfer"},
    RecordKind{"witness.missed", 0, false, false, "root size witnessed"},
    RecordKind{"year.closed", 2, false, false, "fund? year"},
};
static_assert(std::ranges::is_sorted(kinds, {}, &RecordKind::name));

}  // namespace

std::span<const RecordKind> record_kinds() { return kinds; }

const RecordKind& record_kind(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kinds, name, {}, &RecordKind::name);
  require(found != kinds.end() && found->name == name, Errc::malformed,
          "the list of records has no such kind");
  return *found;
}

void require_fields(const RecordKind& kind, std::size_t count,
                    const std::function<bool(std::string_view name)>& has) {
  std::size_t known = 0;
  for (auto rest = kind.fields; !rest.empty();) {
    const auto space = std::min(rest.find(' '), rest.size());
    auto name = rest.substr(0, space);
    rest.remove_prefix(std::min(space + 1, rest.size()));
    const bool optional = name.ends_with('?');
    if (optional) name.remove_suffix(1);
    const bool present = has(name);
    require(present || optional, Errc::malformed, "a record lacks a field of its kind");
    known += present ? 1 : 0;
  }
  require(known == count, Errc::malformed, "a record has a field that its kind doesn't list");
}

}  // namespace relief
