#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relief {

/// Why a call was refused. One list for the whole program; api/http/problem.cpp gives each its HTTP
/// status. Add a code only when a caller would act differently on it.
enum class Errc {
  malformed,        ///< The input breaks its format.
  unauthenticated,  ///< Nobody knows who is asking.
  forbidden,        ///< This role may not.
  not_found,        ///< There is no such thing, or it isn't the caller's to see.
  conflict,         ///< The thing's state or version doesn't allow it, now.
  refused,          ///< A rule of law, gift or office doesn't allow it.
  key_reused,       ///< An idempotency key came again with another body.
  key_missing,      ///< An idempotency key is required.
  too_large,        ///< More than a stated limit.
  unsupported,      ///< A format that nobody here reads.
  too_many,         ///< Too often; try later.
  unavailable,      ///< Not now; nothing was changed.
};

/// One fault of an input: a JSON pointer (RFC 6901) to the field, and a sentence for a person.
struct Fault {
  std::string pointer;
  std::string detail;

  friend bool operator==(const Fault&, const Fault&) = default;
};

/// A refusal that the caller can understand and act on. Every text in it is safe to show: it names
/// no person, no secret, and repeats nothing of the input's values.
class Error : public std::runtime_error {
 public:
  Error(Errc code, const std::string& sentence) : std::runtime_error{sentence}, code_{code} {}

  [[nodiscard]] Errc code() const noexcept { return code_; }
  [[nodiscard]] const std::string& clause() const noexcept { return clause_; }
  [[nodiscard]] const std::vector<Fault>& faults() const noexcept { return faults_; }

  /// The clause of the rulebook that refuses.
  Error&& under(std::string clause) && {
    clause_ = std::move(clause);
    return std::move(*this);
  }
  /// The field at fault.
  Error&& at(std::string pointer) && {
    faults_.push_back({std::move(pointer), what()});
    return std::move(*this);
  }
  /// All the fields at fault.
  Error&& with(std::vector<Fault> faults) && {
    faults_ = std::move(faults);
    return std::move(*this);
  }

 private:
  Errc code_;
  std::string clause_;
  std::vector<Fault> faults_;
};

/// A broken promise of our own. Never caught by rules or stores: the transaction unwinds, the door
/// answers 500, and the message goes to the operator only.
class InvariantBroken : public std::logic_error {
  using std::logic_error::logic_error;
};

/// Refuses the caller's request unless `holds`.
constexpr void require(bool holds, Errc code, std::string_view sentence) {
  if (!holds) throw Error{code, std::string{sentence}};
}

/// Refuses the input unless `holds`; `pointer` names the field.
constexpr void require_field(bool holds, std::string_view pointer, std::string_view sentence) {
  if (!holds) throw Error{Errc::malformed, std::string{sentence}}.at(std::string{pointer});
}

/// Refuses by a rule unless `holds`; `clause` is the rulebook's reference.
constexpr void require_clause(bool holds, std::string_view clause, std::string_view sentence) {
  if (!holds) throw Error{Errc::refused, std::string{sentence}}.under(std::string{clause});
}

/// States what is true if this program is correct. Checked in every build. `promise` is a whole
/// sentence, unique in the source, so that the message alone finds the line.
constexpr void ensure(bool holds, const char* promise) {
  if (!holds) throw InvariantBroken{promise};
}

}  // namespace relief
