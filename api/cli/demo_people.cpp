#include "api/cli/demo_people.h"

#include <filesystem>
#include <memory>

#include "api/cli/demo_signing.h"
#include "ledger/base/text.h"
#include "ledger/cases/add_key.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

constexpr auto word_list = std::array{"alma",  "bulud", "ceviz", "dalga", "ekin",  "fidan",
                                      "gilas", "heyva", "inci",  "kaman", "liman", "nar"};

/// A password for a demo: long enough, and easy to copy from demo.json.
std::string new_password() {
  const auto bytes = random_bytes(system_entropy(), 8);
  std::string password;
  for (std::size_t i = 0; i < 4; ++i) {
    password += word_list[static_cast<unsigned char>(bytes[i]) % word_list.size()];
    password += '-';
  }
  return password + to_hex(bytes.substr(4));
}

/// Lets people in: the hands of the two administrators.
class Registry {
 public:
  Registry(Calls& calls, Scene& scene, std::filesystem::path keys)
      : calls_{calls}, scene_{scene}, keys_{std::move(keys)} {}

  /// An administrator of genesis, who finds out who they are.
  Player founder(const PersonLogin& login) {
    Player player{.login = login.login,
                  .password = login.password,
                  .name = login.login,
                  .role = Role::administrator,
                  .key_file = login.key_file};
    player.signing = std::make_shared<const SigningKey>(
        load_or_create_signing_key(player.key_file, system_entropy()));
    const auto me = calls_.get(player, "/v1/me");
    player.id = me.at("id").get<std::string>();
    player.key = me.at("keys").at(0).at("id").get<std::string>();
    return player;
  }

  Player add(const std::string& login, const std::string& name, Role role,
             const std::string& organisation = {}) {
    Player player{.login = login,
                  .password = new_password(),
                  .name = name,
                  .role = role,
                  .key_file = keys_ / (login + ".pem"),
                  .organisation = organisation};
    player.signing = std::make_shared<const SigningKey>(
        load_or_create_signing_key(player.key_file, system_entropy()));
    nlohmann::json body{{"user", login}, {"name", name}, {"password", player.password}};
    if (!organisation.empty()) body["organisation"] = organisation;
    player.id = calls_.post(scene_.administrators[0], "/v1/users", body).at("id");

    const auto path = "/v1/users/" + player.id;
    const auto key = player.signing->public_key();
    const auto proof = player.signing->sign(key_proof_message(PersonId{player.id}, key));
    player.key = together({.act = "key.added",
                           .target = player.id,
                           .path = path + "/keys",
                           .fields = {{"public_key", to_base64url(as_bytes(key))},
                                      {"proof", to_base64url(proof)}}})
                     .at("id");
    together({.act = "role.granted",
              .target = player.id,
              .path = path + "/roles",
              .fields = {{"role", roles.text(role)}}});
    return player;
  }

  Shelter shelter(const std::string& login, const std::string& name) {
    const std::string id = calls_
                               .post(scene_.administrators[0], "/v1/organisations",
                                     {{"type", "shelter"}, {"name", name}})
                               .at("id");
    return {.id = id,
            .name = name,
            .staff = {add(login + "1", name + ", birinci növbə", Role::shelter, id),
                      add(login + "2", name + ", ikinci növbə", Role::shelter, id)}};
  }

  Account account(const std::string& name, const std::string& iban, const Currency& currency) {
    return {.id = place(
                {{"type", "bank"}, {"currency", currency.code}, {"name", name}, {"iban", iban}}),
            .iban = iban,
            .currency = &currency};
  }

  std::string place(const nlohmann::json& fields) {
    const auto opened =
        sign(calls_, scene_.administrators[0],
             {.act = "place.opened", .target = "new", .path = "/v1/places", .fields = fields});
    return opened.at("id");
  }

  std::string fund(const std::string& code, const std::string& name,
                   const nlohmann::json& restriction = {}) {
    nlohmann::json fields{{"code", code}, {"name", name}};
    if (!restriction.is_null()) fields["restriction"] = restriction;
    return together({.act = "fund.opened", .target = "new", .path = "/v1/funds", .fields = fields})
        .at("id");
  }

 private:
  nlohmann::json together(const Act& act) {
    return sign_together(calls_, scene_.administrators[0], scene_.administrators[1], act);
  }

  Calls& calls_;
  Scene& scene_;
  std::filesystem::path keys_;
};

void add_office(Scene& scene, Registry& registry) {
  scene.approvers = {registry.add("tesdiq1", "Birinci Təsdiqçi", Role::approver),
                     registry.add("tesdiq2", "İkinci Təsdiqçi", Role::approver),
                     registry.add("tesdiq3", "Üçüncü Təsdiqçi", Role::approver)};
  scene.treasurers = {registry.add("xezine1", "Birinci Xəzinədar", Role::treasurer),
                      registry.add("xezine2", "İkinci Xəzinədar", Role::treasurer)};
  scene.auditor = registry.add("audit", "Yoxlayıcı Auditor", Role::auditor);
  scene.custodian = registry.add("acar", "Açarlar Mühafizi", Role::custodian);
  scene.shelters = {registry.shelter("gunes", "Günəş Sığınacağı"),
                    registry.shelter("deniz", "Dəniz Sığınacağı"),
                    registry.shelter("cinar", "Çinar Sığınacağı")};
}

void open_books(Scene& scene, Registry& registry, DemoBank& bank) {
  const auto& azn = currency("AZN");
  const auto& eur = currency("EUR");
  scene.treasury = registry.account("Dövlət müavinəti hesabı", bank.open_account(azn), azn);
  scene.gifts = registry.account("İanə hesabı", bank.open_account(azn), azn);
  scene.grant = registry.account("Qrant hesabı (avro)", bank.open_account(eur), eur);
  scene.box = registry.place({{"type", "box"},
                              {"currency", "AZN"},
                              {"name", "Dəniz Sığınacağının kassası"},
                              {"organisation", scene.shelters[1].id}});
  scene.general = registry.fund("general", "Ümumi vəsait");
  scene.allowance = registry.fund("allowance", "Birdəfəlik müavinət vəsaiti",
                                  {{"purposes", {"lump_sum"}}, {"clause", "Law 958-IIQ, art. 17"}});
  scene.osce = registry.fund(
      "osce", "ATƏT-in reabilitasiya qrantı",
      {{"purposes", {"rehabilitation"}}, {"clause", "OSCE grant agreement DEMO-2025-01, art. 3"}});
}

}  // namespace

std::vector<Player*> Scene::everybody() {
  std::vector<Player*> all;
  for (auto& one : administrators) all.push_back(&one);
  for (auto& one : approvers) all.push_back(&one);
  for (auto& one : treasurers) all.push_back(&one);
  all.push_back(&auditor);
  all.push_back(&custodian);
  for (auto& shelter : shelters) {
    for (auto& one : shelter.staff) all.push_back(&one);
  }
  return all;
}

Scene set_scene(Calls& calls, DemoBank& bank, const DemoWorld& world) {
  Scene scene{};
  Registry registry{calls, scene, world.data / "keys"};
  for (std::size_t i = 0; i < 2; ++i) {
    scene.administrators[i] = registry.founder(world.administrators[i]);
  }
  add_office(scene, registry);
  open_books(scene, registry, bank);
  return scene;
}

}  // namespace relief::cli
