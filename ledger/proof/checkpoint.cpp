#include "ledger/proof/checkpoint.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/lines.h"

namespace relief {
namespace {

bool is_origin(std::string_view text) {
  return !text.empty() && text.size() <= 255 && is_note_text(text) &&
         text.find('\n') == std::string_view::npos;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  ensure(is_origin(checkpoint.origin), "a log's origin is one line of text");
  ensure(checkpoint.size <= largest_count, "a log has fewer than 2^63 records");
  return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
         to_base64(as_bytes(checkpoint.root)) + '\n';
}

Checkpoint parse_checkpoint(std::string_view text) {
  Checkpoint checkpoint;
  checkpoint.origin = take_line(text);
  require(is_origin(checkpoint.origin), Errc::malformed, "a checkpoint's origin is a line of text");
  checkpoint.size = parse_count(take_line(text));
  checkpoint.root = parse_hash(take_line(text));
  require(text.empty(), Errc::malformed, "a checkpoint has three lines");
  return checkpoint;
}

}  // namespace relief
