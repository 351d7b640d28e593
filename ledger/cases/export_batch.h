#pragma once

#include <string>

#include "ledger/aid/pain001.h"
#include "ledger/base/names.h"
#include "ledger/cases/work.h"

namespace relief {

/// How a batch leaves the office.
enum class ExportFormat {
  pain001_v03,
  pain001_v09,
  order,  ///< For a cash box: a list of references and amounts, as JSON.
};

inline constexpr auto export_formats = names<ExportFormat>({
    {ExportFormat::pain001_v03, "pain.001.001.03"},
    {ExportFormat::pain001_v09, "pain.001.001.09"},
    {ExportFormat::order, "order"},
});

/// A batch's file. The same batch and format give the same bytes.
/// Throws Error: not_found; conflict for a cancelled batch, or where a person's data was erased;
/// refused for a format that doesn't fit the place, or a payee without a name.
std::string batch_file(storage::Transaction& tx, const Secrets& secrets, const BatchId& id,
                       ExportFormat format);

/// Records that a batch's file is given out, every time: it names people. The bytes are
/// batch_file's. Throws as it does.
Facts export_batch(Work& work, const BatchId& id, ExportFormat format);

}  // namespace relief
