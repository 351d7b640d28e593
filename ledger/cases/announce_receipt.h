#pragma once

#include "ledger/cases/gift.h"

namespace relief {

/// Records a gift that is said to be on its way (E1). Its reference tells it on a statement.
/// Throws as next_gift.
Facts announce_receipt(Work& work, const NewGift& input);

}  // namespace relief
