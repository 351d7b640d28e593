#pragma once

#include <set>
#include <string>
#include <vector>

#include "ledger/aid/default_rulebook.h"
#include "ledger/audit/bundle.h"
#include "ledger/proof/note.h"
#include "ledger/proof/tiles.h"
#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

/// The story under a rulebook that asks witnesses before each payment: the payment rests on the
/// head that shows its last approval, and some heads are cosigned.
class WitnessedStory {
 public:
  static constexpr std::uint64_t rests_on = at::batch;

  explicit WitnessedStory(std::set<std::uint64_t> cosigned) : cosigned_{std::move(cosigned)} {
    story_.rulebooks.emplace(as_bytes(digest_), rulebook_);
  }

  [[nodiscard]] std::string policy_text() const {
    const NoteVerifier verifier{
        .name = "w.example", .key = witness_.public_key(), .type = cosigns_checkpoint};
    auto text = story_.policy_text();
    text.replace(text.find("quorum none"), 11, "witness w " + verifier.vkey() + "\nquorum w");
    return text;
  }
  /// The same for an auditor who asks for no witness.
  [[nodiscard]] std::string policy_without_witnesses() const { return story_.policy_text(); }

  /// A bundle; `kept` says which earlier heads it holds.
  [[nodiscard]] Files files(const std::function<bool(std::uint64_t size)>& kept = {}) const {
    auto files = story_.files();
    std::vector<std::string> notes;
    for (std::uint64_t size = 1; size < at::count; ++size) {
      if (!kept || kept(size)) notes.push_back(note(size));
    }
    files[history_path(0)] = entry_bundle(notes);
    files[std::string{checkpoint_path}] = note(at::count);
    return relisted(files);
  }

 private:
  [[nodiscard]] std::string note(std::uint64_t size) const {
    auto text = story_.note(size);
    if (!cosigned_.contains(size)) return text;
    return text + cosignature_line(text.substr(0, text.find("\n\n") + 1),
                                   parse_instant("2026-03-02T07:00:00Z"), {"w.example", &witness_});
  }

  static std::string asking_witnesses() {
    std::string text{azerbaijan_rulebook()};
    replace(text, "approvers = 2\n", "approvers = 2\nwitnessed_above = \"500.00\"\n");
    return text;
  }

  std::string rulebook_ = asking_witnesses();
  Hash digest_ = sha256(rulebook_);
  std::set<std::uint64_t> cosigned_;
  SigningKey witness_ = key_named("witness");
  Story story_{{.before_signing = [this](std::uint64_t seq, Draft& draft) {
    if (seq == at::genesis) draft.record.fields["digest"] = to_base64url(as_bytes(digest_));
    if (seq == at::payment) draft.record.fields["witnessed"] = rests_on;
  }}};
};

}  // namespace relief::audit::test
