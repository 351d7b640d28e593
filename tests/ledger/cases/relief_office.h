#pragma once

#include <functional>
#include <string>
#include <utility>

#include "ledger/aid/default_rulebook.h"
#include "ledger/cases/commit.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/file_request.h"
#include "ledger/cases/found_log.h"
#include "ledger/cases/open_case.h"
#include "ledger/cases/review_case.h"
#include "ledger/people/entropy.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/migrate.h"
#include "ledger/storage/organisations.h"
#include "ledger/storage/people.h"
#include "ledger/storage/places.h"
#include "tests/support/cluster.h"
#include "tests/support/scratch.h"

namespace relief::test {

/// What `action` was refused with. Fails where it was allowed.
template <class Action>
Error fault(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  throw InvariantBroken{"this was allowed, and the test says that it is refused"};
}

/// A small fund on a database of its own: two shelters, a bank account, the general fund, and
/// people of each role who hold no real keys. The day is 2026-03-02 until a test moves it.
class ReliefOffice {
 public:
  explicit ReliefOffice(std::string rulebook = std::string{azerbaijan_rulebook()}) {
    found_log(
        context,
        {.administrators =
             {Founder{.login = "a1", .name = "A1", .password = "", .key = key_.public_key()},
              Founder{.login = "a2", .name = "A2", .password = "", .key = other_key_.public_key()}},
         .rulebook = std::move(rulebook),
         .code = "test"});
    database.change([&](storage::Transaction& tx) {
      for (const auto& id : {shelter.organisation, elsewhere.organisation}) {
        storage::insert(
            tx,
            storage::Organisation{
                .id = *id, .type = storage::OrganisationType::shelter, .name = id->text()},
            0);
      }
      storage::insert(tx,
                      {.id = bank,
                       .type = storage::PlaceType::bank,
                       .currency = &azn,
                       .organisation = {},
                       .name = "Bank",
                       .iban = "AZ21NABZ00000000137010001944"},
                      0);
      storage::insert(tx, {.id = general, .code = "general", .name = "General", .restriction = {}},
                      0);
      return true;
    });
  }

  /// What the bank did, as the record of one of its lines.
  static Record bank_line(Date on, std::vector<Line> lines) {
    return {.kind = "line.posted",
            .fields = {{"booked_on", to_text(on)},
                       {"value_on", to_text(on)},
                       {"money", "1"},
                       {"currency", "AZN"},
                       {"statement", "stm_of_a_test"},
                       {"line", 1},
                       {"stage", "none"},
                       {"rule", 1},
                       {"items", nlohmann::json::array()}},
            .entry = Entry{.on = on, .lines = std::move(lines)},
            .nature = Nature::fact};
  }

  /// Means come in, as a receipt that is recognised at once.
  void receive(const std::string& amount) {
    run(administrator, [&](Work& work) {
      const auto gift = work.new_id<GiftId>();
      auto record = bank_line(work.today(), pair("1100", "4300", bank.text(), general.text(),
                                                 gift.text(), Money::parse(amount, azn)));
      return Facts{{"seq", work.append(std::move(record))}};
    });
  }

  Facts run(const Actor& actor, std::function<Facts(Work&)> decide) {
    return commit(context, {.actor = actor, .decide = std::move(decide)}).facts;
  }

  /// Drafts, "signs" and acts. The door's own check of signatures isn't what is tested here.
  Facts run_signed(const Actor& actor, const std::function<Facts(Work&)>& decide) {
    const auto number = ++signed_acts_;
    const Signing signing{.signer = actor.person.text(),
                          .key = "key_of_a_test",
                          .expires = now + statement_lifetime,
                          .seen_size = static_cast<std::uint64_t>(number),
                          .seen_root = "root"};
    const auto seed = "seed " + std::to_string(number);
    const auto drafted = draft(context, actor, seed, decide);
    const Act act{.text = statement_text(drafted, signing), .signature = {{"key", "k"}}};
    return commit(context, {.actor = actor, .decide = decide, .acts = {act}, .seed = seed}).facts;
  }

