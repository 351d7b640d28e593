#include "reports/words.h"

#include <algorithm>
#include <array>

namespace relief::reports {
namespace {

// Kinds of records, purposes of the rulebook and statuses of payments.
constexpr std::array all_words{
    Word{"batch.cancelled", "Ödəniş paketi ləğv edilib", "Batch cancelled"},
    Word{"batch.exported", "Ödəniş paketi ixrac edilib", "Batch exported"},
    Word{"batch.ordered", "Ödəniş paketi tapşırılıb", "Batch ordered"},
    Word{"case.opened", "İş açılıb", "Case opened"},
    Word{"case.recognised", "Şəxs tanınıb", "Person recognised"},
    Word{"case.refused", "Şəxsin tanınmasından imtina edilib", "Recognition refused"},
    Word{"case.released", "İş yoxlamadan keçib", "Case released"},
    Word{"case.stopped", "İş dayandırılıb", "Case stopped"},
    Word{"case.transferred", "İş başqa təşkilata verilib", "Case transferred"},
    Word{"check.passed", "Yoxlama keçib", "Check passed"},
    Word{"claim.explained", "İzahsız məxaricin səbəbi müəyyən edilib", "Debit explained"},
    Word{"claim.written_off", "Tələb zərərə silinib", "Claim written off"},
    Word{"compensation", "Kompensasiya", "Compensation"},
    Word{"documents", "Sənədlər", "Documents"},
    Word{"entry.reversed", "Yazılış storno edilib", "Entry reversed"},
    Word{"exception.raised", "Uyğunsuzluq qeyd edilib", "Exception raised"},
    Word{"exception.resolved", "Uyğunsuzluq həll edilib", "Exception resolved"},
    Word{"failed", "bank icra etməyib", "refused by the bank"},
    Word{"file.read", "Fayl oxunub", "File read"},
    Word{"fund.opened", "Fond açılıb", "Fund opened"},
    Word{"genesis", "Jurnal başlanıb", "Log begun"},
    Word{"given_up", "ödənişdən imtina edilib", "given up"},
    Word{"history.imported", "Əvvəlki uçot köçürülüb", "History imported"},
    Word{"history.line", "Əvvəlki uçotun yazılışı", "Entry of history"},
    Word{"identity.read", "Şəxsiyyət məlumatı oxunub", "Identity read"},
    Word{"key.added", "Açar əlavə edilib", "Key added"},
    Word{"key.revoked", "Açar ləğv edilib", "Key revoked"},
    Word{"line.posted", "Çıxarışın sətri uçota alınıb", "Line of a statement posted"},
    Word{"lump_sum", "Birdəfəlik müavinət", "Lump sum"},
    Word{"medical", "Tibbi yardım", "Medical help"},
    Word{"ordered", "ödəniş tapşırığında", "ordered"},
    Word{"organisation.added", "Təşkilat əlavə edilib", "Organisation added"},
    Word{"other", "Digər", "Other"},
    Word{"paid", "ödənilib", "paid"},
    Word{"payment.cancelled", "Ödəniş ləğv edilib", "Payment cancelled"},
    Word{"payment.failed", "Ödənişi bank icra etməyib", "Payment refused by the bank"},
    Word{"payment.given_up", "Ödənişdən imtina edilib", "Payment given up"},
    Word{"payment.ordered", "Ödəniş tapşırılıb", "Payment ordered"},
    Word{"period.closed", "Dövr bağlanıb", "Period closed"},
    Word{"place.opened", "Yer açılıb", "Place opened"},
    Word{"receipt.announced", "Daxilolma elan edilib", "Receipt announced"},
    Word{"receipt.identified", "Daxilolma müəyyən edilib", "Receipt identified"},
    Word{"receipt.returned", "Daxilolma geri qaytarılıb", "Receipt returned"},
    Word{"reconciliation.signed", "Üzləşdirmə imzalanıb", "Reconciliation signed"},
    Word{"rehabilitation", "Reabilitasiya", "Rehabilitation"},
    Word{"remainder.cancelled", "Qalıq ləğv edilib", "Remainder cancelled"},
    Word{"request.allocated", "Müraciətə fond ayrılıb", "Request allocated"},
    Word{"request.amended", "Müraciətə düzəliş edilib", "Request amended"},
    Word{"request.answered", "Müraciət üzrə cavab verilib", "Request answered"},
    Word{"request.approved", "Müraciət təsdiqlənib", "Request approved"},
    Word{"request.lapsed", "Müraciətin müddəti bitib", "Request lapsed"},
    Word{"request.rejected", "Müraciət rədd edilib", "Request rejected"},
    Word{"request.submitted", "Müraciət təqdim edilib", "Request submitted"},
    Word{"request.withdrawn", "Müraciət geri götürülüb", "Request withdrawn"},
    Word{"returned", "geri qaytarılıb", "returned by the bank"},
    Word{"role.granted", "Rol verilib", "Role granted"},
    Word{"role.withdrawn", "Rol geri alınıb", "Role withdrawn"},
    Word{"rulebook.adopted", "Qaydalar qəbul edilib", "Rulebook adopted"},
    Word{"statement.accepted", "Çıxarış iki imza ilə qəbul edilib", "Statement accepted"},
    Word{"statement.imported", "Çıxarış qəbul edilib", "Statement imported"},
    Word{"transfer.ordered", "Köçürmə tapşırılıb", "Transfer ordered"},
    Word{"travel", "Yol xərci", "Travel"},
    Word{"witness.missed", "Şahid imzası alınmayıb", "Witness missed"},
    Word{"year.closed", "İl bağlanıb", "Year closed"},
};
static_assert(std::ranges::is_sorted(all_words, {}, &Word::code));

}  // namespace

std::span<const Word> words() { return all_words; }

Term term(const Parameters& parameters, std::string_view code) {
  const auto* found = std::ranges::lower_bound(all_words, code, {}, &Word::code);
  const bool known = found != all_words.end() && found->code == code;
  return {.code = std::string{code},
          .words = known ? in_language(parameters, found->az, found->en) : std::string{code}};
}

std::string name_of(const Parameters& parameters, const Account& account) {
  return in_language(parameters, account.name_az, account.name);
}

}  // namespace relief::reports
