#include "reconciliation/camt.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "reconciliation/camt_statement.h"
#include "reconciliation/figures.h"
#include "reconciliation/xml_steps.h"

namespace relief::reconciliation {
namespace {

/// Below the element `name` in `path`: all after "name/", or nothing where it isn't in there.
std::optional<std::string_view> below(std::string_view name, std::string_view path) {
  for (auto at = path.find(name); at != std::string_view::npos; at = path.find(name, at + 1)) {
    const auto end = at + name.size();
    const bool begins = at == 0 || path[at - 1] == '/';
    if (begins && end < path.size() && path[end] == '/') return path.substr(end + 1);
  }
  return {};
}

bool is_known_version(std::string_view name_space, std::string_view message) {
  const auto at = name_space.find(message);
  if (at == std::string_view::npos) return false;
  auto version = name_space.substr(at + message.size());
  constexpr std::string_view variant = ".001.";
  if (!version.starts_with(variant)) return false;
  version.remove_prefix(variant.size());
  return version.size() == 2 && read_number(version) && version >= "02" && version <= "14";
}

/// One camt document while it is read.
class Document {
 public:
  Document(const CamtMessage& message, const Bytes& bytes, StatementSink& sink)
      : message_{message}, steps_{bytes}, sink_{sink} {}

  std::vector<Fault> tell() {
    for (auto step = steps_.next(); step != XmlSteps::Step::end; step = steps_.next()) {
      if (step == XmlSteps::Step::failed) {
        const auto& fault = steps_.fault();
        faults_.add(place(fault.place), fault.reason, fault.sentence);
        break;
      }
      take(step);
      if (faults_.is_full() || told_ == max_statements) break;
    }
    if (told_ == 0 && faults_.faults().empty()) {
      faults_.add("Document", Reason::format_invalid, "the file has no statement");
    }
    return faults_.faults();
  }

 private:
  /// Where the XML itself is at fault: the line, and what was being read. Never the file's own
  /// names, which may be anything.
  [[nodiscard]] std::string place(const std::string& line) const {
    return statement_ ? line + ": " + statement_->position() : line;
  }

  void take(XmlSteps::Step step) {
    const auto path = below(message_.container, steps_.path());
    if (!path) return;
    if (!is_version_checked_) check_version();
    if (!path->starts_with(message_.element)) {
      if (step == XmlSteps::Step::leaf) take_group_header(*path);
      return;
    }
    const auto rest = path->substr(message_.element.size());
    if (rest.empty()) {
      if (step != XmlSteps::Step::close) begin_statement();
      if (statement_ && step != XmlSteps::Step::open) end_statement();
    } else if (statement_ && rest.front() == '/') {
      pass_on(step, rest.substr(1));
    }
  }

  void check_version() {
    is_version_checked_ = true;
    if (!is_known_version(steps_.name_space(), message_.name)) {
      faults_.add("Document", Reason::format_invalid,
                  "this is no " + std::string{message_.name} + ".001 of the versions 02 to 14");
    }
  }

  void begin_statement() { statement_.emplace(message_, ++begun_, page_, created_); }

  void end_statement() {
    if (++told_ == max_statements) {
      faults_.add(statement_->position(), Reason::format_invalid,
                  "the file has too many statements");
    }
    sink_.take(std::move(*statement_).statement(faults_));
    statement_.reset();
  }

  void pass_on(XmlSteps::Step step, std::string_view path) {
    if (step == XmlSteps::Step::open) {
      statement_->open(path);
    } else if (step == XmlSteps::Step::leaf) {
      statement_->take({path, steps_.text(), steps_.currency()});
    }
    if (step == XmlSteps::Step::open) return;
    if (auto line = statement_->close(path, faults_)) sink_.take(*std::move(line));
  }

  void take_group_header(std::string_view path) {
    if (path == "GrpHdr/MsgPgntn/PgNb") {
      const auto number = read_number(steps_.text());
      constexpr long max_pages = 99'999;  // Max5NumericText
      if (!number || *number > max_pages) {
        return faults_.add("GrpHdr/MsgPgntn", Reason::format_invalid, "a page needs its number");
      }
      page_.number = static_cast<int>(*number);
    } else if (path == "GrpHdr/CreDtTm") {
      created_ = read_day(steps_.text());
    } else if (path == "GrpHdr/MsgPgntn/LastPgInd") {
      page_.is_last = read_truth(steps_.text()).value_or(false);
    }
  }

  const CamtMessage& message_;
  XmlSteps steps_;
  StatementSink& sink_;
  FaultList faults_;
  Page page_;
  std::optional<Date> created_;
  int begun_ = 0;
  int told_ = 0;
  bool is_version_checked_ = false;
  std::optional<CamtStatement> statement_;
};

}  // namespace

bool looks_like(const CamtMessage& message, std::string_view head) {
  std::string narrow{head};
  std::erase(narrow, '\0');  // UTF-16 spells these names with a zero beside each letter.
  return narrow.find(std::string{message.name} + ".") != std::string::npos ||
         narrow.find(message.container) != std::string::npos;
}

std::vector<Fault> tell(const CamtMessage& message, const Bytes& bytes, StatementSink& sink) {
  return Document{message, bytes, sink}.tell();
}

}  // namespace relief::reconciliation
