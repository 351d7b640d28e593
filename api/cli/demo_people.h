#pragma once

#include <array>
#include <string>
#include <vector>

#include "api/cli/demo.h"
#include "api/cli/demo_bank.h"
#include "api/cli/demo_calls.h"

namespace relief::cli {

struct Shelter {
  std::string id;  ///< org_…
  std::string name;
  std::array<Player, 2> staff;
};

struct Account {
  std::string id;  ///< plc_…
  std::string iban;
  const Currency* currency;
};

/// Everybody and everything that the story needs before it can begin.
struct Scene {
  std::array<Player, 2> administrators;
  std::array<Player, 3> approvers;
  std::array<Player, 2> treasurers;
  Player auditor;
  Player custodian;
  std::vector<Shelter> shelters;

  Account treasury;  ///< AZN, for the state's allowance.
  Account gifts;     ///< AZN, for contributions.
  Account grant;     ///< EUR.
  std::string box;   ///< plc_…, of the second shelter.

  std::string general;    ///< fnd_…
  std::string allowance;  ///< For lump sums only.
  std::string osce;       ///< For rehabilitation only.

  /// Everybody, administrators first.
  [[nodiscard]] std::vector<Player*> everybody();
};

/// The two administrators let the others in: organisations, people with their keys and roles,
/// places and funds.
Scene set_scene(Calls& calls, DemoBank& bank, const DemoWorld& world);

}  // namespace relief::cli
