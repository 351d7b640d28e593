#include "api/cli/demo_bank_files.h"

#include <initializer_list>
#include <memory>
#include <optional>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "ledger/base/error.h"

namespace relief::cli {
namespace {

struct Freeing {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  void operator()(xmlChar* text) const { xmlFree(text); }
};
using Document = std::unique_ptr<xmlDoc, Freeing>;
using Text = std::unique_ptr<xmlChar, Freeing>;

const xmlChar* xml(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

std::string plain(const Text& text) {
  return text ? reinterpret_cast<const char*>(text.get()) : std::string{};
}

/// An element of a file that came; or of none, where the file lacks it.
class Read {
 public:
  explicit Read(xmlNode* node) : node_{node} {}

  [[nodiscard]] std::vector<Read> all(const std::string& name) const {
    std::vector<Read> found;
    for (auto* child = node_ ? xmlFirstElementChild(node_) : nullptr; child != nullptr;
         child = xmlNextElementSibling(child)) {
      if (xmlStrEqual(child->name, xml(name)) != 0) found.emplace_back(child);
    }
    return found;
  }
  [[nodiscard]] Read at(std::initializer_list<const char*> path) const {
    auto here = *this;
    for (const auto* name : path) {
      const auto found = here.all(name);
      here = found.empty() ? Read{nullptr} : found.front();
    }
    return here;
  }
  [[nodiscard]] std::string text() const {
    return node_ ? plain(Text{xmlNodeGetContent(node_)}) : "";
  }
  [[nodiscard]] std::string attribute(const std::string& name) const {
    return node_ ? plain(Text{xmlGetProp(node_, xml(name))}) : "";
  }

 private:
  xmlNode* node_;
};

/// An element of a file that is being made.
class Made {
 public:
  explicit Made(xmlNode* node) : node_{node} {}

  [[nodiscard]] Made add(const std::string& name) const {
    return Made{xmlNewChild(node_, nullptr, xml(name), nullptr)};
  }
  void add(const std::string& name, const std::string& text) const {
    xmlNewTextChild(node_, nullptr, xml(name), xml(text));
  }
  /// An amount without its sign, and which way it moved.
  void add_amount(const Money& money) const {
    add_size(money);
    add("CdtDbtInd", money.is_negative() ? "DBIT" : "CRDT");
  }
  void add_size(const Money& money) const {
    auto* const amount =
        xmlNewTextChild(node_, nullptr, xml("Amt"), xml(money.magnitude().decimal()));
    xmlNewProp(amount, xml("Ccy"), xml(std::string{money.currency().code}));
  }

 private:
  xmlNode* node_;
};

BankOrder::Payment payment_of(const Read& transfer) {
  const auto amount = transfer.at({"Amt", "InstdAmt"});
  return {.reference = transfer.at({"PmtId", "EndToEndId"}).text(),
          .amount = Money::parse(amount.text(), currency(amount.attribute("Ccy"))),
          .payee = {.name = transfer.at({"Cdtr", "Nm"}).text(),
                    .iban = transfer.at({"CdtrAcct", "Id", "IBAN"}).text()},
          .text = transfer.at({"RmtInf", "Ustrd"}).text()};
}

void require_totals(const BankOrder& order, const Read& header) {
  require(!order.payments.empty(), Errc::refused, "the order has no payment");
  auto sum = Money::zero(order.payments.front().amount.currency());
  for (const auto& payment : order.payments) sum += payment.amount;
  require(header.at({"NbOfTxs"}).text() == std::to_string(order.payments.size()) &&
              header.at({"CtrlSum"}).text() == sum.decimal(),
          Errc::refused, "the totals of the order aren't those of its payments");
}

void add_balance(const Made& statement, const std::string& type, const Money& money, Date on) {
  const auto balance = statement.add("Bal");
  balance.add("Tp").add("CdOrPrtry").add("Cd", type);
  balance.add_amount(money);
  balance.add("Dt").add("Dt", to_text(on));
}

void add_code(const Made& entry, const std::string& code) {
  const auto first = code.find('/');
  const auto second = code.find('/', first + 1);
  const auto domain = entry.add("BkTxCd").add("Domn");
  domain.add("Cd", code.substr(0, first));
  const auto family = domain.add("Fmly");
  family.add("Cd", code.substr(first + 1, second - first - 1));
  family.add("SubFmlyCd", code.substr(second + 1));
}

void add_other_side(const Made& detail, const Booking& booking) {
  const auto& other = booking.other;
  if (other.name.empty() && other.iban.empty()) return;
  // A payment that comes back still names its payee.
  const bool is_debtor = !booking.amount.is_negative() && booking.return_reason.empty();
  const std::string role = is_debtor ? "Dbtr" : "Cdtr";
  const auto parties = detail.add("RltdPties");
  if (!other.name.empty()) parties.add(role).add("Nm", other.name);
  if (!other.iban.empty()) parties.add(role + "Acct").add("Id").add("IBAN", other.iban);
}

void add_entry(const Made& statement, const Booking& booking, const std::string& bank_reference) {
  const auto entry = statement.add("Ntry");
  entry.add("NtryRef", bank_reference);
  entry.add_amount(booking.amount);
  entry.add("Sts", "BOOK");
  entry.add("BookgDt").add("Dt", to_text(booking.on));
  entry.add("ValDt").add("Dt", to_text(booking.on));
  entry.add("AcctSvcrRef", bank_reference);
  add_code(entry, booking.code);

  const auto detail = entry.add("NtryDtls").add("TxDtls");
  const auto references = detail.add("Refs");
  references.add("AcctSvcrRef", bank_reference);
  if (!booking.reference.empty()) references.add("EndToEndId", booking.reference);
  add_other_side(detail, booking);
  if (!booking.text.empty()) detail.add("RmtInf").add("Ustrd", booking.text);
  if (!booking.return_reason.empty()) {
    detail.add("RtrInf").add("Rsn").add("Cd", booking.return_reason);
  }
}

std::string month_text(std::chrono::year_month month) {
  return to_text(Date{month / std::chrono::day{1}}).substr(0, 7);
}

std::string bytes_of(xmlDoc* document) {
  xmlChar* bytes = nullptr;
  int size = 0;
  xmlDocDumpFormatMemoryEnc(document, &bytes, &size, "UTF-8", 1);
  const Text held{bytes};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

}  // namespace

BankOrder order_of(std::string_view pain001) {
  const Document document{xmlReadMemory(pain001.data(), static_cast<int>(pain001.size()), nullptr,
                                        nullptr,
                                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)};
  require(document != nullptr, Errc::malformed, "this isn't XML");
  const auto order = Read{xmlDocGetRootElement(document.get())}.at({"CstmrCdtTrfInitn"});
  const auto block = order.at({"PmtInf"});
  const auto day = block.at({"ReqdExctnDt"});
  const auto dated = day.at({"Dt"}).text();  // From version .09 on, the date stands one deeper.

  BankOrder read{.message_id = order.at({"GrpHdr", "MsgId"}).text(),
                 .account = block.at({"DbtrAcct", "Id", "IBAN"}).text(),
                 .execution_date = parse_date(dated.empty() ? day.text() : dated),
                 .payments = {}};
  for (const auto& transfer : block.all("CdtTrfTxInf")) {
    read.payments.push_back(payment_of(transfer));
  }
  require_totals(read, order.at({"GrpHdr"}));
  return read;
}

std::string camt053(const MonthOfAccount& told) {
  const Date first{told.month / std::chrono::day{1}};
  const Date last{told.month / std::chrono::last};
  const auto name = told.iban.substr(told.iban.size() - 4) + "-" + month_text(told.month);
  const auto written = to_text(last + std::chrono::days{1}) + "T06:00:00+04:00";

  const Document document{xmlNewDoc(xml("1.0"))};
  auto* root = xmlNewNode(nullptr, xml("Document"));
  xmlDocSetRootElement(document.get(), root);
  xmlSetNs(root, xmlNewNs(root, xml("urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"), nullptr));
  const auto message = Made{root}.add("BkToCstmrStmt");
  const auto header = message.add("GrpHdr");
  header.add("MsgId", "DEMO-" + name);
  header.add("CreDtTm", written);

  const auto statement = message.add("Stmt");
  statement.add("Id", name);
  statement.add("ElctrncSeqNb", std::to_string(static_cast<unsigned>(told.month.month())));
  statement.add("CreDtTm", written);
  const auto span = statement.add("FrToDt");
  span.add("FrDtTm", to_text(first) + "T00:00:00+04:00");
  span.add("ToDtTm", to_text(last) + "T23:59:59+04:00");
  const auto account = statement.add("Acct");
  account.add("Id").add("IBAN", told.iban);
  account.add("Ccy", std::string{told.opening.currency().code});

  auto closing = told.opening;
  for (const auto& booking : told.bookings) closing += booking.amount;
  add_balance(statement, "OPBD", told.opening, first);
  add_balance(statement, "CLBD", closing, last);
  int number = 0;
  for (const auto& booking : told.bookings) {
    add_entry(statement, booking, name + "-" + std::to_string(++number));
  }
  return bytes_of(document.get());
}

}  // namespace relief::cli
