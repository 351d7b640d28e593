#include <map>
#include <optional>
#include <set>
#include <string>

#include "ledger/audit/checks.h"
#include "ledger/audit/projections.h"
#include "ledger/base/text.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/places.h"
#include "ledger/storage/projections.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/requests.h"

namespace relief::audit {
namespace {

storage::Review review_of(const Case& relief_case) {
  if (relief_case.released) return storage::Review::released;
  return relief_case.stopped ? storage::Review::stopped : storage::Review::being_checked;
}

void compare_case(const storage::ReliefCase& row, const State& state) {
  const auto found = state.cases.find(row.id.text());
  if (found == state.cases.end()) fail("a case in the database is in no record", row.seq);
  const auto& relief_case = found->second;
  const bool same =
      row.organisation.text() == relief_case.organisation && row.status == relief_case.status &&
      (row.recognition ? row.recognition->text() : "") == relief_case.recognition &&
      row.recognised_on == relief_case.recognised_on && row.review == review_of(relief_case);
  if (!same) fail("a case in the database isn't as the log has it", row.seq);
}

/// What a request waits for: an approved one for its order if its money is reserved, one whose case
/// isn't checked for the fund.
storage::WaitsFor wait_of(const storage::Request& row, const State& state) {
  if (row.status == RequestStatus::approved) {
    const ItemKey reserve{.account = "9200", .place = row.place.text(), .item = row.id.text()};
    const bool is_reserved = state.book.item(reserve) != 0;
    return is_reserved ? storage::WaitsFor::order : storage::WaitsFor::money;
  }
  const bool stopped = state.cases.at(row.relief_case.text()).stopped;
  if (row.status == RequestStatus::being_checked && stopped) return storage::WaitsFor::fund;
  return storage::usual_wait(row.status);
}

/// Whether a request that waits stands where its case does: with the fund until the case is
/// released, held only until the person is recognised.
bool stands_as_its_case(const storage::Request& row, const Case& relief_case) {
  const bool checked = row.status != RequestStatus::being_checked;
  if (row.status == RequestStatus::held && relief_case.status == CaseStatus::recognised) {
    return false;
  }
  const bool waits =
      !checked || row.status == RequestStatus::held || row.status == RequestStatus::submitted;
  return !waits || checked == relief_case.released;
}

std::string units_of(const std::optional<Money>& money) {
  return money ? money->units_text() : std::string{};
}

/// The life of a request as the log alone tells it: what waits for a decision is one.
RequestStatus as_replayed(RequestStatus status) {
  const bool waits = status == RequestStatus::being_checked || status == RequestStatus::held;
  return waits ? RequestStatus::submitted : status;
}

/// Whether a request is paid as its place pays: the log has only a commitment to the payout, but it
/// knows a bank account from a box.
bool is_paid_as_told(const storage::Request& row, const State& state) {
  const auto place = state.places.find(row.place.text());
  if (place == state.places.end()) return false;
  const bool cash = place->second.type == storage::place_types.text(storage::PlaceType::box);
  return row.method == (cash ? PayoutMethod::cash : PayoutMethod::bank);
}

void compare_request(const storage::Request& row, const State& state) {
  const auto found = state.requests.find(row.id.text());
  if (found == state.requests.end()) fail("a request in the database is in no record", row.seq);
  const auto& request = found->second;
  const bool same =
      static_cast<std::uint64_t>(row.version) == request.version && row.amount == *request.money &&
      row.fund.text() == request.fund && row.place.text() == request.place &&
      row.digest == request.digest && row.relief_case.text() == request.relief_case &&
      row.purpose == request.purpose &&
      (row.recognition ? row.recognition->text() : "") == request.recognition &&
      row.payout == to_base64url(as_bytes(request.payout)) && is_paid_as_told(row, state) &&
      row.organisation.text() == state.cases.at(request.relief_case).organisation &&
      units_of(row.award) == request.award && units_of(row.recovered) == request.recovered &&
      row.approved_seq.value_or(0) == request.approved_seq &&
      as_replayed(row.status) == request.status &&
      stands_as_its_case(row, state.cases.at(request.relief_case)) &&
      row.waits_for == wait_of(row, state);
  if (!same) fail("a request in the database isn't as the log has it", row.seq);
}

/// The reference that each payment's last order has.
using LastReferences = std::map<std::string, std::string>;

/// Whether the lines of a batch are those that its records tell, each under the reference that its
/// record committed to: a line of the bank is explained by nothing else.
void compare_orders(storage::Transaction& tx, const std::string& id, const Batch& batch,
                    const State& state, LastReferences& last) {
  const auto rows = storage::orders_of(tx, BatchId{id});
  const auto is_told = [&](const storage::PaymentOrderRow& row, std::size_t at) {
    const auto& line = batch.lines[at];
    const auto commitment = from_base64url(batch.references[at]);
    return static_cast<std::size_t>(row.number) == at + 1 && row.payment == line.payment &&
           row.amount == line.amount && commitment &&
           opens(*commitment, row.reference_key, row.reference);
  };
  bool same = rows.size() == batch.lines.size();
  for (std::size_t at = 0; same && at < rows.size(); ++at) {
    same = is_told(rows[at], at);
    const auto& payment = rows[at].payment.text();
    if (same && state.payments.at(payment).batch == id) last[payment] = rows[at].reference;
  }
  if (!same) fail("a batch's lines in the database aren't those that the log has");
}

void compare_payment(const storage::Payment& row, const State& state, const LastReferences& last) {
  const auto found = state.payments.find(row.id.text());
  if (found == state.payments.end()) fail("a payment in the database is in no record", row.seq);
  const auto& payment = found->second;
  const auto& terms = payment.terms;
  const bool same =
      row.request.text() == payment.request &&
      static_cast<std::uint64_t>(row.version) == payment.version && row.amount == payment.amount &&
      row.batch.text() == payment.batch && row.reference == last.at(row.id.text()) &&
      row.fund.text() == terms.fund && row.place.text() == terms.place &&
      row.expense_account == terms.expense_account && row.expensed_on == terms.expensed_on &&
      storage::payment_statuses.text(row.status) == request_statuses.text(payment.status);
  if (!same) fail("a payment in the database isn't as the log has it", row.seq);
}

/// Whether each batch has the lines that it was ordered with, and says so where it was cancelled.
LastReferences compare_batches(storage::Transaction& tx, const State& state) {
  LastReferences last;
  std::set<std::string> cancelled;
  for (const auto& [id, batch] : state.batches) {
    if (batch.cancelled) cancelled.insert(id);
    if (storage::find_batch(tx, BatchId{id}).payer != batch.debtor) {
      fail("a batch in the database pays in another name than the rulebook's");
    }
    compare_orders(tx, id, batch, state, last);
  }
  if (storage::cancelled_batches(tx) != cancelled) {
    fail("the batches that the database calls cancelled aren't those that were");
  }
  return last;
}

/// Calls `each` for every row of a question that is asked page by page.
template <class Query, class Find, class Each>
std::uint64_t page_through(Query query, Find find, Each each) {
  std::uint64_t count = 0;
  while (true) {
    const auto rows = find(query);
    if (rows.empty()) return count;
    for (const auto& row : rows) each(row);
    count += rows.size();
    query.after = rows.back().seq;
  }
}

}  // namespace

Check::Counts compare_aid(storage::Transaction& tx, const State& state) {
  const auto cases = page_through(
      storage::CaseQuery{}, [&](const auto& query) { return storage::find_cases(tx, query); },
      [&](const storage::ReliefCase& row) { compare_case(row, state); });
  if (cases != state.cases.size()) fail("a case of the log isn't in the database");
  const auto requests = page_through(
      storage::RequestQuery{}, [&](const auto& query) { return storage::find_requests(tx, query); },
      [&](const storage::Request& row) { compare_request(row, state); });
  if (requests != state.requests.size()) fail("a request of the log isn't in the database");
  const auto last = compare_batches(tx, state);
  const auto payments = page_through(
      storage::PaymentQuery{}, [&](const auto& query) { return storage::find_payments(tx, query); },
      [&](const storage::Payment& row) { compare_payment(row, state, last); });
  if (payments != state.payments.size()) fail("a payment of the log isn't in the database");
  if (storage::wrong_movements(tx) > 0) {
    fail("what the bank booked of a payment in the database isn't what was posted");
  }
  return {{"cases", cases}, {"requests", requests}, {"payments", payments}};
}

}  // namespace relief::audit
