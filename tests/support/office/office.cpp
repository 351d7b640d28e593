#include "tests/support/office/office.h"

#include <utility>

#include "ledger/aid/default_rulebook.h"
#include "ledger/base/text.h"
#include "ledger/cases/add_key.h"
#include "ledger/cases/add_organisation.h"
#include "ledger/cases/add_person.h"
#include "ledger/cases/announce_receipt.h"
#include "ledger/cases/file_request.h"
#include "ledger/cases/found_log.h"
#include "ledger/cases/grant_role.h"
#include "ledger/cases/open_case.h"
#include "ledger/cases/open_fund.h"
#include "ledger/cases/open_place.h"
#include "ledger/cases/review_case.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/act.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/log.h"
#include "ledger/storage/migrate.h"
#include "ledger/storage/people.h"
#include "reconciliation/import_statement.h"
#include "tests/support/cluster.h"
#include "tests/support/office/bank_file.h"

namespace relief::test {
namespace {

std::filesystem::path new_folder(const Entropy& entropy) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("relief-office-" + to_base32(random_bytes(entropy, 8)));
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

Office::Office() : Office{fresh_database(storage::migrate)} {}

Office::Office(std::string conninfo)
    : first_administrator{.actor = {PersonId{""}, Role::administrator},
                          .key = KeyId{""},
                          .secret = {}},
      second_administrator{first_administrator},
      conninfo_{std::move(conninfo)},
      clock_{[this] { return now; }},
      entropy_{system_entropy()},
      secrets_{secrets_of(std::string(32, 's'))} {
  storage::migrate(conninfo_);
  folder_ = new_folder(entropy_);
  database_ = std::make_unique<storage::Database>(conninfo_, 8);
  tokens_ = std::make_unique<storage::TokenDesk>(*database_);
  signer_ = std::make_unique<Signer>("test.example/log", SigningKey::of_seed(std::string(32, 'l')),
                                     folder_ / "signer");
  writer_ = std::make_unique<Writer>(conninfo_);
  context_ = std::make_unique<Context>(Context{.database = *database_,
                                               .tokens = *tokens_,
                                               .writer = *writer_,
                                               .signer = *signer_,
                                               .rulebooks = rulebooks_,
                                               .secrets = secrets_,
                                               .clock = clock_,
                                               .entropy = entropy_});
  std::array secrets{std::make_shared<SigningKey>(SigningKey::generate(entropy_)),
                     std::make_shared<SigningKey>(SigningKey::generate(entropy_))};
  found_log(*context_,
            {.administrators = {Founder{"first", "First", "", secrets[0]->public_key()},
                                Founder{"second", "Second", "", secrets[1]->public_key()}},
             .rulebook = std::string{azerbaijan_rulebook()},
             .code = "test"});
  database_->read([&](storage::Transaction& tx) {
    const auto known = [&](const char* login, const std::shared_ptr<SigningKey>& secret) {
      const auto person = storage::find_person_by_login(tx, login);
      return Colleague{.actor = {.person = person->id, .role = Role::administrator},
                       .key = storage::keys_of(tx, person->id).front().id,
                       .secret = secret};
    };
    first_administrator = known("first", secrets[0]);
    second_administrator = known("second", secrets[1]);
    return true;
  });
}

Office::~Office() { std::filesystem::remove_all(folder_); }

std::string Office::policy() {
  const auto genesis = database_->read(
      [](storage::Transaction& tx) { return sha256(storage::record_bytes(tx, 0)); });
  return "log " + signer_->vkey() + "\ngenesis " + to_hex(as_bytes(genesis)) + "\nquorum none\n";
}

Facts Office::run(const Colleague& who, const std::function<Facts(Work&)>& decide) {
  return commit(*context_, {.actor = who.actor, .decide = decide}).facts;
}

Facts Office::sign(const std::vector<Colleague>& who, const std::function<Facts(Work&)>& decide) {
  return commit(*context_, signed_command(who, decide)).facts;
}

Command Office::signed_command(const std::vector<Colleague>& who,
                               const std::function<Facts(Work&)>& decide) {
  const auto last = database_->read(
      [](storage::Transaction& tx) { return storage::last_checkpoint(tx).value(); });
  Command command{.actor = who.front().actor,
                  .decide = decide,
                  .key = std::nullopt,
                  .acts = {},
                  .seed = to_base64url(random_bytes(entropy_, 16))};
  for (const auto& signer : who) {
    const auto drafted = draft(*context_, signer.actor, command.seed, decide);
    const auto text = statement_text(drafted, {.signer = signer.actor.person.text(),
                                               .key = signer.key.text(),
                                               .expires = now + statement_lifetime,
                                               .seen_size = last.size,
                                               .seen_root = to_base64url(as_bytes(last.root))});
    const auto challenge = act_challenge(text);
    command.acts.push_back(
        {.text = text,
         .signature = {{"key", signer.key.text()},
                       {"alg", "ed25519"},
                       {"value", to_base64url(signer.secret->sign(as_bytes(challenge)))}}});
  }
  return command;
}

Colleague Office::hire(const std::string& login, Role role,
                       std::optional<OrganisationId> organisation) {
  const auto person = PersonId{
      run(first_administrator,
          [&](Work& work) {
            return add_person(
                work,
                {.login = login, .name = login, .password = {}, .organisation = organisation});
          })["id"]
          .get<std::string>()};
  const auto secret = std::make_shared<SigningKey>(SigningKey::generate(entropy_));
  const auto key = sign(administrators(), [&](Work& work) {
    return add_key(work, {.person = person,
                          .key = secret->public_key(),
                          .proof = secret->sign(key_proof_message(person, secret->public_key()))});
  });
  sign(administrators(),
       [&](Work& work) { return grant_role(work, {.person = person, .role = role}); });
  return {.actor = {.person = person, .role = role, .organisation = organisation},
          .key = KeyId{key["id"].get<std::string>()},
          .secret = secret};
}

OrganisationId Office::shelter(const std::string& name) {
  return OrganisationId{run(first_administrator,
                            [&](Work& work) {
                              return add_organisation(
                                  work, {.type = storage::OrganisationType::shelter, .name = name});
                            })["id"]
                            .get<std::string>()};
}

PlaceId Office::bank(const std::string& iban, const std::string& code) {
  const auto& in = currency(code);
  const auto id = sign({first_administrator},
                       [&](Work& work) {
                         return open_place(work, {.type = storage::PlaceType::bank,
                                                  .currency = &in,
                                                  .organisation = std::nullopt,
                                                  .name = "bank",
                                                  .iban = iban,
                                                  .opening = Money::zero(in)});
                       })["id"]
                      .get<std::string>();
  ibans_[id] = iban;
  return PlaceId{id};
}

PlaceId Office::box(const OrganisationId& shelter) {
  const auto& in = currency("AZN");
  return PlaceId{sign({first_administrator},
                      [&](Work& work) {
                        return open_place(work, {.type = storage::PlaceType::box,
                                                 .currency = &in,
                                                 .organisation = shelter,
                                                 .name = "box",
                                                 .iban = {},
                                                 .opening = Money::zero(in)});
                      })["id"]
                     .get<std::string>()};
}

FundId Office::fund(const std::string& code) {
  return FundId{sign(administrators(),
                     [&](Work& work) {
                       return open_fund(work,
                                        {.code = code, .name = code, .restriction = std::nullopt});
                     })["id"]
                    .get<std::string>()};
}

GiftId Office::give(const FundId& fund, const PlaceId& place, const std::string& amount) {
  const auto facts = run(first_administrator, [&](Work& work) {
    return announce_receipt(
        work, {.donor = Donor{.name = "A donor of the test", .kind = DonorKind::company},
               .anonymous = false,
               .source = "contribution",
               .amount = Money::parse(amount, currency("AZN")),
               .received_on = work.today(),
               .place = place,
               .fund = fund,
               .evidence = {}});
  });
  statement(place, {{facts["reference"].get<std::string>(), amount}});
  return GiftId{facts["id"].get<std::string>()};
}

Facts Office::statement(const PlaceId& place,
                        const std::vector<std::pair<std::string, std::string>>& lines) {
  if (!treasurers_.contains("import")) {
    treasurers_.emplace("import", hire("importer", Role::treasurer));
  }
  now += std::chrono::days{1};
  const auto number = ++statements_[place.text()];
  auto& closing = closings_[place.text()];
  const auto bytes = bank_file({.iban = ibans_.at(place.text()),
                                .number = number,
                                .day = to_text(day_in_baku(now)),
                                .opening = closing,
                                .lines = lines});
  for (const auto& [reference, amount] : lines) closing += units_of(amount);
  return run(treasurers_.at("import"), [&](Work& work) {
    return reconciliation::import_statement(
        work, {.place = place, .format = {}, .media_type = {}, .bytes = bytes});
  });
}

RequestId Office::lump_sum(const Colleague& staff, const std::string& fin) {
  Identity identity;
  identity.given_name = "Sınaq";
  identity.fin = fin;
  const auto number = std::to_string(++cases_);
  const CaseId relief_case{
      run(staff,
          [&](Work& work) {
            return open_case(work, {.recognition = Recognition{.number = "R" + number,
                                                               .date = parse_date("2025-02-01"),
                                                               .body = "Commission"},
                                    .referral = storage::Referral::police,
                                    .group = std::nullopt,
                                    .identity = identity});
          })["id"]
          .get<std::string>()};
  run(first_administrator, [&](Work& work) {
    return review_case(work,
                       {.relief_case = relief_case, .release = true, .reason_code = "checked"});
  });
  return lump_sum(staff, relief_case);
}

RequestId Office::lump_sum(const Colleague& staff, const CaseId& relief_case) {
  NewRequest request{.relief_case = relief_case, .purpose = "lump_sum", .asked = {}};
  request.asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ21NABZ00000000137010001944", .holder = std::nullopt};
  return RequestId{
      run(staff, [&](Work& work) { return file_request(work, request); })["id"].get<std::string>()};
}

}  // namespace relief::test
