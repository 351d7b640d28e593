#include "ledger/books/lots.h"

#include <gtest/gtest.h>

namespace relief::lots_test {
namespace {

const LotsKey general{.fund = "fnd_general", .currency = "AZN"};
const LotsKey children{.fund = "fnd_children", .currency = "AZN"};

UseKey use_of(const std::string& item, const LotsKey& of = general) {
  return {.item = item, .fund = of.fund, .currency = of.currency};
}

/// Lots of which everything is there, as a whole book has them.
class LotsTest : public ::testing::Test {
 protected:
  void move(const LotsKey& key, const std::string& item, int change) {
    lots.move(key, item, change, ++number);
    lots.complete(key, number);
  }

  Lots lots;
  std::uint64_t number = 0;
};

TEST_F(LotsTest, EachFundSpendsItsOwn) {
  move(general, "don_1", 500);
  move(children, "don_2", 300);
  move(general, "pay_1", -200);
  move(children, "pay_1", -100);
  EXPECT_EQ(lots.unspent(general), 300);
  EXPECT_EQ(lots.unspent(children), 200);
  EXPECT_EQ(lots.uses(use_of("pay_1")), (std::vector<LotUse>{{.lot = 1, .amount = 200}}));
  EXPECT_EQ(lots.uses(use_of("pay_1", children)), (std::vector<LotUse>{{.lot = 2, .amount = 100}}));
  move(general, "pay_1", 200);
  EXPECT_EQ(lots.unspent(general), 500);
  EXPECT_EQ(lots.unspent(children), 200) << "what comes back to one fund is another's no more";
}

TEST_F(LotsTest, WhatComesBackIsSpentAgainBeforeLaterGifts) {
  move(general, "don_1", 100);
  move(general, "don_2", 100);
  move(general, "pay_1", -150);
  move(general, "pay_1", 120);
  EXPECT_EQ(lots.lot(general, 1)->left, 70);
  EXPECT_EQ(lots.lot(general, 2)->left, 100);
  move(general, "pay_2", -80);
  EXPECT_EQ(lots.uses(use_of("pay_2")),
            (std::vector<LotUse>{{.lot = 1, .amount = 70}, {.lot = 2, .amount = 10}}));
}

TEST_F(LotsTest, MoreThanAnItemConsumedOpensALot) {
  move(general, "don_1", 100);
  move(general, "pay_1", -40);
  move(general, "pay_1", 60);
  EXPECT_EQ(lots.lot_count(), 2U);
  EXPECT_EQ(lots.lot(general, 3), (Lot{.number = 3, .gift = "pay_1", .left = 20}));
}

TEST_F(LotsTest, TellsAllThatItKnows) {
  move(general, "don_1", 100);
  move(general, "pay_1", -40);
  std::vector<Lot> told;
  lots.each_lot([&](const LotsKey&, const Lot& lot) { told.push_back(lot); });
  EXPECT_EQ(told, (std::vector<Lot>{{.number = 1, .gift = "don_1", .left = 60}}));
  lots.each_use([&](const UseKey& key, const std::vector<LotUse>& uses) {
    EXPECT_EQ(key, use_of("pay_1"));
    EXPECT_EQ(uses, lots.uses(key));
  });
  std::vector<std::string> unspent;
  lots.each_unspent(general, [&](std::string_view gift) { unspent.emplace_back(gift); });
  EXPECT_EQ(unspent, std::vector<std::string>{"don_1"});
  EXPECT_FALSE(lots.lot(children, 1).has_value());
  EXPECT_FALSE(lots.lot(general, 2).has_value());
}

TEST(LoadedLotsTest, SpendOnlyWhatIsKnownToBeTheOldest) {
  Lots lots;
  lots.load(general, {.number = 7, .gift = "don_7", .left = 100});
  EXPECT_EQ(lots.unspent(general), 0);
  lots.load(general, {.number = 3, .gift = "don_3", .left = 50});
  lots.load(general, {.number = 3, .gift = "don_3", .left = 10});
  lots.complete(general, 3);
  EXPECT_EQ(lots.unspent(general), 50) << "what is in memory is newer";
  lots.complete(general, 7);
  EXPECT_EQ(lots.unspent(general), 150);
  EXPECT_FALSE(lots.is_complete(use_of("pay_1")));
  lots.load(use_of("pay_1"), {.lot = 3, .amount = 5});
  lots.complete(use_of("pay_1"));
  EXPECT_TRUE(lots.is_complete(use_of("pay_1")));
  lots.move(general, "pay_1", 5, 9);
  EXPECT_EQ(lots.lot(general, 3)->left, 55);
}

}  // namespace
}  // namespace relief::lots_test
