#pragma once

#include <libxml/xmlreader.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/bytes.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// Goes through an XML document once, forwards, in memory that doesn't grow with it.
///
/// An element either holds elements (`open` … `close`) or text (`leaf`); what stands between
/// elements is skipped. Names are local: without their prefixes. A document type, an entity, too
/// deep nesting, too long a text or too many attributes end in `failed`, as does anything
/// ill-formed.
class XmlSteps {
 public:
  enum class Step { open, leaf, close, end, failed };

  static constexpr std::size_t max_depth = 32;
  static constexpr std::size_t max_text_bytes = std::size_t{64} * 1024;

  static constexpr std::size_t max_attributes = 256;  ///< A bank's element has one or two.

  explicit XmlSteps(Bytes bytes);
  XmlSteps(const XmlSteps&) = delete;  // The reader knows where it stands.
  XmlSteps& operator=(const XmlSteps&) = delete;
  ~XmlSteps() = default;

  Step next();

  /// Local names from the root to the element of this step: "Document/BkToCstmrStmt/Stmt/Id".
  [[nodiscard]] std::string_view path() const { return path_; }
  [[nodiscard]] std::string_view text() const;        ///< Of a leaf, without spaces around it.
  [[nodiscard]] std::string_view currency() const;    ///< Its attribute Ccy.
  [[nodiscard]] std::string_view name_space() const;  ///< Of the node that the reader stands on.
  /// How far the parser has come, which may be a little beyond this step.
  [[nodiscard]] int line() const;
  [[nodiscard]] const Fault& fault() const { return *fault_; }  ///< After `failed`.

 private:
  struct Free {
    void operator()(xmlTextReader* reader) const;
  };

  std::optional<Step> advance();
  std::optional<Step> start_element();
  Step end_element();
  std::optional<Step> add_text();
  Step fail(std::string sentence);
  void enter();
  void leave();
  void read_attributes();
  void count_attributes(std::string_view bytes);
  static int fill(void* self, char* buffer, int size);
  static void note_error(void* self, xmlError* error);

  Bytes bytes_;
  std::size_t taken_ = 0;
  std::size_t attributes_ = 0;  // Since the last `<` that was taken.
  bool after_equals_ = false;
  std::unique_ptr<xmlTextReader, Free> reader_;
  std::string path_;
  std::vector<std::size_t> lengths_;  // Of path_ before each open element.
  std::string text_;
  std::string currency_;
  bool may_be_leaf_ = false;    // The innermost element has no element in it so far.
  bool holds_start_ = false;    // The reader stands on a start that isn't reported yet.
  bool leaves_before_ = false;  // The step reported last ended its element.
  int error_line_ = 0;
  std::optional<Fault> fault_;
};

}  // namespace relief::reconciliation
