#include "ledger/storage/relief_cases.h"

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

/// A row as text.
struct CaseColumns {
  std::string id, organisation, status, review, recognition, recognised_on, group, referral,
      opened_by, opened_at, seq;

  CaseColumns() = default;
  explicit CaseColumns(const ReliefCase& relief_case)
      : id{relief_case.id.text()},
        organisation{relief_case.organisation.text()},
        status{case_statuses.text(relief_case.status)},
        review{reviews.text(relief_case.review)},
        recognition{relief_case.recognition ? relief_case.recognition->text() : std::string{}},
        recognised_on{relief_case.recognised_on ? to_text(*relief_case.recognised_on)
                                                : std::string{}},
        group{relief_case.group.value_or("")},
        referral{referrals.text(relief_case.referral)},
        opened_by{relief_case.opened_by.text()},
        opened_at{to_text(relief_case.opened_at)},
        seq{std::to_string(relief_case.seq)} {}

  [[nodiscard]] ReliefCase relief_case() const {
    return {.id = CaseId{id},
            .organisation = OrganisationId{organisation},
            .status = case_statuses.value(status),
            .review = reviews.value(review),
            .recognition =
                recognition.empty() ? std::nullopt : std::optional{RecognitionId{recognition}},
            .recognised_on =
                recognised_on.empty() ? std::nullopt : std::optional{parse_date(recognised_on)},
            .group = group.empty() ? std::nullopt : std::optional{group},
            .referral = referrals.value(referral),
            .opened_by = PersonId{opened_by},
            .opened_at = parse_instant(opened_at),
            .seq = std::stoull(seq)};
  }
};

}  // namespace

std::vector<ReliefCase> find_cases(Transaction& tx, const CaseQuery& query) {
  const auto after = std::to_string(query.after);
  CaseColumns row;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, organisation, status, review, coalesce(recognition, ''),
             coalesce(recognised_on::text, ''), coalesce(group_code, ''), referral, opened_by,
             instant_text(opened_at), seq::text
        from relief_case
       where (:id = '' or id = :id) and (:organisation = '' or organisation = :organisation)
         and (:review = '' or review = :review)
         and (:recognition = '' or recognition = :recognition)
         and seq > cast(:after as bigint)
       order by relief_case.seq, id limit :limit
    )sql",
       in(query.id, "id"), in(query.organisation, "organisation"), in(query.review, "review"),
       in(query.recognition, "recognition"), in(after, "after"), in(query.limit, "limit"),
       soci::into(row.id), soci::into(row.organisation), soci::into(row.status),
       soci::into(row.review), soci::into(row.recognition), soci::into(row.recognised_on),
       soci::into(row.group), soci::into(row.referral), soci::into(row.opened_by),
       soci::into(row.opened_at), soci::into(row.seq));
  std::vector<ReliefCase> cases;
  for (statement.execute(); statement.fetch();) cases.push_back(row.relief_case());
  return cases;
}

ReliefCase find_case(Transaction& tx, const CaseId& id) {
  const bool plausible = CaseId::is_well_formed(id.text());  // An empty one would narrow nothing.
  const auto found = plausible ? find_cases(tx, {.id = id.text()}) : std::vector<ReliefCase>{};
  require(!found.empty(), Errc::not_found, "there is no such case");
  return found.front();
}

void insert(Transaction& tx, const ReliefCase& relief_case) {
  const CaseColumns row{relief_case};
  tx.change() << R"sql(
      insert into relief_case (id, organisation, status, review, recognition, recognised_on,
                               group_code, referral, opened_by, opened_at, seq)
      values (:id, :organisation, :status, :review, nullif(:recognition, ''),
              cast(nullif(:recognised_on, '') as date), nullif(:group, ''), :referral, :opened_by,
              cast(:opened_at as timestamptz), cast(:seq as bigint))
    )sql",
      in(row.id, "id"), in(row.organisation, "organisation"), in(row.status, "status"),
      in(row.review, "review"), in(row.recognition, "recognition"),
      in(row.recognised_on, "recognised_on"), in(row.group, "group"), in(row.referral, "referral"),
      in(row.opened_by, "opened_by"), in(row.opened_at, "opened_at"), in(row.seq, "seq");
}

void update(Transaction& tx, const ReliefCase& relief_case) {
  const CaseColumns row{relief_case};
  tx.change() << R"sql(
      update relief_case
         set organisation = :organisation, status = :status, review = :review,
             recognition = nullif(:recognition, ''),
             recognised_on = cast(nullif(:recognised_on, '') as date)
       where id = :id
    )sql",
      in(row.organisation, "organisation"), in(row.status, "status"), in(row.review, "review"),
      in(row.recognition, "recognition"), in(row.recognised_on, "recognised_on"), in(row.id, "id");
}

}  // namespace relief::storage
