#include "reconciliation/xml_steps.h"

#include <utility>

#include "ledger/base/error.h"

namespace relief::reconciliation {
namespace {

/// Names and values live in the reader until its next step.
std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

}  // namespace

void XmlSteps::Free::operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }

XmlSteps::XmlSteps(Bytes bytes)
    : bytes_{std::move(bytes)},
      // Neither NOENT nor DTDLOAD: entities stay nodes, which are refused, and nothing is fetched.
      reader_{xmlReaderForIO(&XmlSteps::fill, nullptr, this, nullptr, nullptr, XML_PARSE_NONET)} {
  ensure(reader_ != nullptr, "an XML reader over bytes can be made");
  xmlTextReaderSetStructuredErrorHandler(reader_.get(), &XmlSteps::note_error, this);
}

int XmlSteps::fill(void* self, char* buffer, int size) {
  auto& steps = *static_cast<XmlSteps*>(self);
  const auto count = steps.bytes_({buffer, static_cast<std::size_t>(size)});
  steps.taken_ += count;
  steps.count_attributes({buffer, count});
  const bool refused = steps.taken_ > max_file_bytes || steps.attributes_ > max_attributes;
  return refused ? -1 : static_cast<int>(count);
}

/// libxml2 compares each attribute with all before it, and tells only of whole elements: a million
/// bytes of attributes cost half a minute. So they are counted before it sees them, as quotes
/// behind an equals sign; no attribute holds a `<`. Of UTF-16, the bytes between the letters are
/// left out.
void XmlSteps::count_attributes(std::string_view bytes) {
  for (const char c : bytes) {
    if (c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (attributes_ > max_attributes) return;
    if (c == '<') attributes_ = 0;
    if (after_equals_ && (c == '"' || c == '\'')) ++attributes_;
    after_equals_ = c == '=';
  }
}

void XmlSteps::note_error(void* self, xmlError* error) {
  auto& steps = *static_cast<XmlSteps*>(self);
  // libxml2's own message is not kept: it quotes the document.
  if (error != nullptr && error->level == XML_ERR_FATAL && steps.error_line_ == 0) {
    steps.error_line_ = error->line;
  }
}

XmlSteps::Step XmlSteps::next() {
  if (fault_) return Step::failed;
  if (std::exchange(leaves_before_, false)) leave();
  for (;;) {
    if (const auto step = advance()) return *step;
  }
}

std::string_view XmlSteps::text() const {
  constexpr std::string_view spaces = " \t\r\n";
  const auto from = text_.find_first_not_of(spaces);
  if (from == std::string::npos) return {};
  return std::string_view{text_}.substr(from, text_.find_last_not_of(spaces) - from + 1);
}

std::string_view XmlSteps::currency() const { return currency_; }

std::string_view XmlSteps::name_space() const {
  return view(xmlTextReaderConstNamespaceUri(reader_.get()));
}

int XmlSteps::line() const {
  return error_line_ != 0 ? error_line_ : xmlTextReaderGetParserLineNumber(reader_.get());
}

/// One node of the document; nothing where it reports no step.
std::optional<XmlSteps::Step> XmlSteps::advance() {
  if (std::exchange(holds_start_, false)) return start_element();

  const int got = xmlTextReaderRead(reader_.get());
  if (taken_ == 0) return fail("the file is empty");
  if (taken_ > max_file_bytes) return fail("the file is too large");
  if (attributes_ > max_attributes) return fail("an element has too many attributes");
  if (got < 0) return fail("the file isn't well-formed XML from its beginning to its end");
  if (got == 0) {
    return path_.empty() ? Step::end : fail("the file ends inside an element");
  }
  switch (xmlTextReaderNodeType(reader_.get())) {
    case XML_READER_TYPE_ELEMENT: return start_element();
    case XML_READER_TYPE_END_ELEMENT: return end_element();
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA: return add_text();
    case XML_READER_TYPE_DOCUMENT_TYPE: return fail("a bank's file has no document type");
    case XML_READER_TYPE_ENTITY_REFERENCE: return fail("a bank's file has no entities");
    default: return std::nullopt;  // White space, comments, processing instructions.
  }
}

std::optional<XmlSteps::Step> XmlSteps::start_element() {
  if (may_be_leaf_) {  // So the element around this one is no leaf: report it first.
    may_be_leaf_ = false;
    holds_start_ = true;
    return Step::open;
  }
  if (lengths_.size() == max_depth) return fail("the elements are nested too deeply");
  enter();
  read_attributes();
  if (xmlTextReaderIsEmptyElement(reader_.get()) == 1) {
    leaves_before_ = true;
    return Step::leaf;
  }
  may_be_leaf_ = true;
  return std::nullopt;
}

XmlSteps::Step XmlSteps::end_element() {
  leaves_before_ = true;
  return std::exchange(may_be_leaf_, false) ? Step::leaf : Step::close;
}

std::optional<XmlSteps::Step> XmlSteps::add_text() {
  if (!may_be_leaf_) return std::nullopt;  // Stray text between elements says nothing.
  const auto more = view(xmlTextReaderConstValue(reader_.get()));
  if (text_.size() + more.size() > max_text_bytes) return fail("a text is too long");
  text_ += more;
  return std::nullopt;
}

XmlSteps::Step XmlSteps::fail(std::string sentence) {
  fault_ = Fault{"line " + std::to_string(line()), Reason::format_invalid, std::move(sentence)};
  return Step::failed;
}

void XmlSteps::enter() {
  lengths_.push_back(path_.size());
  if (!path_.empty()) path_ += '/';
  path_ += view(xmlTextReaderConstLocalName(reader_.get()));
  text_.clear();
  currency_.clear();
}

void XmlSteps::leave() {
  path_.resize(lengths_.back());
  lengths_.pop_back();
}

void XmlSteps::read_attributes() {
  if (xmlTextReaderHasAttributes(reader_.get()) != 1) return;
  while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
    if (view(xmlTextReaderConstLocalName(reader_.get())) == "Ccy") {
      currency_ = view(xmlTextReaderConstValue(reader_.get()));
    }
  }
  xmlTextReaderMoveToElement(reader_.get());
}

}  // namespace relief::reconciliation
