#include "api/cli/demo_stage.h"

#include <string>

#include "ledger/aid/default_rulebook.h"
#include "ledger/base/text.h"
#include "ledger/cases/found_log.h"
#include "ledger/people/entropy.h"
#include "ledger/people/password.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {

Clock StoryClock::clock() const {
  return [seconds = seconds_, wall = wall_clock()] {
    const auto value = seconds->load();
    return value == present ? wall() : Instant{std::chrono::seconds{value}};
  };
}

std::array<PersonLogin, 2> found_demo(House& house, const std::filesystem::path& data) {
  auto& context = house.context();
  Founding founding{
      .administrators = {}, .rulebook = std::string{azerbaijan_rulebook()}, .code = RELIEF_VERSION};
  std::array<PersonLogin, 2> logins{
      PersonLogin{.login = "inzibatci1", .password = {}, .key_file = {}},
      PersonLogin{.login = "inzibatci2", .password = {}, .key_file = {}}};
  for (std::size_t i = 0; i < logins.size(); ++i) {
    auto& login = logins.at(i);
    login.password = to_base32(random_bytes(context.entropy, 10));
    login.key_file = data / "keys" / (login.login + ".pem");
    const auto key = load_or_create_signing_key(login.key_file, context.entropy);
    founding.administrators.at(i) = {.login = login.login,
                                     .name = i == 0 ? "Ülkər Demo" : "Əhməd Demo",
                                     .password = hash_password(login.password, context.entropy),
                                     .key = key.public_key()};
  }
  found_log(context, founding);
  return logins;
}

}  // namespace relief::cli
