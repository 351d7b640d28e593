#include "reconciliation/match_names.h"

#include <gtest/gtest.h>

#include "reconciliation/match_text.h"

namespace relief::reconciliation::match_names_test {
namespace {

NameFit fit(std::string_view ours, std::string_view banks) {
  return compare(Name{ours}, Name{banks});
}

TEST(MatchNamesTest, AgreesWithSurnameAndGivenNameInAnyOrder) {
  constexpr auto ours = "Rəhimova Aynur Vüqar qızı";
  EXPECT_EQ(fit(ours, "AYNUR REHIMOVA"), NameFit::agrees);
  EXPECT_EQ(fit(ours, "Rahimova Aynur Vugar gizi"), NameFit::agrees);
  EXPECT_EQ(fit(ours, "R?himova Aynur"), NameFit::agrees);
}

TEST(MatchNamesTest, DoesntTakeANamesakeForHer) {
  constexpr auto ours = "Rəhimova Aynur Vüqar qızı";
  EXPECT_EQ(fit(ours, "Rəhimova Aynur Anar qızı"), NameFit::resembles) << "another father";
  EXPECT_EQ(fit(ours, "Rəhimova Leyla"), NameFit::resembles);
  EXPECT_EQ(fit(ours, "Rəhimova"), NameFit::resembles) << "a surname alone";
  EXPECT_EQ(fit(ours, "Rəhimova Vüqar"), NameFit::resembles) << "her father's name isn't hers";
  EXPECT_EQ(fit(ours, "Əliyev Kamran"), NameFit::differs);
  EXPECT_EQ(fit(ours, ""), NameFit::unknown);
  EXPECT_EQ(fit("", "Aynur"), NameFit::unknown);
}

TEST(MatchNamesTest, ComparesOrganisationsByAllTheirWords) {
  constexpr auto ours = "Ümid Körpüsü Səhiyyə Mərkəzi";
  EXPECT_EQ(fit(ours, "Umid Korpusu Sehiyye Merkezi"), NameFit::agrees);
  EXPECT_EQ(fit(ours, "Umid Korpusu Deyirman MMC"), NameFit::resembles);
  EXPECT_EQ(fit("Qala Aqro MMC", "QALA AQRO"), NameFit::agrees) << "legal forms are left out";
  EXPECT_EQ(fit(ours, "Umid Korpusu Sehiyye Merk"), NameFit::agrees) << "a field that cuts";
}

TEST(MatchNamesTest, FindsANameAmongOtherWords) {
  const auto seen = [](std::string_view ours, std::string_view text) {
    return look_for(Name{ours}, sounds(text));
  };
  constexpr auto text = "ODENIS IBRAHIMOV FUAD EMIN OGHLU";
  EXPECT_EQ(seen("İbrahimov Fuad Emin oğlu", text), NameFit::agrees);
  EXPECT_EQ(seen("İbrahimov Kamran Emin oğlu", text), NameFit::resembles);
  EXPECT_EQ(seen("Kəpəz Tikinti MMC", text), NameFit::unknown) << "the text may leave it out";
  EXPECT_EQ(seen("Kəpəz Tikinti MMC", "IANE KEPEZ TIKINTI MMC"), NameFit::agrees);
}

}  // namespace
}  // namespace relief::reconciliation::match_names_test
