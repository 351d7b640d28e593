#include "ledger/cases/gift.h"

#include <algorithm>
#include <utility>

#include "ledger/aid/reference.h"
#include "ledger/base/at_field.h"
#include "ledger/base/text.h"
#include "ledger/people/key.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/openings.h"
#include "ledger/storage/places.h"

namespace relief {
namespace {

std::string context(const GiftId& id, std::string_view what) {
  return "gift/" + id.text() + "/" + std::string{what} + "/1";
}

void require_documents(const Source& source, const std::vector<Evidence>& evidence) {
  for (const auto& needed : source.evidence) {
    require_clause(std::ranges::find(evidence, needed, &Evidence::kind) != evidence.end(),
                   source.clause, "a document that this source needs is missing: " + needed);
  }
}

void require_home(Work& work, const NewGift& input) {
  const auto& place =
      at_field("/place", [&]() -> const storage::Place& { return work.place(input.place); });
  if (!(*place.currency == input.amount.currency())) {
    throw Error{Errc::refused, "this place holds another currency than the gift's"}.at(
        "/amount/currency");
  }
  const auto& fund =
      at_field("/fund", [&]() -> const storage::Fund& { return work.fund(input.fund); });
  if (!fund.restriction || !fund.restriction->to) return;
  require_clause(input.received_on <= *fund.restriction->to, fund.restriction->clause,
                 "the period that this fund is restricted to is over");
}

std::string donor_text(const std::optional<Donor>& donor) {
  if (!donor) return "{}";
  return nlohmann::json{{"name", donor->name}, {"kind", donor_kinds.text(donor->kind)}}.dump();
}

std::optional<Donor> donor_in(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  if (json.empty()) return std::nullopt;
  return Donor{.name = json.at("name").get<std::string>(),
               .kind = donor_kinds.value(json.at("kind").get<std::string>())};
}

void seal_into(Work& work, NextGift& next, const NewGift& input) {
  const auto& id = next.gift.id;
  auto key = new_person_key(work.entropy());
  const auto entropy = work.drawn_bytes();
  next.reference = commit_to(next.gift.reference, entropy);
  int number = 0;
  for (const auto& each : input.evidence) {
    const auto text = canonical_text(each);
    const auto commitment = commit_to(text, entropy);
    const auto which = context(id, "evidence-" + std::to_string(++number));
    next.evidence.push_back({.subject = id.text(),
                             .number = number,
                             .kind = each.kind,
                             .thing = {.commitment = commitment.value,
                                       .key = commitment.key,
                                       .sealed = seal(key, text, which, work.entropy())}});
    next.gift.evidence += (number > 1 ? " " : "") + each.kind;
  }
  next.donor.sealed = seal(key, donor_text(input.donor), context(id, "donor"), work.entropy());
  next.donor.wrapped = wrap(work.secrets().master, key, context(id, "key"), work.entropy());
  cleanse(key);
}

}  // namespace

NextGift next_gift(Work& work, const NewGift& input) {
  const auto& source = work.rulebook().source(input.source);
  require_field(input.received_on <= work.today(), "/received_on",
                "a gift isn't received before its day has come");
  require_dates(input.evidence, work.today());
  require_documents(source, input.evidence);
  require_home(work, input);

  const auto id = work.new_id<GiftId>();
  NextGift next{.gift = {.id = id,
                         .donor = work.new_id<DonorId>(),
                         .reference = make_reference(work.next_bytes()),
                         .source = source.code,
                         .fund = input.fund,
                         .place = input.place,
                         .amount = input.amount,
                         .received_on = input.received_on,
                         .anonymous = input.anonymous,
                         .evidence = {},
                         .seq = 0},
                .donor = {.gift = id, .wrapped = {}, .sealed = {}},
                .evidence = {},
                .reference = {},
                .income_account = source.income_account};
  seal_into(work, next, input);
  return next;
}

nlohmann::json evidence_fields(const NextGift& next) {
  auto fields = nlohmann::json::array();
  for (const auto& each : next.evidence) {
    fields.push_back({{"kind", each.kind}, {"commitment", to_base64url(each.thing.commitment)}});
  }
  return fields;
}

void insert_gift(Work& work, NextGift next, std::uint64_t seq) {
  next.gift.seq = seq;
  storage::insert(work.tx(), next.gift);
  storage::insert_reference_key(work.tx(), next.gift.id.text(), next.gift.reference,
                                next.reference.key);
  storage::insert(work.tx(), next.donor);
  for (const auto& each : next.evidence) storage::insert(work.tx(), each);
}

GiftParticulars particulars_of(storage::Transaction& tx, const Secrets& secrets, const GiftId& id) {
  const auto kept = storage::find_donor(tx, id);
  auto key = unwrap(secrets.master, kept.wrapped, context(id, "key"));
  GiftParticulars particulars{.donor = donor_in(open(key, kept.sealed, context(id, "donor"))),
                              .evidence = {}};
  for (const auto& each : storage::evidence_of(tx, id.text())) {
    const auto which = context(id, "evidence-" + std::to_string(each.number));
    particulars.evidence.push_back(evidence_in(open(key, each.thing.sealed, which)));
  }
  cleanse(key);
  return particulars;
}

}  // namespace relief
