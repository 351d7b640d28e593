#include "ledger/cases/work.h"

#include <algorithm>
#include <utility>

#include "ledger/cases/statement_to_sign.h"
#include "ledger/cases/verify_act.h"
#include "ledger/people/derive.h"
#include "ledger/proof/canonical.h"
#include "ledger/proof/sha256.h"

namespace relief {

Work::Work(const Setting& setting, const Actor& actor, Mode mode, std::string seed,
           std::vector<Act> acts)
    : setting_{setting},
      books_{setting.tx, setting.book},
      actor_{actor},
      mode_{mode},
      seed_{std::move(seed)},
      acts_{std::move(acts)} {}

std::string Work::next_bytes() {
  const auto message = seed_ + "\n" + std::to_string(drawn_++);
  return seed_.empty() ? random_bytes(setting_.entropy, 16)
                       : derive_bytes(setting_.secrets.id_key, "identifier", message, 16);
}

Entropy Work::drawn_bytes() {
  return [this](std::span<unsigned char> bytes) {
    while (!bytes.empty()) {
      const auto drawn = next_bytes();
      const auto count = std::min(bytes.size(), drawn.size());
      std::copy_n(drawn.begin(), count, bytes.begin());
      bytes = bytes.subspan(count);
    }
  };
}

std::uint64_t Work::append(Record record) { return write(std::move(record), actor_.person.text()); }

std::uint64_t Work::append_by_clock(Record record) { return write(std::move(record), "clock"); }

std::uint64_t Work::append_signed(Record record, const Terms& terms) {
  ensure(rows_.empty() && !setting_.tx.changed(),
         "a signed record is the first thing that an act writes");
  Signed unsigned_record{.record = std::move(record), .terms = terms};
  if (mode_ == Mode::draft) {
    const auto& entry = unsigned_record.record.entry;
    if (entry) books_.post(next_seq(), *entry, unsigned_record.record.nature);
    throw Signed{std::move(unsigned_record)};
  }
  require(!acts_.empty(), Errc::malformed, "this act needs its statement and a signature over it");
  for (const auto& act : acts_) {
    require(statement_text(unsigned_record, signing_of(act.text)) == act.text, Errc::conflict,
            "what was signed isn't what would be recorded now: ask for a new statement");
  }
  unsigned_record.record.acts = acts_;
  const auto seq = append(std::move(unsigned_record.record));
  keep_recorded(tx(), seq, acts_);
  return seq;
}

std::vector<PersonId> Work::signers() const {
  std::vector<PersonId> people;
  for (const auto& act : acts_) people.emplace_back(signing_of(act.text).signer);
  return people;
}

std::uint64_t Work::write(Record record, const std::string& by) {
  const auto seq = next_seq();
  if (record.entry) books_.post(seq, *record.entry, record.nature);
  setting_.tx
      .mark_changed();  // From here on the group runs again without this decision if it fails.
  auto bytes = canonical(to_json(
      record,
      {.seq = seq, .at = setting_.now, .salt = random_bytes(setting_.entropy, 16), .by = by}));
  const auto leaf = leaf_hash(bytes);
  rows_.push_back({.seq = seq,
                   .kind = std::move(record.kind),
                   .at = setting_.now,
                   .actor = by,
                   .bytes = std::move(bytes),
                   .leaf = leaf});
  return seq;
}

Hash Work::digest_of(std::uint64_t seq) const {
  ensure(seq >= setting_.next_seq && seq - setting_.next_seq < rows_.size(),
         "a decision asks for the digest of a record that it appended");
  return sha256(rows_[seq - setting_.next_seq].bytes);
}

}  // namespace relief
