#include <gtest/gtest.h>

#include "ledger/aid/reference.h"
#include "ledger/cases/allocate_request.h"
#include "ledger/cases/announce_receipt.h"
#include "ledger/cases/cancel_remainder.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/cases/return_receipt.h"
#include "ledger/cases/reverse_entry.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/transfers.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

class GiftsTest : public ::testing::Test {
 protected:
  GiftsTest() {
    office.database.change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      {.id = other_bank,
                       .type = storage::PlaceType::bank,
                       .currency = &office.azn,
                       .organisation = {},
                       .name = "Other bank",
                       .iban = "AZ96AZEJ00000000001234567890"},
                      0);
      return true;
    });
  }

  Money azn(std::string_view decimal) { return Money::parse(decimal, office.azn); }

  NewGift contribution(std::string_view amount) {
    return {.donor = Donor{.name = "Giver", .kind = DonorKind::person},
            .anonymous = true,
            .source = "contribution",
            .amount = azn(amount),
            .received_on = parse_date("2026-03-01"),
            .place = office.bank,
            .fund = office.general,
            .evidence = {}};
  }
  Facts announce(const NewGift& gift) {
    return office.run(office.administrator,
                      [&](Work& work) { return announce_receipt(work, gift); });
  }
  Facts identify(const Identification& input) {
    return office.run_signed(treasurer, [&](Work& work) { return identify_receipt(work, input); });
  }
  Facts cancel(const std::string& item) {
    return office.run_signed(treasurer, [&](Work& work) { return cancel_remainder(work, item); });
  }
  Facts transfer(std::string_view amount) {
    const NewTransfer input{
        .fund = office.general, .from = office.bank, .to = other_bank, .amount = azn(amount)};
    return office.run_signed(treasurer, [&](Work& work) { return order_transfer(work, input); });
  }
  Facts reverse(std::uint64_t seq) {
    return office.run_signed(office.administrator,
                             [&](Work& work) { return reverse_entry(work, seq); });
  }

  /// A fact of the bank.
  void post(std::vector<Line> lines) {
    office.run(office.administrator, [&](Work& work) {
      auto record = test::ReliefOffice::bank_line(work.today(), lines);
      return Facts{{"seq", work.append(std::move(record))}};
    });
  }
  ReceiptId unknown(std::string_view amount, const PlaceId& place) {
    const auto id = ReceiptId::random(office.entropy);
    post(pair("1100", "2200", place.text(), unassigned_fund, id.text(), azn(amount)));
    return id;
  }
  std::string open(const std::string& account, const std::string& item) {
    return office.database.read([&](storage::Transaction& tx) {
      const auto found = storage::find_item(tx, account, item);
      return found ? found->amount.decimal() : "none";
    });
  }

  test::ReliefOffice office;
  Actor treasurer{PersonId::random(office.entropy), Role::treasurer, {}};
  PlaceId other_bank{PlaceId::random(office.entropy)};
};

TEST_F(GiftsTest, AnnouncesAGiftAndSealsItsDonor) {
  const auto facts = announce(contribution("50.00"));
  EXPECT_TRUE(is_reference(facts.at("reference").get<std::string>()));
  const GiftId id{facts.at("id")};
  EXPECT_EQ(open("1150", id.text()), "50.00");
  EXPECT_EQ(office.available(), "0.00") << "what is only announced can't be promised";
  office.database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(particulars_of(tx, office.secrets, id).donor->name, "Giver");
    EXPECT_EQ(storage::find_gift_by_reference(tx, facts.at("reference"))->id, id);
    EXPECT_EQ(storage::record_bytes(tx, facts.at("seq")).find("Giver"), std::string::npos);
    return true;
  });
}

TEST_F(GiftsTest, DemandsTheSourcesDocuments) {
  auto grant = contribution("50.00");
  grant.source = "grant";
  EXPECT_EQ(test::refusal([&] { announce(grant); }), Errc::refused);
  grant.evidence = {
      {.kind = "agreement", .reference = "7", .date = parse_date("2026-01-01"), .sha256 = {}},
      {.kind = "registration", .reference = "8", .date = parse_date("2026-01-02"), .sha256 = {}}};
  const auto id = announce(grant).at("id").get<std::string>();
  office.database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_gift(tx, GiftId{id}).evidence, "agreement registration");
    EXPECT_EQ(storage::evidence_of(tx, id).size(), 2U);
    return true;
  });
}

TEST_F(GiftsTest, RefusesAGiftAboveTheRulebooksCeilingAndNamesItsField) {
  const auto slip = test::fault([&] { announce(contribution("100000000.01")); });
  EXPECT_EQ(slip.code(), Errc::refused);
  EXPECT_EQ(slip.clause(), "Fund order 14");
  EXPECT_EQ(slip.faults().at(0).pointer, "/amount/amount");
  announce(contribution("100000000.00"));
}

TEST_F(GiftsTest, RefusesAGiftThatFitsNowhere) {
  auto gift = contribution("50.00");
  gift.source = "lottery";
  EXPECT_EQ(test::refusal([&] { announce(gift); }), Errc::malformed);
  gift = contribution("50.00");
  gift.received_on = parse_date("2026-03-03");
  EXPECT_EQ(test::refusal([&] { announce(gift); }), Errc::malformed);
  gift = contribution("50.00");
  gift.amount = Money::parse("50.00", currency("EUR"));
  EXPECT_EQ(test::refusal([&] { announce(gift); }), Errc::refused);
}

