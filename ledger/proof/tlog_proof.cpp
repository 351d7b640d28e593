#include "ledger/proof/tlog_proof.h"

#include <cstddef>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/lines.h"

namespace relief {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::size_t most_hashes = 63;
constexpr std::size_t longest_proof = std::size_t{256} << 10U;

}  // namespace

std::string tlog_proof_text(const TlogProof& proof) {
  ensure(proof.index <= largest_count && proof.hashes.size() <= most_hashes,
         "a proof is of a log of fewer than 2^63 records");
  std::string text{first_line};
  text += '\n';
  if (proof.extra) text += "extra " + to_base64(*proof.extra) + '\n';
  text += "index " + std::to_string(proof.index) + '\n';
  for (const auto& hash : proof.hashes) text += to_base64(as_bytes(hash)) + '\n';
  return text + '\n' + proof.checkpoint;
}

TlogProof parse_tlog_proof(std::string_view text) {
  require(text.size() <= longest_proof, Errc::malformed, "a proof has at most 256 KiB");
  require(take_line(text) == first_line, Errc::malformed, "this isn't a C2SP tlog-proof");
  TlogProof proof;
  auto line = take_line(text);
  if (line.starts_with("extra ")) {
    proof.extra = from_base64(after("extra ", line));
    require(proof.extra.has_value(), Errc::malformed, "a proof's extra bytes are in base64");
    line = take_line(text);
  }
  proof.index = parse_count(after("index ", line));
  for (line = take_line(text); !line.empty(); line = take_line(text)) {
    require(proof.hashes.size() < most_hashes, Errc::malformed, "a proof has at most 63 hashes");
    proof.hashes.push_back(parse_hash(line));
  }
  require(!text.empty(), Errc::malformed, "a proof ends with a checkpoint");
  proof.checkpoint = text;
  return proof;
}

}  // namespace relief
