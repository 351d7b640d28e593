#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/house.h"
#include "ledger/people/key.h"
#include "ledger/people/password.h"
#include "ledger/storage/people.h"

namespace relief::cli {
namespace {

struct UserOptions {
  HouseOptions house;
  std::string login;
};

/// Reads one line without showing it where a person types it.
std::string read_password() {
  termios shown{};
  const bool typed = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &shown) == 0;
  if (typed) {
    std::cerr << "Password: ";
    auto hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  std::string password;
  std::getline(std::cin, password);
  if (typed) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    std::cerr << "\n";
  }
  return password;
}

int set_password(const UserOptions& options) {
  require_books(options.house.data, options.house.database);
  auto password = read_password();
  require_password(password);
  House house{options.house, wall_clock()};
  const auto phc = hash_password(password, house.context().entropy);
  cleanse(password);
  house.context().database.change([&](storage::Transaction& tx) {
    const auto person = storage::find_person_by_login(tx, options.login);
    require(person.has_value(), Errc::not_found, "nobody has this login");
    storage::set_password(tx, person->id, phc);
    return true;
  });
  return 0;
}

}  // namespace

std::function<int()> add_user(CLI::App& app) {
  const auto options = std::make_shared<UserOptions>();
  options->house.data = "relief-data";
  auto* password = app.add_subcommand("password", "Set a password, read from standard input");
  app.require_subcommand(1);
  password->add_option("login", options->login)->required();
  password->add_option("--data", options->house.data);
  password->add_option("--database", options->house.database);
  return [options] { return set_password(*options); };
}

}  // namespace relief::cli
