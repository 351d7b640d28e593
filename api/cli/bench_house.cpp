#include "api/cli/bench_house.h"

#include <fstream>

#include <unistd.h>

#include "api/cli/stopwatch.h"
#include "ledger/base/text.h"
#include "ledger/cases/import_history.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

storage::Cluster start_cluster(const std::filesystem::path& folder) {
  auto cluster = storage::Cluster::start(folder / "cluster");
  cluster.make_database("relief");
  return cluster;
}

/// Every tenth entry is a gift of ten manats, and the others spend one each: so lots are opened,
/// consumed oldest first, and run out.
void write_history(const std::filesystem::path& file, std::size_t entries, const Scene& scene) {
  std::ofstream out{file, std::ios::binary};
  const auto line = [&](const char* account, const char* where, std::size_t item,
                        const char* units) {
    out << R"({"a":")" << account << R"(",)" << where << R"(,"f":")" << scene.general
        << R"(","i":"h)" << item << R"(","m":")" << units << R"("})";
  };
  const auto place = R"("p":")" + scene.gifts.id + "\"";
  for (std::size_t i = 0; i < entries; ++i) {
    const bool is_gift = i % 10 == 0;
    out << R"({"on":"2024-0)" << 1 + i * 9 / entries << R"(-15","lines":[)";
    line("1100", place.c_str(), i, is_gift ? "1000" : "-100");
    out << ',';
    line(is_gift ? "4100" : "5500", R"("c":"AZN")", i, is_gift ? "-1000" : "100");
    out << "]}\n";
  }
}

}  // namespace

BenchFolder::BenchFolder(const std::filesystem::path& parent)
    : path_{parent / ("relief-bench-" + to_base32(random_bytes(system_entropy(), 8)))} {
  std::filesystem::create_directories(path_);
}

BenchFolder::~BenchFolder() { std::filesystem::remove_all(path_); }

BenchHouse::BenchHouse(const BenchOptions& options)
    : folder_{options.folder}, cluster_{start_cluster(folder_.path())} {
  clock_.set(demo_begins());
  house_ = std::make_unique<House>(
      HouseOptions{.data = folder_.path() / "house", .database = cluster_.conninfo("relief")},
      clock_.clock());
  server_ = std::make_unique<api::Server>(house_->context(),
                                          api::ServerSettings{.threads = options.connections + 8});
  port_ = server_->bind("127.0.0.1", 0);
  serving_ = std::thread{[this] { server_->run(); }};
  const DemoWorld world{.base_url = "http://127.0.0.1:" + std::to_string(port_),
                        .set_clock = [this](Instant moment) { clock_.set(moment); },
                        .data = folder_.path() / "house",
                        .administrators = found_demo(*house_, folder_.path() / "house"),
                        .verify = {},
                        .write_bundle = {}};
  calls_ = std::make_unique<Calls>(world.base_url, world.set_clock);
  calls_->set_time(day_in_baku(demo_begins()), 10);
  scene_ = set_scene(*calls_, bank_, world);
}

BenchHouse::~BenchHouse() {
  calls_.reset();
  server_->stop();
  serving_.join();
}

double BenchHouse::import_history(std::size_t entries) {
  const auto file = folder() / "history.ndjson";
  write_history(file, entries, scene_);
  std::vector<SigningKey> keys;
  for (const auto& each : scene_.administrators) {
    keys.push_back(SigningKey::of_pem(read_secret_file(each.key_file)));
  }
  std::ifstream in{file, std::ios::binary};
  const Stopwatch watch;
  const auto imported = relief::import_history(house_->context(), in, keys, {});
  const auto seconds = watch.seconds();
  require(imported.seq && imported.count == entries, Errc::refused,
          "the history to be measured wasn't entered");
  return seconds;
}

nlohmann::json conditions_here() {
  return {{"cores", sysconf(_SC_NPROCESSORS_ONLN)}, {"fsync", "on"}, {"postgresql", 15}};
}

}  // namespace relief::cli
