#include "api/cli/demo.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>

#include "api/cli/demo_checks.h"
#include "api/cli/demo_story.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

constexpr std::uint64_t seed = 2025;

struct Files {
  std::filesystem::path bundle;
  std::filesystem::path policy;
  std::filesystem::path users;
};

Files files_in(const std::filesystem::path& data) {
  return {
      .bundle = data / "bundle.tar", .policy = data / "policy.txt", .users = data / "demo.json"};
}

/// Who the invented people are and how to be them, so that others can go on from there.
void write_users(const DemoWorld& world, Story& story, const Files& files) {
  auto users = nlohmann::json::array();
  for (const auto* player : story.scene.everybody()) {
    nlohmann::json user{{"user", player->login},
                        {"password", player->password},
                        {"name", player->name},
                        {"role", roles.text(player->role)},
                        {"id", player->id},
                        {"key", player->key},
                        {"key_file", std::filesystem::absolute(player->key_file).string()}};
    if (!player->organisation.empty()) user["organisation"] = player->organisation;
    users.push_back(std::move(user));
  }
  const nlohmann::json all{{"base_url", world.base_url},
                           {"now", to_text(story.calls.now())},
                           {"users", std::move(users)},
                           {"policy", std::filesystem::absolute(files.policy).string()},
                           {"bundle", std::filesystem::absolute(files.bundle).string()},
                           {"places",
                            {{"treasury", story.scene.treasury.id},
                             {"gifts", story.scene.gifts.id},
                             {"grant", story.scene.grant.id},
                             {"box", story.scene.box}}},
                           {"funds",
                            {{"general", story.scene.general},
                             {"allowance", story.scene.allowance},
                             {"osce", story.scene.osce}}}};
  std::filesystem::remove(files.users);
  create_secret_file(files.users, all.dump(2) + "\n");
}

void add(std::vector<Check>& all, std::vector<Check> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void print_json(const std::vector<Check>& checks, bool ok, std::ostream& out) {
  auto list = nlohmann::json::array();
  for (const auto& check : checks) {
    list.push_back({{"name", check.name}, {"ok", check.ok}, {"detail", check.detail}});
  }
  out << nlohmann::json{{"checks", std::move(list)}, {"ok", ok}}.dump() << "\n";
}

void print_text(const std::vector<Check>& checks, Story& story, const Files& files,
                const std::string& base_url, std::ostream& out) {
  out << "\n" << trial_balance_text(story) << "\n";
  for (const auto& check : checks) {
    out << (check.ok ? "ok   " : "NOT  ") << check.name;
    if (!check.detail.empty()) out << " (" << check.detail << ")";
    out << "\n";
  }
  out << "\nLook at     " << base_url << "/\nSign in as  " << files.users.string()
      << "\nVerify      relief verify " << files.bundle.string() << " --policy "
      << files.policy.string() << "\n";
}

}  // namespace

Instant demo_begins() { return parse_instant("2025-01-06T05:00:00Z"); }

int tell_demo(const DemoWorld& world, const DemoOptions& options, std::ostream& out) {
  const auto files = files_in(world.data);
  DemoBank bank;
  Calls calls{world.base_url, world.set_clock};
  calls.set_time(day_in_baku(demo_begins()), 10);
  Story story{.calls = calls,
              .scene = set_scene(calls, bank, world),
              .bank = bank,
              .inventor = Inventor{seed}};
  tell_year(story);

  std::vector<Check> checks;
  add(checks, check_books(story));
  add(checks, check_separations(story));
  add(checks, check_refusals(story));
  world.write_bundle(files.bundle);
  add(checks, check_bundle(world, files.bundle));
  write_users(world, story, files);

  const bool ok = std::ranges::all_of(checks, &Check::ok);
  if (options.json) {
    print_json(checks, ok, out);
  } else {
    print_text(checks, story, files, world.base_url, out);
  }
  return ok ? 0 : 1;
}

}  // namespace relief::cli
