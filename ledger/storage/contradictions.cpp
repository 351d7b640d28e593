#include "ledger/storage/contradictions.h"

#include <array>

namespace relief::storage {
namespace {

/// Rows that there never are, and what it means that there is one.
struct Contradiction {
  std::string_view rows;  ///< SQL: what follows "from".
  std::string_view sentence;
};

constexpr std::array contradictions{
    Contradiction{"statement where state = 'posted' and seq is null",
                  "a statement in the database is posted, and in no record"},
    Contradiction{
        "statement_discard left join statement on statement.id = statement_discard.statement "
        "where statement.state is distinct from 'discarded'",
        "a statement in the database was discarded, and stands all the same"},
    Contradiction{
        "statement where state = 'discarded' and not exists (select from statement_discard "
        "where statement_discard.statement = statement.id)",
        "a statement in the database is discarded, and nobody did it"},
    Contradiction{"open_exception where resolved_seq is null and resolution is not null",
                  "an exception in the database has a resolution, and is open"},
    // Whoever prepared it may be one of the two who signed; the reviewer is the first who isn't.
    Contradiction{
        "reconciliation join record on record.seq = reconciliation.seq where reviewed_by is "
        "distinct "
        "from (select signer from (select number, cast(act->>'text' as jsonb)->>'signer' as signer "
        "from jsonb_array_elements(cast(convert_from(record.bytes, 'UTF8') as jsonb)->'acts') "
        "with ordinality as signed(act, number)) as acts "
        "where signer <> prepared_by order by number limit 1)",
        "a reconciliation in the database was reviewed by somebody else than its record says"},
    // The order is the first that is booked under it.
    Contradiction{"payment where seq is distinct from "
                  "(select min(posting.seq) from posting where posting.item = payment.id)",
                  "a payment in the database was ordered by another record"},
    Contradiction{"(select request from request_event group by request "
                  "having min(number) <> 1 or max(number) <> count(*)) as gaps",
                  "a step of a request isn't in the database"},
    Contradiction{"(select seq < lag(seq) over (partition by request order by number) as is_early "
                  "from request_event) as steps where is_early",
                  "the steps of a request in the database are in another order than their records"},
    Contradiction{"request_event left join record on record.seq = request_event.seq where "
                  "instant_text(request_event.at) is distinct from instant_text(record.at) "
                  "or (event = 'released') <> (kind = 'case.released') "
                  "or (event = 'failed') <> (kind in ('payment.failed', 'payment.cancelled')) "
                  "or (event = 'given_up') <> (kind = 'payment.given_up')",
                  "a step of a request in the database isn't what its record says"},
    Contradiction{
        "(select distinct on (request) request, event from request_event "
        "order by request, number desc) as last join request on request.id = last.request where "
        "(status in ('ordered', 'paid', 'given_up') and event <> status) "
        "or (status = 'returned' and event not in ('returned', 'failed'))",
        "the last step of a request isn't in the database"},
    Contradiction{"request where not exists (select from request_event where "
                  "request_event.request = request.id and request_event.at = changed_at)",
                  "a request in the database waits since another time than that of its steps"},
};

}  // namespace

Contradictions find_contradictions(Transaction& tx) {
  for (const auto& [rows, sentence] : contradictions) {
    int found = 0;
    tx.sql() << "select 1 from " + std::string{rows} + " limit 1", soci::into(found);
    if (tx.sql().got_data())
      return {.looked_for = contradictions.size(), .first = std::string{sentence}};
  }
  return {.looked_for = contradictions.size(), .first = {}};
}

}  // namespace relief::storage
