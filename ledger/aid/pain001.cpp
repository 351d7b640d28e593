#include "ledger/aid/pain001.h"

#include <concepts>
#include <cstddef>
#include <memory>

#include <libxml/xmlwriter.h>

#include "ledger/aid/iban.h"
#include "ledger/aid/reference.h"
#include "ledger/aid/transliterate.h"

namespace relief {
namespace {

constexpr std::size_t max_name = 70;
constexpr std::size_t max_remittance = 140;
constexpr std::size_t max_digits = 18;

const xmlChar* xml(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// An XML document in memory.
class XmlDocument {
 public:
  XmlDocument() : buffer_{xmlBufferCreate()} {
    ensure(buffer_ != nullptr, "libxml2 has memory for a buffer");
    writer_.reset(xmlNewTextWriterMemory(buffer_.get(), 0));
    ensure(writer_ != nullptr, "libxml2 has memory for a writer");
    check(xmlTextWriterSetIndent(writer_.get(), 1));
    check(xmlTextWriterStartDocument(writer_.get(), "1.0", "UTF-8", nullptr));
  }

  void attribute(const std::string& name, const std::string& value) {
    check(xmlTextWriterWriteAttribute(writer_.get(), xml(name), xml(value)));
  }
  void text(const std::string& value) {
    check(xmlTextWriterWriteString(writer_.get(), xml(value)));
  }
  void element(const std::string& name, const std::string& value) {
    check(xmlTextWriterWriteElement(writer_.get(), xml(name), xml(value)));
  }
  /// An element with what `content` writes inside.
  template <std::invocable Content>
  void element(const std::string& name, const Content& content) {
    check(xmlTextWriterStartElement(writer_.get(), xml(name)));
    content();
    check(xmlTextWriterEndElement(writer_.get()));
  }

  std::string finish() {
    check(xmlTextWriterEndDocument(writer_.get()));
    writer_.reset();  // Flushes into the buffer.
    return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
            static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
  }

 private:
  struct Freeing {
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
    void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
  };

  static void check(int answer) { ensure(answer >= 0, "libxml2 writes what it is given"); }

  std::unique_ptr<xmlBuffer, Freeing> buffer_;  // Outlives the writer.
  std::unique_ptr<xmlTextWriter, Freeing> writer_;
};

/// A text in the bank's letters, cut to what the field holds.
std::string spelled(std::string_view text, std::size_t max_characters) {
  const auto latin = transliterated(text);
  require(latin.has_value(), Errc::refused,
          "a name in this order can't be written in the letters of the bank");
  return latin->substr(0, max_characters);
}

Money sum_of(const PaymentOrder& order) {
  auto sum = Money::zero(order.payments.front().amount.currency());
  for (const auto& payment : order.payments) sum += payment.amount;
  const auto digits = sum.units_text().size();
  require(digits <= max_digits, Errc::too_large, "the sum of this order has more than 18 digits");
  return sum;
}

void ensure_sound(const PaymentOrder& order) {
  ensure(!order.payments.empty(), "an order to the bank has a payment");
  ensure(!order.message_id.empty() && order.message_id.size() <= 35,
         "an order's message id has 1 to 35 characters");
  ensure(is_iban(order.debtor_iban), "an order's account was checked when its place was opened");
  ensure(!order.debtor_bic || is_bic(*order.debtor_bic),
         "an order's bank was checked when its place was opened");
  for (const auto& payment : order.payments) {
    ensure(is_reference(payment.reference), "a payment of an order has our reference");
    ensure(is_iban(payment.creditor_iban), "a payee's account was checked when it was filed");
    ensure(!payment.amount.is_zero() && !payment.amount.is_negative(),
           "a payment of an order is above zero");
  }
}

/// Writes one order in one version.
class Writer {
 public:
  Writer(const PaymentOrder& order, Pain001Version version)
      : order_{order},
        version_{version},
        count_{std::to_string(order.payments.size())},
        sum_{sum_of(order).decimal()} {}

  std::string write() {
    document_.element("Document", [&] {
      document_.attribute("xmlns", "urn:iso:std:iso:20022:tech:xsd:" +
                                       std::string{pain001_versions.text(version_)});
      document_.element("CstmrCdtTrfInitn", [&] {
        header();
        payments();
      });
    });
    return document_.finish();
  }

 private:
  void header() {
    document_.element("GrpHdr", [&] {
      document_.element("MsgId", order_.message_id);
      document_.element("CreDtTm", to_text(order_.created));
      totals();
      party("InitgPty", order_.debtor_name);
    });
  }

  void payments() {
    document_.element("PmtInf", [&] {
      document_.element("PmtInfId", order_.message_id);
      document_.element("PmtMtd", "TRF");
      // A line on the statement for each payment, with its reference: so it can be matched.
      document_.element("BtchBookg", "false");
      totals();
      execution_date();
      party("Dbtr", order_.debtor_name);
      account("DbtrAcct", order_.debtor_iban,
              std::string{order_.payments.front().amount.currency().code});
      debtor_bank();
      // The fund bears the charges: the person receives the whole amount.
      document_.element("ChrgBr", "DEBT");
      for (const auto& payment : order_.payments) transfer(payment);
    });
  }

  void totals() {
    document_.element("NbOfTxs", count_);
    document_.element("CtrlSum", sum_);
  }

  void execution_date() {
    const auto day = to_text(order_.execution_date);
    if (version_ == Pain001Version::v03) {
      document_.element("ReqdExctnDt", day);
    } else {
      document_.element("ReqdExctnDt", [&] { document_.element("Dt", day); });
    }
  }

  void debtor_bank() {
    const std::string bic = version_ == Pain001Version::v03 ? "BIC" : "BICFI";
    document_.element("DbtrAgt", [&] {
      document_.element("FinInstnId", [&] {
        if (order_.debtor_bic) {
          document_.element(bic, *order_.debtor_bic);
        } else {
          // The schema wants a bank; this is the agreed word for one that the IBAN tells.
          document_.element("Othr", [&] { document_.element("Id", "NOTPROVIDED"); });
        }
      });
    });
  }

  void transfer(const CreditTransfer& payment) {
    document_.element("CdtTrfTxInf", [&] {
      document_.element("PmtId", [&] { document_.element("EndToEndId", payment.reference); });
      document_.element("Amt", [&] {
        document_.element("InstdAmt", [&] {
          document_.attribute("Ccy", std::string{payment.amount.currency().code});
          document_.text(payment.amount.decimal());
        });
      });
      party("Cdtr", payment.creditor_name);
      account("CdtrAcct", payment.creditor_iban, {});
      document_.element("RmtInf", [&] {
        document_.element("Ustrd", spelled(payment.remittance, max_remittance));
      });
    });
  }

  void party(const std::string& name, std::string_view written) {
    document_.element(name, [&] { document_.element("Nm", spelled(written, max_name)); });
  }

  void account(const std::string& name, const std::string& iban,
               const std::optional<std::string>& currency) {
    document_.element(name, [&] {
      document_.element("Id", [&] { document_.element("IBAN", iban); });
      if (currency) document_.element("Ccy", *currency);
    });
  }

  const PaymentOrder& order_;
  Pain001Version version_;
  std::string count_;
  std::string sum_;
  XmlDocument document_;
};

}  // namespace

std::string pain001(const PaymentOrder& order, Pain001Version version) {
  ensure_sound(order);
  return Writer{order, version}.write();
}

}  // namespace relief
