#include "reconciliation/mt940.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "reconciliation/fault_list.h"
#include "reconciliation/mt_fields.h"
#include "reconciliation/mt_message.h"

namespace relief::reconciliation {
namespace {

/// Fields that only stand in a message of ours: with one of them begins a message that has lost
/// its :20:.
bool begins_message(std::string_view tag) {
  constexpr std::array begins{"20", "25", "28C", "60F", "60M", "61"};
  return std::ranges::find(begins, tag) != begins.end();
}

/// One file of messages while it is read.
class Messages {
 public:
  Messages(MtFields fields, StatementSink& sink) : fields_{std::move(fields)}, sink_{sink} {}

  std::vector<Fault> tell() {
    while (!faults_.is_full() && told_ < max_statements) {
      const auto field = fields_.next();
      if (!field) break;
      take(*field);
    }
    finish();
    if (const auto& fault = fields_.fault()) {
      faults_.add(fault->place, fault->reason, fault->sentence);
    } else if (told_ == max_statements) {
      faults_.add("file", Reason::format_invalid, "the file has too many statements");
    } else if (told_ == 0) {
      faults_.add("line 1", Reason::format_invalid, "the file has no statement");
    }
    return faults_.faults();
  }

 private:
  void take(const MtField& field) {
    if (field.ends_message() || field.tag == "20") finish();
    if (field.ends_message()) return;
    if (!message_ && begins_message(field.tag)) message_.emplace(told_ + 1, last_page_);
    if (message_) message_->take(field, sink_, faults_);
  }

  void finish() {
    if (!message_) return;
    auto statement = message_->statement(sink_, faults_);
    last_page_ = statement.last_page.is_last ? 0 : statement.last_page.number;
    sink_.take(std::move(statement));
    message_.reset();
    ++told_;
  }

  MtFields fields_;
  StatementSink& sink_;
  FaultList faults_;
  int told_ = 0;
  int last_page_ = 0;
  std::optional<MtMessage> message_;
};

/// Letters of a UTF-16 file have a zero beside each.
std::string narrow(std::string_view head) {
  std::string text{head};
  std::erase(text, '\0');
  return text;
}

bool has_field(const std::string& text, const std::string& tag) {
  const auto field = ":" + tag + ":";
  return text.starts_with(field) || text.find("\n" + field) != std::string::npos;
}

}  // namespace

bool looks_like_mt942(std::string_view head) {
  const auto text = narrow(head);
  return has_field(text, "34F") || text.find("{2:O942") != std::string::npos ||
         text.find("{2:I942") != std::string::npos;
}

bool looks_like_mt940(std::string_view head) {
  const auto text = narrow(head);
  return !looks_like_mt942(head) &&
         (has_field(text, "25") || has_field(text, "60F") || has_field(text, "60M") ||
          has_field(text, "28C") || text.find("{4:") != std::string::npos);
}

std::vector<Fault> tell_mt940(const Bytes& bytes, const std::string& charset, StatementSink& sink) {
  return Messages{MtFields{TextLines{bytes, charset}}, sink}.tell();
}

}  // namespace relief::reconciliation
