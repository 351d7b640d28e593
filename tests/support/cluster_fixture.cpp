// Starts or stops the cluster that all database tests of a run share; see CMakeLists.txt here.
#include <filesystem>
#include <iostream>
#include <string_view>

#include "ledger/base/error.h"
#include "ledger/storage/cluster.h"

int main(int count, char** arguments) try {
  if (count != 3) throw relief::Error{relief::Errc::malformed, "usage: start|stop FOLDER"};
  const std::string_view act{arguments[1]};
  const std::filesystem::path folder{arguments[2]};
  {
    auto cluster = relief::storage::Cluster::start(folder, relief::storage::Durability::none);
    if (act == "start") cluster.keep_running();
  }
  if (act == "stop") std::filesystem::remove_all(folder);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