  CaseId open(const Actor& who, const std::string& decision, const Identity& identity = {}) {
    NewCase input{.recognition = {},
                  .referral = storage::Referral::police,
                  .group = {},
                  .identity = identity};
    if (!decision.empty()) {
      input.recognition =
          Recognition{.number = decision, .date = parse_date("2026-02-01"), .body = "Department"};
    }
    return CaseId{run(who, [&](Work& work) { return open_case(work, input); }).at("id")};
  }

  Facts review(const CaseId& id, bool release) {
    return run(administrator, [&](Work& work) {
      return review_case(work, {.relief_case = id, .release = release, .reason_code = "checked"});
    });
  }

  Facts file(const Actor& who, const CaseId& id, const std::string& purpose, Asked asked = {}) {
    if (!asked.payout) {
      asked.payout = Payout{
          .method = PayoutMethod::bank, .iban = "AZ57PAHA00000000000000000077", .holder = {}};
    }
    return run(who, [&](Work& work) {
      return file_request(work, {.relief_case = id, .purpose = purpose, .asked = asked});
    });
  }

  /// A recognised person's lump sum that waits for approvals.
  RequestId submitted(const std::string& decision) {
    const auto id = open(shelter, decision);
    review(id, true);
    return RequestId{file(shelter, id, "lump_sum").at("id")};
  }

  Facts approve(const Actor& who, const RequestId& id) {
    return run_signed(who, [id](Work& work) { return approve_request(work, id); });
  }

  Facts approved(const RequestId& id) {
    approve(approver, id);
    return approve(second_approver, id);
  }

  storage::Request request(const RequestId& id) {
    return database.read([&](storage::Transaction& tx) { return storage::find_request(tx, id); });
  }

  std::string available() {
    return database.read([&](storage::Transaction& tx) {
      Book book{Book::Extent::part};
      return storage::Books{tx, book}.available(general.text(), bank.text(), azn).decimal();
    });
  }

  /// What signs the log.
  static SigningKey log_key() { return SigningKey::of_seed(std::string(32, 'l')); }
  /// The file in which the signer keeps its memory.
  [[nodiscard]] std::filesystem::path memory() const { return scratch_.path() / "signer"; }

  const Currency& azn = currency("AZN");
  Instant now = parse_instant("2026-03-02T08:00:00Z");
  Entropy entropy = system_entropy();
  OrganisationId own{OrganisationId::random(entropy)};
  OrganisationId other{OrganisationId::random(entropy)};
  PlaceId bank{PlaceId::random(entropy)};
  FundId general{FundId::random(entropy)};
  Actor shelter{PersonId::random(entropy), Role::shelter, own};
  Actor elsewhere{PersonId::random(entropy), Role::shelter, other};
  Actor administrator{PersonId::random(entropy), Role::administrator, {}};
  Actor approver{PersonId::random(entropy), Role::approver, {}};
  Actor second_approver{PersonId::random(entropy), Role::approver, {}};
  Actor auditor{PersonId::random(entropy), Role::auditor, {}};

 private:
  SigningKey key_ = SigningKey::generate(entropy);
  SigningKey other_key_ = SigningKey::generate(entropy);
  Scratch scratch_;
  int signed_acts_ = 0;

 public:
  std::string conninfo = fresh_database(storage::migrate);
  storage::Database database{conninfo, 2};
  storage::TokenDesk tokens{database};
  Writer writer{conninfo};
  Signer signer{"test.example/log", log_key(), scratch_.path() / "signer"};
  Rulebooks rulebooks;
  Secrets secrets = secrets_of(std::string(32, 's'));
  Clock clock = [this] { return now; };
  Context context{database, tokens, writer, signer, rulebooks, secrets, clock, entropy};
};

}  // namespace relief::test