TEST_F(GiftsTest, IdentifiesAReceiptAsAGiftThatNobodyAnnounced) {
  const auto receipt = unknown("900.00", office.bank);
  const auto waiting = office.submitted("17");
  // No place has money yet, so the one proposed may be either.
  office.run(office.administrator, [&](Work& work) {
    return allocate_request(work, waiting, {.fund = office.general, .place = office.bank});
  });
  office.approved(waiting);
  EXPECT_EQ(office.request(waiting).waits_for, storage::WaitsFor::money);
  auto gift = contribution("1.00");
  gift.donor.reset();
  const auto facts = identify({.receipt = receipt, .amount = {}, .as = gift});
  EXPECT_EQ(open("2200", receipt.text()), "0.00");
  EXPECT_EQ(office.request(waiting).waits_for, storage::WaitsFor::order);
  EXPECT_EQ(office.available(), "200.00");
  office.database.read([&](storage::Transaction& tx) {
    const auto kept = storage::find_gift(tx, GiftId{facts.at("item")});
    EXPECT_EQ(kept.amount.decimal(), "900.00");
    EXPECT_EQ(to_text(kept.received_on), "2026-03-02");
    EXPECT_FALSE(particulars_of(tx, office.secrets, kept.id).donor);
    return true;
  });
  EXPECT_EQ(test::refusal([&] { identify({.receipt = receipt, .amount = {}, .as = gift}); }),
            Errc::conflict);
}

TEST_F(GiftsTest, IdentifiesAsMuchAsWasAnnounced) {
  const GiftId gift{announce(contribution("50.00")).at("id")};
  const auto receipt = unknown("60.00", office.bank);
  identify({.receipt = receipt, .amount = {}, .as = gift});
  EXPECT_EQ(open("2200", receipt.text()), "-10.00") << "the rest stays unknown";
  EXPECT_EQ(open("1150", gift.text()), "0.00");
  EXPECT_EQ(office.available(), "50.00");
  EXPECT_EQ(
      test::refusal([&] { identify({.receipt = receipt, .amount = azn("20.00"), .as = gift}); }),
      Errc::conflict);
}

TEST_F(GiftsTest, IdentifiesAClaimComingBack) {
  const auto claim = ClaimId::random(office.entropy);
  post(pair("1200", "1100", office.bank.text(), unassigned_fund, claim.text(), azn("9.00")));
  const auto receipt = unknown("9.00", office.bank);
  const auto elsewhere = unknown("9.00", other_bank);
  EXPECT_EQ(test::refusal([&] { identify({.receipt = elsewhere, .amount = {}, .as = claim}); }),
            Errc::refused);
  identify({.receipt = receipt, .amount = {}, .as = claim});
  EXPECT_EQ(open("1200", claim.text()), "0.00");
}

TEST_F(GiftsTest, MovesMoneyBetweenItsPlaces) {
  office.receive("100.00");
  const auto facts = transfer("30.00");
  const TransferId id{facts.at("id")};
  EXPECT_EQ(office.available(), "70.00");
  EXPECT_EQ(test::refusal([&] { transfer("70.01"); }), Errc::refused);
  post(pair("2110", "1100", office.bank.text(), office.general.text(), id.text(), azn("30.00")));
  const auto receipt = unknown("30.00", other_bank);
  identify({.receipt = receipt, .amount = {}, .as = id});
  EXPECT_EQ(open("1160", id.text()), "0.00");
  office.database.read([&](storage::Transaction& tx) {
    EXPECT_TRUE(storage::open_transfers(tx, "").empty());
    EXPECT_EQ(storage::find_transfer_by_reference(tx, facts.at("reference"))->id, id);
    return true;
  });
}

TEST_F(GiftsTest, GivesUpWhatWillNeverCome) {
  const auto gift = announce(contribution("50.00")).at("id").get<std::string>();
  cancel(gift);
  EXPECT_EQ(open("1150", gift), "0.00");
  EXPECT_EQ(test::refusal([&] { cancel(gift); }), Errc::conflict);
  office.receive("100.00");
  const auto moved = transfer("30.00").at("id").get<std::string>();
  cancel(moved);
  EXPECT_EQ(office.available(), "100.00");
  EXPECT_EQ(test::refusal([&] { cancel("sus_other"); }), Errc::not_found);
}

TEST_F(GiftsTest, SendsAnUnknownReceiptBack) {
  const auto receipt = unknown("60.00", office.bank);
  const auto back = [&](Work& work) { return return_receipt(work, receipt); };
  office.run_signed(treasurer, back);
  EXPECT_EQ(open("2110", receipt.text()), "-60.00");
  EXPECT_EQ(test::refusal([&] { office.run_signed(treasurer, back); }), Errc::conflict);
}

TEST_F(GiftsTest, ReversesAnEntryOnce) {
  const auto facts = announce(contribution("50.00"));
  const auto seq = facts.at("seq").get<std::uint64_t>();
  reverse(seq);
  EXPECT_EQ(open("1150", facts.at("id")), "0.00");
  EXPECT_EQ(test::refusal([&] { reverse(seq); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { reverse(0); }), Errc::refused) << "genesis has no entry";
  EXPECT_EQ(test::refusal([&] { reverse(999); }), Errc::not_found);
}

TEST_F(GiftsTest, KeepsAnAnnouncementThatHasArrived) {
  const auto facts = announce(contribution("50.00"));
  const auto receipt = unknown("20.00", office.bank);
  const auto identified =
      identify({.receipt = receipt, .amount = {}, .as = GiftId{facts.at("id")}});
  EXPECT_EQ(test::refusal([&] { reverse(facts.at("seq")); }), Errc::conflict);
  reverse(identified.at("seq"));
  EXPECT_EQ(open("2200", receipt.text()), "-20.00");
  EXPECT_EQ(office.available(), "0.00");
}

}  // namespace
}  // namespace relief
