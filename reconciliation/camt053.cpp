#include "reconciliation/camt053.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "reconciliation/camt_statement.h"
#include "reconciliation/figures.h"
#include "reconciliation/formats.h"
#include "reconciliation/xml_steps.h"

namespace relief::reconciliation {
namespace {

constexpr std::string_view container = "BkToCstmrStmt/";
constexpr std::string_view statement_prefix = "Stmt/";

bool is_known_version(std::string_view name_space) {
  constexpr std::string_view stem = "camt.053.001.";
  const auto at = name_space.find(stem);
  if (at == std::string_view::npos) return false;
  const auto version = name_space.substr(at + stem.size());
  return version.size() == 2 && read_number(version) && version >= "02" && version <= "14";
}

/// One camt.053 document while it is read.
class Document {
 public:
  explicit Document(std::string_view bytes) : steps_{bytes} {}

  Reading read() {
    for (auto step = steps_.next(); step != XmlSteps::Step::end; step = steps_.next()) {
      if (step == XmlSteps::Step::failed) {
        const auto& fault = steps_.fault();
        faults_.add(place(fault.place), fault.reason, fault.sentence);
        break;
      }
      take(step);
      if (faults_.is_full()) break;
    }
    if (reading_.statements.empty() && faults_.faults().empty()) {
      faults_.add("Document", Reason::format_invalid, "the file has no statement");
    }
    reading_.faults = faults_.faults();
    return std::move(reading_);
  }

 private:
  /// Where the XML itself is at fault: the line, and what was being read. Never the file's own
  /// names, which may be anything.
  [[nodiscard]] std::string place(const std::string& line) const {
    return statement_ ? line + ": " + statement_->position() : line;
  }

  void take(XmlSteps::Step step) {
    const auto path = below_container();
    if (!path) return;
    if (*path == "Stmt" && step != XmlSteps::Step::close) begin_statement();
    if (statement_ && path->starts_with(statement_prefix)) {
      pass_on(step, path->substr(statement_prefix.size()));
    } else if (*path == "Stmt" && step != XmlSteps::Step::open) {
      end_statement();
    } else if (step == XmlSteps::Step::leaf) {
      take_page(*path);
    }
  }

  /// The path below the message's element, wherever banks wrap the document.
  std::optional<std::string_view> below_container() {
    const auto path = steps_.path();
    const auto at = path.find(container);
    if (at == std::string_view::npos) return {};
    if (!is_version_checked_) check_version();
    return path.substr(at + container.size());
  }

  void check_version() {
    is_version_checked_ = true;
    if (!is_known_version(steps_.name_space())) {
      faults_.add("Document", Reason::format_invalid,
                  "this is no camt.053.001 of the versions 02 to 14");
    }
  }

  void begin_statement() {
    statement_.emplace(static_cast<int>(reading_.statements.size()) + 1, page_);
  }

  void end_statement() {
    reading_.statements.push_back(std::move(*statement_).statement(faults_));
    statement_.reset();
  }

  void pass_on(XmlSteps::Step step, std::string_view path) {
    if (step == XmlSteps::Step::open) statement_->open(path);
    if (step == XmlSteps::Step::close) statement_->close(path, faults_);
    if (step == XmlSteps::Step::leaf) {
      statement_->take({path, steps_.text(), steps_.currency()}, faults_);
    }
  }

  void take_page(std::string_view path) {
    if (path == "GrpHdr/MsgPgntn/PgNb") {
      const auto number = read_number(steps_.text());
      constexpr long max_pages = 99'999;  // Max5NumericText
      if (!number || *number > max_pages) {
        return faults_.add("GrpHdr/MsgPgntn", Reason::format_invalid, "a page needs its number");
      }
      page_.number = static_cast<int>(*number);
    } else if (path == "GrpHdr/MsgPgntn/LastPgInd") {
      page_.is_last = read_truth(steps_.text()).value_or(false);
    }
  }

  XmlSteps steps_;
  FaultList faults_;
  Reading reading_;
  Page page_;
  bool is_version_checked_ = false;
  std::optional<CamtStatement> statement_;
};

Reading refused(std::string sentence) {
  return {{}, {{"line 1", Reason::format_invalid, std::move(sentence)}}};
}

}  // namespace

bool looks_like_camt053(std::string_view head) {
  std::string narrow{head};
  std::erase(narrow, '\0');  // UTF-16 spells these names with a zero beside each letter.
  return narrow.find("camt.053.") != std::string::npos ||
         narrow.find("BkToCstmrStmt") != std::string::npos;
}

Reading read_camt053(std::string_view bytes) {
  if (bytes.empty()) return refused("the file is empty");
  if (bytes.size() > max_file_bytes) return refused("the file is too large");
  return Document{bytes}.read();
}

}  // namespace relief::reconciliation
