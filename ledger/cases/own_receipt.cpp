#include "ledger/cases/own_receipt.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/cases/log_proofs.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/people/derive.h"
#include "ledger/proof/big_endian.h"
#include "ledger/storage/people.h"

namespace relief {
namespace {

constexpr std::string_view prefix = "rct_";
constexpr std::size_t half = 8;
constexpr auto nothing_here = "there is no such receipt of yours";

/// The first half of a receipt's name: what only our secret can say of the number.
std::string tag_of(const Secrets& secrets, std::uint64_t seq) {
  return derive_bytes(secrets.id_key, "receipt tag", big_endian(seq), half);
}

/// What hides the number in the second half.
std::uint64_t mask_of(const Secrets& secrets, std::string_view tag) {
  return from_big_endian(derive_bytes(secrets.id_key, "receipt mask", tag, half));
}

bool is_own(storage::Transaction& tx, const Actor& actor, const std::string& by) {
  if (by == actor.person.text()) return true;
  if (!actor.organisation || by == "clock") return false;
  return storage::find_person(tx, PersonId{by}).organisation == actor.organisation;
}

}  // namespace

std::string receipt_id(const Secrets& secrets, std::uint64_t seq) {
  const auto tag = tag_of(secrets, seq);
  return std::string{prefix} + to_hex(tag + big_endian(seq ^ mask_of(secrets, tag)));
}

std::optional<std::uint64_t> seq_of_receipt(const Secrets& secrets, std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  const auto bytes = from_hex(text.substr(prefix.size()));
  if (!bytes || bytes->size() != 2 * half) return std::nullopt;
  const std::string_view halves{*bytes};
  const auto seq = from_big_endian(halves.substr(half)) ^ mask_of(secrets, halves.substr(0, half));
  if (receipt_id(secrets, seq) != text) return std::nullopt;
  return seq;
}

std::optional<storage::CheckpointRow> published_head(storage::Transaction& tx, Instant now) {
  const auto last = storage::checkpoint_before(tx, std::chrono::floor<std::chrono::hours>(now));
  if (!last) return std::nullopt;
  return shown_head(tx, *last);
}

Receipt own_receipt(storage::Transaction& tx, const Actor& actor, std::uint64_t seq, Instant now) {
  require(seq < storage::read_head(tx).size(), Errc::not_found, nothing_here);
  require(is_own(tx, actor, storage::actor_of_record(tx, seq)), Errc::not_found, nothing_here);
  const auto head = published_head(tx, now);
  require(head && seq < head->size, Errc::unavailable,
          "the log's published head doesn't reach this yet: ask after the full hour");
  return {.record = storage::record_bytes(tx, seq), .proof = receipt_under(tx, seq, *head)};
}

}  // namespace relief
