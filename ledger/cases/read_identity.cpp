#include "ledger/cases/read_identity.h"

#include "ledger/base/text.h"
#include "ledger/cases/person_seal.h"
#include "ledger/cases/scope.h"

namespace relief {

Facts read_identity(Work& work, const CaseId& id, const std::string& reason) {
  require(work.actor().role == Role::shelter || work.actor().role == Role::auditor, Errc::forbidden,
          "only a person's own organisation and the auditor read an identity");
  const auto relief_case = case_for(work.tx(), work.actor(), id);
  const PersonSeal person{work.tx(), work.secrets(), relief_case.id};
  const auto note = commit_to(reason, work.entropy());

  const auto seq = work.append({.kind = "identity.read",
                                .fields = {{"case", id.text()},
                                           {"code", roles.text(work.actor().role)},
                                           {"note", to_base64url(note.value)}}});
  storage::insert(work.tx(),
                  storage::Reading{.seq = seq,
                                   .relief_case = id,
                                   .sealed = person.seal_note(seq, reason, work.entropy()),
                                   .key = note.key});
  return {{"id", id.text()}, {"secret", true}, {"seq", seq}};
}

Identity identity_of(storage::Transaction& tx, const Secrets& secrets, const CaseId& id) {
  const PersonSeal person{tx, secrets, id};
  return person.open_identity(storage::sealed_identity(tx, id));
}

}  // namespace relief
