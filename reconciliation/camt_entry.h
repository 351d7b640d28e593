#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/camt_particulars.h"

namespace relief::reconciliation {

/// One Ntry while it is read.
class CamtEntry {
 public:
  /// What an entry may take in memory, and with it a file: enough for ten thousand details.
  static constexpr std::size_t max_bytes = std::size_t{40} * 1024 * 1024;

  /// `place` names it in faults: "Stmt[1]/Ntry[3]".
  CamtEntry(int number, std::string place) : number_{number}, place_{std::move(place)} {}

  [[nodiscard]] const std::string& place() const { return place_; }

  void open(std::string_view path);  ///< An element below Ntry that holds elements begins.
  void take(const CamtLeaf& leaf);   ///< A leaf below Ntry.

  /// What an entry takes from the message around it.
  struct Around {
    std::string_view own_account;
    Kind kind;
    std::optional<Date> created;  ///< When the bank wrote it.
  };
  /// The line, once the entry has ended; nothing where it is no line, and the faults say why.
  [[nodiscard]] std::optional<StatementLine> line(const Around& around, FaultList& faults) const;

 private:
  struct Detail {
    CamtParticulars particulars;
    CamtParticulars::RawAmount amount;
    std::string direction;

    void take(const CamtLeaf& leaf);
  };
  struct Batch {
    std::string id, count;
    CamtParticulars::RawAmount total;

    void take(const CamtLeaf& leaf);
  };
  /// What a line can't do without.
  struct Core {
    Money amount;
    bool is_credit;
    Date booked_on;
    Date value_on;
  };

  void take_own(const CamtLeaf& leaf);
  [[nodiscard]] std::optional<Core> core(const Around& around, FaultList& faults) const;
  [[nodiscard]] std::optional<Money> amount(FaultList& faults) const;
  [[nodiscard]] std::optional<Date> day(std::string_view text, std::string_view element,
                                        FaultList& faults) const;
  [[nodiscard]] std::vector<BatchBooking> batches(const Currency& currency,
                                                  FaultList& faults) const;
  [[nodiscard]] LineDetail detail(int number, const Core& core, std::string_view own_account,
                                  FaultList& faults) const;
  [[nodiscard]] std::optional<Money> detail_amount(const Detail& detail, const Core& core,
                                                   const std::string& place,
                                                   FaultList& faults) const;

  [[nodiscard]] bool is_too_large() const { return bytes_ > max_bytes; }

  int number_;
  std::string place_;
  std::size_t bytes_ = 0;
  CamtParticulars::RawAmount amount_;
  std::string direction_, status_, reversal_, reference_, booked_on_, value_on_;
  CamtParticulars particulars_;
  std::vector<Detail> details_;
  std::vector<Batch> batches_;
};

}  // namespace relief::reconciliation
