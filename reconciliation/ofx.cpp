#include "reconciliation/ofx.h"

#include <algorithm>

#include "reconciliation/fault_list.h"
#include "reconciliation/ofx_statement.h"
#include "reconciliation/ofx_tags.h"
#include "reconciliation/xml_steps.h"

namespace relief::reconciliation {
namespace {

std::string_view last_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::vector<Fault> ended(const OfxStatements& statements, FaultList& faults) {
  if (statements.told() == max_statements) {
    faults.add("file", Reason::format_invalid, "the file has too many statements");
  } else if (statements.told() == 0 && faults.faults().empty()) {
    faults.add("file", Reason::format_invalid, "the file has no statement");
  }
  return faults.faults();
}

/// Version 1: a tag with a text is a leaf, one without holds others, and only those are closed.
std::vector<Fault> tell_sgml(const Bytes& bytes, const std::string& charset, StatementSink& sink) {
  OfxTags tags{bytes, charset};
  OfxStatements statements{sink};
  FaultList faults;
  while (!faults.is_full() && statements.told() < max_statements) {
    const auto tag = tags.next();
    if (!tag) break;
    if (tag->closes) {
      statements.close(tag->name, tags.place(), faults);
    } else if (tag->text.empty()) {
      statements.open(tag->name);
    } else {
      statements.take(tag->name, tag->text);
    }
  }
  if (const auto& fault = tags.fault()) {
    faults.add(fault->place, fault->reason, fault->sentence);
  } else {
    statements.finish(tags.place(), faults);
  }
  return ended(statements, faults);
}

std::vector<Fault> tell_xml(const Bytes& bytes, StatementSink& sink) {
  XmlSteps steps{bytes};
  OfxStatements statements{sink};
  FaultList faults;
  while (!faults.is_full() && statements.told() < max_statements) {
    const auto step = steps.next();
    const auto place = "line " + std::to_string(steps.line());
    if (step == XmlSteps::Step::end) break;
    if (step == XmlSteps::Step::failed) {
      faults.add(steps.fault().place, steps.fault().reason, steps.fault().sentence);
      break;
    }
    const auto name = last_name(steps.path());
    if (step == XmlSteps::Step::open) statements.open(name);
    if (step == XmlSteps::Step::leaf) statements.take(name, steps.text());
    if (step == XmlSteps::Step::close) statements.close(name, place, faults);
  }
  return ended(statements, faults);
}

}  // namespace

bool looks_like_ofx(std::string_view head) {
  return head.find("OFXHEADER") != std::string_view::npos ||
         head.find("<OFX>") != std::string_view::npos;
}

std::vector<Fault> tell_ofx(const Bytes& bytes, const std::string& charset, StatementSink& sink) {
  auto begun = bytes;
  constexpr std::size_t enough = 512;
  const auto head = peek(begun, enough);
  const bool is_xml =
      head.find("<?xml") != std::string::npos || head.find("<?OFX") != std::string::npos;
  return is_xml ? tell_xml(begun, sink) : tell_sgml(begun, charset, sink);
}

}  // namespace relief::reconciliation
