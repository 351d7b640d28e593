#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relief::reconciliation {

/// What two names have to do with each other.
enum class NameFit {
  unknown,  ///< One of them isn't given.
  differs,
  resembles,  ///< Something is the same, and nothing decides.
  agrees,     ///< Surname and given name, or the whole name of an organisation.
};

/// A name as its words sound. Banks drop fathers' names, turn the order round and write in the
/// alphabet that they have; so words are compared as a set.
class Name {
 public:
  Name() = default;
  explicit Name(std::string_view utf8);

  [[nodiscard]] bool is_given() const { return !words_.empty(); }
  /// Surname, given name, father's name; or an organisation's words without its legal form.
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] bool is_person() const { return is_person_; }

 private:
  std::vector<std::string> words_;
  bool is_person_ = false;  ///< Said by "oğlu" or "qızı" at the end.
};

/// How a name in a field of its own fits the one that we know.
NameFit compare(const Name& ours, const Name& banks);

/// How a text in which a name may stand among other words fits the one that we know.
NameFit look_for(const Name& ours, const std::vector<std::string>& words);

}  // namespace relief::reconciliation
