#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relief {

/// Canonical bytes, checked as a whole and then read where they are. It takes the very bytes that
/// parse_canonical takes, in one pass, and copies none of them: what a log of millions of records
/// is verified with. The bytes outlive it.
class Scan {
 public:
  enum class Type : std::uint8_t { object, array, string, boolean, integer };
  class Value;

  /// Throws: Error{malformed} for bytes that aren't canonical, in the profile of every record.
  explicit Scan(std::string_view bytes);

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] Value root() const;

 private:
  friend class Scanner;

  /// One value: where it stands, and which one follows it outside of it.
  struct Node {
    Type type;
    std::uint8_t key_size;  ///< Of the member's name that stands before it; 0 outside of objects.
    bool escaped;           ///< A string with a backslash in it.
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t next;
  };

  std::string_view bytes_;
  std::vector<Node> nodes_;  ///< In the order of their first bytes.
};

/// A value of a scan; no longer valid than that. What is asked of a value of another type throws
/// Error{malformed}.
class Scan::Value {
 public:
  /// Walks the members of an object or the elements of an array.
  class Iterator {
   public:
    Iterator(const Scan& scan, std::uint32_t at) : scan_{&scan}, at_{at} {}
    Value operator*() const { return {*scan_, at_}; }
    Iterator& operator++() {
      at_ = scan_->nodes_[at_].next;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const Scan* scan_;
    std::uint32_t at_;
  };

  Value(const Scan& scan, std::uint32_t at) : scan_{&scan}, at_{at} {}

  [[nodiscard]] Type type() const { return node().type; }
  [[nodiscard]] bool is_object() const { return type() == Type::object; }
  [[nodiscard]] bool is_array() const { return type() == Type::array; }

  /// As it stands: with quotes or brackets. Equal values have equal bytes.
  [[nodiscard]] std::string_view bytes() const;
  /// The name of a member; empty for what isn't one.
  [[nodiscard]] std::string_view key() const;

  [[nodiscard]] std::string text() const;     ///< Of a string.
  [[nodiscard]] std::uint64_t count() const;  ///< Of an integer that isn't negative.

  [[nodiscard]] Iterator begin() const { return {*scan_, at_ + 1}; }
  [[nodiscard]] Iterator end() const { return {*scan_, node().next}; }
  [[nodiscard]] std::size_t size() const;  ///< Members or elements.
  [[nodiscard]] bool empty() const { return begin() == end(); }

  /// The member of this name, of an object.
  [[nodiscard]] std::optional<Value> find(std::string_view name) const;

 private:
  [[nodiscard]] const Node& node() const { return scan_->nodes_[at_]; }

  const Scan* scan_;
  std::uint32_t at_;
};

inline Scan::Value Scan::root() const { return {*this, 0}; }

}  // namespace relief
