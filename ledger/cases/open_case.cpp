#include "ledger/cases/open_case.h"

#include "ledger/aid/transliterate.h"
#include "ledger/cases/person_seal.h"
#include "ledger/storage/vault.h"

namespace relief {
namespace {

/// Capital letters without marks, and digits: however somebody types it, it is the same. A text in
/// another script keeps its letters as they are.
std::string squeezed(std::string_view text) {
  const auto latin = transliterated(text);
  std::string kept;
  for (const char c : latin ? std::string_view{*latin} : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || static_cast<unsigned char>(c) >= 0x80) kept += c;
  }
  return kept;
}

/// Letters of another script look like Latin ones, and would make another decision of the same one.
void require_latin(const std::string& text, const char* pointer) {
  require_field(transliterated(text).has_value(), pointer,
                "write this as the decision does, in Latin letters and digits");
}

void add_indexes(Work& work, const CaseId& id, const Identity& identity) {
  const auto add = [&](const char* kind, const std::string& value) {
    storage::add_blind_index(work.tx(), kind, blind_index(work.secrets().index, kind, value), id);
  };
  if (identity.fin) add("fin", *identity.fin);
  if (identity.document) {
    const auto document = normalised_document(*identity.document);
    require_field(!document.empty(), "/identity/document", "a document has letters or digits");
    add("document", document);
  }
}

}  // namespace

std::string normalised(const Recognition& recognition) {
  return squeezed(recognition.number) + "\n" + to_text(recognition.date) + "\n" +
         squeezed(recognition.body);
}

std::string normalised_document(std::string_view document) { return squeezed(document); }

RecognitionHandle handle_of(Work& work, const Recognition& recognition) {
  require_field(recognition.date <= work.today(), "/recognition/date",
                "the decision's day hasn't come yet");
  require_latin(recognition.number, "/recognition/number");
  require_latin(recognition.body, "/recognition/body");
  auto mac = blind_index(work.secrets().index, "recognition", normalised(recognition));
  auto known = storage::find_recognition(work.tx(), mac);
  return {.id = known ? *known : work.new_id<RecognitionId>(), .mac = std::move(mac)};
}

Facts open_case(Work& work, const NewCase& input) {
  const auto& actor = work.actor();
  require(actor.role == Role::shelter && actor.organisation, Errc::forbidden,
          "only the staff of an organisation that helps people register a case");
  if (const auto& birth = input.identity.birth_date) {
    require_field(parse_date(*birth) <= work.today(), "/identity/birth_date",
                  "this day of birth hasn't come yet");
  }
  const auto status = input.recognition ? CaseStatus::recognised : CaseStatus::presumed;
  std::optional<RecognitionHandle> handle;
  if (input.recognition) handle = handle_of(work, *input.recognition);

  storage::ReliefCase opened{.id = work.new_id<CaseId>(),
                             .organisation = *actor.organisation,
                             .status = status,
                             .review = storage::Review::being_checked,
                             .recognition = {},
                             .recognised_on = {},
                             .group = input.group,
                             .referral = input.referral,
                             .opened_by = actor.person,
                             .opened_at = work.now(),
                             .seq = 0};
  Facts fields{{"case", opened.id.text()},
               {"org", opened.organisation.text()},
               {"status", case_statuses.text(status)}};
  if (handle) {
    opened.recognition = handle->id;
    opened.recognised_on = input.recognition->date;
    fields["recognition"] = handle->id.text();
    fields["date"] = to_text(input.recognition->date);
  }
  if (opened.group) fields["group"] = *opened.group;

  const PersonSeal person{work, opened.id};
  opened.seq = work.append({.kind = "case.opened", .fields = std::move(fields)});
  storage::insert(work.tx(), opened);
  storage::insert_person_key(work.tx(), opened.id, person.wrapped());
  storage::insert_identity(work.tx(), opened.id,
                           person.seal_identity(input.identity, work.entropy()));
  if (handle) storage::insert_recognition(work.tx(), handle->mac, handle->id);
  add_indexes(work, opened.id, input.identity);
  return {{"id", opened.id.text()}, {"status", "being_checked"}, {"seq", opened.seq}};
}

}  // namespace relief
