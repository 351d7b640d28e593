#include "ledger/storage/fund_sources.h"

#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<std::string> unspent_sources(Transaction& tx, const FundId& fund,
                                         const Currency& currency) {
  const std::string code{currency.code};
  std::string source;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select distinct g.source
        from lot l join gift g on g.id = l.gift
       where l.fund = :fund and l.currency = :currency and l.remaining > 0
       order by 1
    )sql",
                               in(fund, "fund"), in(code, "currency"), soci::into(source));
  std::vector<std::string> sources;
  for (statement.execute(); statement.fetch();) sources.push_back(source);
  return sources;
}

}  // namespace relief::storage
