#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief::storage {

/// Rows in PostgreSQL's binary format of COPY, built field by field. A field's type is that of its
/// column: the database converts nothing.
class CopyRows {
 public:
  /// What comes before the first row, and what after the last.
  static std::string_view header();
  static std::string_view trailer();

  CopyRows& add(std::string_view bytes);     ///< text, bytea
  CopyRows& add(std::int32_t number);        ///< integer
  CopyRows& add(std::uint64_t number);       ///< bigint
  CopyRows& add(Date day);                   ///< date
  CopyRows& add(Instant moment);             ///< timestamptz
  CopyRows& add(const Money::Units& units);  ///< numeric
  void end_row();

  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  template <class Integer>
  void append(Integer number);
  void begin_field(std::size_t size);

  std::string bytes_;
  std::size_t row_ = 0;  // Where the row that is being built begins.
  std::int16_t fields_ = 0;
};

}  // namespace relief::storage
