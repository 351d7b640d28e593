#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/bytes.h"
#include "reconciliation/habits.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

/// How much of a file `format_of` looks at.
inline constexpr std::size_t head_bytes = 4096;

/// One kind of file that banks send. A new format is one new file and one new row in formats.cpp.
struct Format {
  using Faults = std::vector<Fault>;

  std::string_view name;
  std::string_view media_type;  ///< That it is sent as; several formats may share one.
  bool (*recognises)(std::string_view head);
  /// Tells `sink` what the bytes say, in memory that doesn't grow with them, and answers what is
  /// wrong with them: then all that was told is there to be looked at, never to be posted, and may
  /// lack what a sound statement has (its currency). Never throws for what the bytes are.
  Faults (*tell)(const Bytes& bytes, const Habits& habits, StatementSink& sink);

  /// Everything at once.
  [[nodiscard]] Reading read(std::string_view bytes, const Habits& habits = {}) const;
};

std::span<const Format> formats();

/// The format of a file, by how it begins, or null where none is at home in it.
const Format* format_of(std::string_view bytes);

/// The format of that name, or null.
const Format* format_named(std::string_view name);

/// The only format that is sent as this media type, or null.
const Format* format_sent_as(std::string_view media_type);

}  // namespace relief::reconciliation
