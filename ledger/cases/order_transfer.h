#pragma once

#include "ledger/cases/work.h"

namespace relief {

struct NewTransfer {
  FundId fund;
  PlaceId from;
  PlaceId to;
  Money amount;
};

/// Orders money of a fund from one place of ours to another (E14); statements tell when it left and
/// arrived. Signed by two.
/// Throws Error{refused} where the places are one or differ in currency, or hold too little.
Facts order_transfer(Work& work, const NewTransfer& input);

}  // namespace relief
