#include "reconciliation/bank_files.h"

#include <utility>

#include "ledger/people/key.h"
#include "ledger/people/seal.h"

namespace relief::reconciliation {
namespace {

std::string file_context(const FileId& id) { return "file/" + id.text(); }

}  // namespace

SealedFile seal_file(Work& work, const std::string& bytes, const std::string& mac) {
  const auto id = work.new_id<FileId>();
  const auto key = new_person_key(work.entropy());
  const auto commitment = commit_to(bytes, work.entropy());
  return {.row = {.id = id,
                  .commitment = commitment.value,
                  .key = commitment.key,
                  .mac = mac,
                  .wrapped = wrap(work.secrets().master, key, file_context(id), work.entropy()),
                  .sealed = seal(key, bytes, file_context(id), work.entropy())},
          .key = key};
}

KeptFile kept_file(Work& work, const FileId& id) {
  auto row = find_file(work.tx(), id);
  auto key = unwrap(work.secrets().master, row.wrapped, file_context(row.id));
  auto bytes = relief::open(key, row.sealed, file_context(row.id));
  return {.row = std::move(row), .key = std::move(key), .bytes = std::move(bytes)};
}

}  // namespace relief::reconciliation
