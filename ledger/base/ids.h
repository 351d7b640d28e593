#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/base/entropy.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {

/// An identifier that cannot be mistaken for an identifier of something else: its tag's prefix and
/// 128 random bits in base32, "req_" and 26 letters and digits. Opaque; never derived from
/// anything.
template <class Tag>
class Id {
 public:
  explicit Id(std::string text) : text_{std::move(text)} {}

  /// Throws Error{malformed} for a text that no identifier of this kind has.
  static Id parse(std::string_view text) {
    require(is_well_formed(text), Errc::malformed, "this isn't an identifier of the right kind");
    return Id{std::string{text}};
  }
  /// An identifier of 16 given bytes.
  static Id of(std::string_view bytes) { return Id{std::string{Tag::prefix} + to_base32(bytes)}; }
  static Id random(const Entropy& entropy) { return of(random_bytes(entropy, 16)); }

  static bool is_well_formed(std::string_view text) {
    if (!text.starts_with(Tag::prefix)) return false;
    text.remove_prefix(Tag::prefix.size());
    return text.size() == 26 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string_view::npos;
  }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

struct BatchTag {
  static constexpr std::string_view prefix = "bat_";
};
struct CaseTag {
  static constexpr std::string_view prefix = "case_";
};
struct ChargeTag {
  static constexpr std::string_view prefix = "chg_";
};
struct ClaimTag {
  static constexpr std::string_view prefix = "clm_";
};
struct DonorTag {
  static constexpr std::string_view prefix = "dnr_";
};
struct ExceptionTag {
  static constexpr std::string_view prefix = "exc_";
};
struct FileTag {
  static constexpr std::string_view prefix = "fil_";
};
struct FundTag {
  static constexpr std::string_view prefix = "fnd_";
};
struct GiftTag {
  static constexpr std::string_view prefix = "don_";
};
struct KeyTag {
  static constexpr std::string_view prefix = "key_";
};
struct MatchTag {
  static constexpr std::string_view prefix = "mat_";
};
struct OrganisationTag {
  static constexpr std::string_view prefix = "org_";
};
struct PaymentTag {
  static constexpr std::string_view prefix = "pay_";
};
struct PersonTag {
  static constexpr std::string_view prefix = "usr_";
};
struct PlaceTag {
  static constexpr std::string_view prefix = "plc_";
};
struct ProposalTag {
  static constexpr std::string_view prefix = "prp_";
};
struct ReceiptTag {
  static constexpr std::string_view prefix = "sus_";
};
struct RecognitionTag {
  static constexpr std::string_view prefix = "rcg_";
};
struct ReconciliationTag {
  static constexpr std::string_view prefix = "rec_";
};
struct RequestTag {
  static constexpr std::string_view prefix = "req_";
};
struct StatementTag {
  static constexpr std::string_view prefix = "stm_";
};
struct TransferTag {
  static constexpr std::string_view prefix = "trf_";
};

using BatchId = Id<BatchTag>;
using CaseId = Id<CaseTag>;
using ChargeId = Id<ChargeTag>;  ///< Nobody is asked to give it back, as a claim's money is.
using ClaimId = Id<ClaimTag>;
using DonorId = Id<DonorTag>;
using ExceptionId = Id<ExceptionTag>;
using FileId = Id<FileTag>;
using FundId = Id<FundTag>;
using GiftId = Id<GiftTag>;
using KeyId = Id<KeyTag>;
using MatchId = Id<MatchTag>;
using OrganisationId = Id<OrganisationTag>;
using PaymentId = Id<PaymentTag>;
using PersonId = Id<PersonTag>;
using PlaceId = Id<PlaceTag>;
using ProposalId = Id<ProposalTag>;
using ReceiptId = Id<ReceiptTag>;
using RecognitionId = Id<RecognitionTag>;
using ReconciliationId = Id<ReconciliationTag>;
using RequestId = Id<RequestTag>;
using StatementId = Id<StatementTag>;
using TransferId = Id<TransferTag>;

}  // namespace relief
