#include "ledger/storage/states.h"

#include <algorithm>
#include <array>

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

/// How the state of one noun is asked for, by :id and :organisation. A row's xmin is the
/// transaction that wrote it last; what a thing's other rows say is counted beside it.
struct StateQuery {
  Stateful noun;
  const char* sql;
};

constexpr std::array state_queries{
    StateQuery{Stateful::batch,
               "select xmin::text from batch where id = :id and :organisation = ''"},
    StateQuery{Stateful::fund, R"sql(
      select xmin::text || '-' ||
             (select coalesce(sum(version), 0) from balance where balance.fund = fund.id)::text
        from fund where id = :id and :organisation = ''
    )sql"},
    StateQuery{Stateful::gift, R"sql(
      select gift.xmin::text || '-' ||
             (select coalesce(sum(amount), 0) from open_item
               where account = '1150' and item = gift.id)::text || '-' ||
             (select count(*) from reversal where reversed = gift.seq)::text
        from gift where id = :id and :organisation = ''
    )sql"},
    StateQuery{Stateful::payment,
               "select xmin::text from payment where id = :id and :organisation = ''"},
    StateQuery{Stateful::reconciliation,
               "select xmin::text from reconciliation where id = :id and :organisation = ''"},
    StateQuery{Stateful::relief_case, R"sql(
      select xmin::text from relief_case
       where id = :id and (:organisation = '' or organisation = :organisation)
    )sql"},
    StateQuery{Stateful::request, R"sql(
      select version::text || '-' || xmin::text || '-' ||
             (select count(*) from request_event where request_event.request = request.id)::text
        from request
       where id = :id and (:organisation = '' or organisation = :organisation)
    )sql"},
    StateQuery{Stateful::statement,
               "select xmin::text from statement where id = :id and :organisation = ''"},
};

}  // namespace

std::string state_of(Transaction& tx, Stateful noun, const std::string& id,
                     const std::string& organisation) {
  const auto* query = std::ranges::find(state_queries, noun, &StateQuery::noun);
  ensure(query != state_queries.end(), "every noun with a state says how to ask for it");
  std::string state;
  tx.sql() << query->sql, in(id, "id"), in(organisation, "organisation"), soci::into(state);
  return state;
}

}  // namespace relief::storage
