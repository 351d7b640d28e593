#pragma once

#include <string>

#include "ledger/cases/work.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// A bank's file under a key of its own.
struct SealedFile {
  FileRow row;
  std::string key;
};

/// Seals a file as it came. `mac` finds it again when the same bytes come once more.
SealedFile seal_file(Work& work, const std::string& bytes, const std::string& mac);

/// A file that was kept, as it came, and its key.
struct KeptFile {
  FileRow row;
  std::string key;
  std::string bytes;
};

/// Throws Error{not_found}.
KeptFile kept_file(Work& work, const FileId& id);

}  // namespace relief::reconciliation
