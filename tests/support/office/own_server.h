#pragma once

#include <string>

#include "tests/support/office/office.h"

namespace relief::test {

/// A server of an office's books with connections, a writer and a signer of its own, as another
/// process has them.
class OwnServer {
 public:
  OwnServer(Office& office, const std::string& conninfo)
      : database_{conninfo, 2},
        writer_{conninfo},
        signer_{"test.example/log", SigningKey::of_seed(std::string(32, 'l')), office.memory()},
        context_{.database = database_,
                 .tokens = tokens_,
                 .writer = writer_,
                 .signer = signer_,
                 .rulebooks = rulebooks_,
                 .secrets = office.context().secrets,
                 .clock = office.context().clock,
                 .entropy = office.context().entropy} {}

  Context& context() noexcept { return context_; }

 private:
  storage::Database database_;
  storage::TokenDesk tokens_{database_};
  Writer writer_;
  Signer signer_;
  Rulebooks rulebooks_;
  Context context_;
};

}  // namespace relief::test
