#pragma once

#include "api/cli/demo_story.h"

namespace relief::cli {

/// What goes another way than usual in the year, one act each.

/// March: the payee's bank sends a payment back. April: its account is open again, and the payment
/// is ordered once more.
void return_payment(Story& story);
void order_returned(Story& story);

/// May: somebody gives without a word to the fund before. June: a treasurer says what it was.
void give_unannounced(Story& story);
void identify_unannounced(Story& story);

/// June: an announced gift comes from an account that nobody knows, without its reference. July: a
/// treasurer finds out that it is the one.
void give_confusingly(Story& story);
void identify_confusing(Story& story);

/// June: a person has no account, so cash goes to the shelter's box, and from there to them.
void fill_box(Story& story);
void file_for_cash(Story& story);
void hand_over_cash(Story& story);

}  // namespace relief::cli
