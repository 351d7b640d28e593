#include <array>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/storage/libpq.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

/// What a superuser can do to one table: a change, and whether a record can be named for it.
struct Mutation {
  const char* table;
  const char* sql;
  bool names_record = false;
};

constexpr auto mutations = std::to_array<Mutation>({
    {"record", "update record set bytes = set_byte(bytes, 0, 0) where seq = 3", true},
    {"record", "update record set bytes = bytes || '\\x20' where seq = 3", true},
    {"record", "update record set leaf = sha256(leaf) where seq = 3", true},
    {"record", "update record set kind = 'key.added' where seq = 1", true},
    {"record", "update record set at = at + interval '1 second' where seq = 4", true},
    {"record", "update record set actor = 'clock' where seq = 4", true},
    {"record", "delete from record where seq = 0", true},
    {"record", "delete from record where seq = 6", true},
    {"record", "delete from record where seq = (select max(seq) from record)", true},
    {"record",
     "insert into record select seq + 1, kind, at, actor, bytes, leaf from record "
     "order by seq desc limit 1",
     true},
    {"log_head", "update log_head set size = size + 1"},
    {"log_head", "update log_head set size = size - 1"},
    {"log_head", "update log_head set root = sha256(root)"},
    {"log_head", "update log_head set frontier = set_byte(frontier, 9, get_byte(frontier, 9) # 1)"},
    {"checkpoint",
     "update checkpoint set root = sha256(root) where size = (select max(size) from checkpoint)",
     true},
    {"checkpoint",
     "update checkpoint set note = replace(note, 'a', 'b') where size = (select max(size) from "
     "checkpoint)"},
    {"checkpoint",
     "update checkpoint set note = '' where size = (select min(size) from checkpoint)"},
    {"checkpoint",
     "update checkpoint set root = sha256(root) where size = (select min(size) from checkpoint)",
     true},
    {"checkpoint", "delete from checkpoint"},
    {"posting", "update posting set amount = -amount where seq = (select min(seq) from posting)",
     true},
    {"posting", "update posting set amount = amount * 2 where number = 0", true},
    {"posting",
     "update posting set balance = balance + 1 where seq = (select max(seq) from posting)", true},
    {"posting",
     "update posting set version = version + 100 where seq = (select max(seq) from posting)", true},
    {"posting", "update posting set effective_on = effective_on - 1 where number = 1", true},
    {"posting", "update posting set account = '5900' where account = '1100'", true},
    {"posting", "update posting set fund = 'fnd_other'", true},
    {"posting", "update posting set place = 'plc_other' where place <> ''", true},
    {"posting", "update posting set item = 'don_other' where number = 0", true},
    {"posting", "update posting set currency = 'EUR'", true},
    {"posting", "delete from posting where seq = (select max(seq) from posting)", true},
    {"posting", "delete from posting where number = 1", true},
    {"posting", "delete from posting", true},
    {"posting", "update posting set seq = seq + 1 where seq = (select max(seq) from posting)",
     true},
    {"posting",
     "insert into posting select seq, number + 10, effective_on, account, place, fund, item, "
     "currency, amount, balance, version + 1000 from posting where number = 0",
     true},
    {"posting",
     "insert into posting select seq + 1000, number, effective_on, account, place, fund, item, "
     "currency, amount, balance, version + 1000 from posting",
     true},
    {"balance", "update balance set amount = amount + 1 where account = '1100'"},
    {"balance", "update balance set amount = -amount"},
    {"balance", "update balance set version = version + 1"},
    {"balance", "update balance set fund = 'fnd_other'"},
    {"balance", "delete from balance where account = '4100'"},
    {"balance", "delete from balance"},
    {"balance",
     "insert into balance select '5100', '', fund, currency, 1, 1 from balance where account = "
     "'4100'"},
    {"open_item", "update open_item set amount = amount + 1 where account = '9100'"},
    {"open_item", "update open_item set fund = 'fnd_other'"},
    {"open_item", "update open_item set item = item || 'x' where account = '9200'"},
    {"open_item", "delete from open_item where account = '9200'"},
    {"open_item",
     "insert into open_item select '1200', place, 'clm_x', fund, 5 from open_item limit 1"},
    {"open_item", "delete from open_item where amount = 0"},
    {"open_item",
     "insert into open_item select '1200', place, 'clm_x', fund, 0 from open_item limit 1"},
    {"position", "update position set available = available + 1"},
    {"position", "delete from position"},
    {"position", "insert into position select fund, 'plc_other', 5 from position limit 1"},
    {"lot", "update lot set remaining = remaining + 1"},
    {"lot", "update lot set gift = 'don_other'"},
    {"lot", "update lot set number = number + 1"},
    {"lot", "delete from lot"},
    {"lot", "insert into lot select fund, currency, number + 7, gift, 1 from lot"},
    {"lot_use",
     "insert into lot_use select 'pay_x', fund, currency, 1, number, 1 from lot limit 1"},
    {"balance_day", "update balance_day set amount = amount + 1 where account = '1100'"},
    {"balance_day", "update balance_day set day = day - 1"},
    {"balance_day", "delete from balance_day where account = '4100'"},
    {"balance_month", "update balance_month set amount = amount + 1 where account = '1100'"},
    {"balance_month", "delete from balance_month"},
    {"balance_year", "update balance_year set amount = amount + 1 where account = '1100'"},
    {"balance_year", "delete from balance_year"},
    {"person_key", "update person_key set public_key = sha256(public_key)", true},
    {"person_key", "update person_key set to_seq = 5", true},
    {"person_key", "update person_key set from_seq = from_seq + 1", true},
    {"person_key", "update person_key set alg = 'es256'", true},
    {"person_key", "delete from person_key where id = (select max(id) from person_key)"},
    {"person_role", "update person_role set role = 'auditor' where role = 'approver'", true},
    {"person_role", "update person_role set from_seq = from_seq - 1 where role = 'approver'", true},
    {"person_role", "update person_role set to_seq = 9 where role = 'approver'", true},
    {"person_role", "delete from person_role where role = 'approver'"},
    {"organisation", "update organisation set type = 'other'", true},
    {"organisation", "insert into organisation values ('org_x', 'shelter', 'X', 9)", true},
    {"place", "update place set currency = 'EUR'", true},
    {"place", "update place set type = 'box'", true},
    {"place", "update place set iban = iban || '0'", true},
    {"place", "update place set iban = null", true},
    {"place",
     "insert into place select 'plc_x', type, currency, organisation, name, 'X', seq from place "
     "limit 1",
     true},
    {"fund", "update fund set from_on = '2020-01-01' where seq > 0", true},
    {"fund", "update fund set group_code = 'x' where seq > 0", true},
    {"fund", "insert into fund (id, code, name, seq) values ('fnd_x', 'x', 'X', 3)", true},
    {"rulebook", "update rulebook set text = text || ' '", true},
    {"rulebook", "update rulebook set version = 2", true},
    {"rulebook", "insert into rulebook select 9, digest, text, 5 from rulebook", true},
    {"gift", "update gift set reference = reference || 'X'", true},
    {"gift", "update gift set amount = amount + 1", true},
    {"gift", "update gift set donor = 'dnr_x'", true},
    {"gift", "update gift set fund = 'fnd_other'", true},
    {"gift", "update gift set source = 'budget'", true},
    {"gift", "update gift set received_on = received_on - 1", true},
    {"gift", "update gift set currency = 'EUR'", true},
    {"gift", "update gift set evidence = 'receipt'", true},
    {"gift", "delete from gift", true},
    {"relief_case", "update relief_case set opened_by = 'usr_x'", true},
    {"request", "update request set amount = amount + 1", true},
    {"request", "update request set version = version + 1", true},
    {"request", "update request set status = 'rejected'", true},
    {"request", "update request set fund = 'fnd_unassigned'", true},
    {"request", "update request set digest = sha256(digest)", true},
    {"request", "update request set changed_at = changed_at + interval '2 years'"},
    {"request_event", "update request_event set event = 'rejected' where event = 'approved'"},
    {"request_event", "update request_event set event = 'amended' where event = 'filed'"},
    {"request_event", "update request_event set event = 'paid' where event = 'approved'"},
    {"request_event",
     "insert into request_event select request, 4, version, 'released', by, at, seq "
     "from request_event where number = 3"},
    {"request_event", "update request_event set at = at - interval '1 day'"},
    {"request_event", "update request_event set number = number + 50"},
    {"request_event", "update request_event set number = 100 - number"},
    {"request_event", "delete from request_event where event = 'approved'"},
    {"decision", "update decision set decision = 'rejected'", true},
    {"decision", "update decision set person = person || 'x'", true},
    {"decision", "update decision set version = 2", true},
    {"decision", "update decision set seq = seq - 1", true},
    {"decision", "delete from decision", true},
    {"decision",
     "insert into decision select request, version, 'usr_x', decision, seq from decision limit 1",
     true},
    {"transfer", "update transfer set reference = reference || 'X'", true},
    {"transfer", "update transfer set amount = amount + 1", true},
    {"transfer", "update transfer set to_place = from_place", true},
    {"transfer", "update transfer set fund = 'fnd_other'", true},
    {"transfer", "update transfer set ordered_at = ordered_at - interval '1 day'", true},
    {"transfer", "delete from transfer", true},
    {"statement", "update statement set closing = closing + 1", true},
    {"statement", "update statement set opening = opening + 1", true},
    {"statement", "update statement set to_on = to_on + 1", true},
    {"statement", "update statement set count = count + 1", true},
    {"statement", "update statement set seq = null", true},
    {"statement", "update statement set state = 'discarded'", true},
    {"statement", "update statement set state = 'waiting'", true},
    {"statement", "update statement set file = null", true},
    {"statement",
     "insert into statement select 'stm_x', place, format, 'x', from_on + 9, to_on + 9, closing, "
     "closing, currency, count, file, 'posted', reasons, imported_by, imported_at, null from "
     "statement limit 1"},
    {"statement_discard",
     "insert into statement_discard select id, 'x', imported_by, now() from statement"},
    {"statement_line", "update statement_line set amount = amount + 1", true},
    {"statement_line", "update statement_line set number = number + 1", true},
    {"statement_line", "update statement_line set booked_on = booked_on - 1", true},
    {"statement_line", "update statement_line set stage = 'x'", true},
    {"statement_line", "update statement_line set items = ''", true},
    {"statement_line", "update statement_line set items = items || ' pay_x'", true},
    {"statement_line", "update statement_line set reason = 'X'", true},
    {"statement_line", "delete from statement_line", true},
    {"open_exception",
     "insert into open_exception (id, code, place, raised_at, raised_seq) "
     "values ('exc_x', 'X', 'plc_x', now(), 9)",
     true},
    {"reversal", "insert into reversal values (3, 9)", true},
    {"batch",
     "insert into batch values ('bat_x', 'plc_x', '2025-01-01', 1, 1, 'AZN', 'usr_x', "
     "'ordered', 'usr_x', now(), 9)",
     true},
    {"reconciliation",
     "insert into reconciliation select 'rec_x', place, to_on, id, closing, closing, 0, "
     "currency, '', 'usr_x', now(), 'usr_y', 9 from statement limit 1",
     true},
    {"statement_acceptance",
     "insert into statement_acceptance select 9, id, 'x', '[]', 0, currency from statement limit 1",
     true},
    {"period_close", "insert into period_close values ('2025-01-31', '2025-01', 9)", true},
    {"year_close", "insert into year_close values (9, 2024, '')", true},
});

/// A fund with a gift, a request that was approved, a transfer that was ordered; and the means to
/// damage it and mend it again.
class DatabaseMutationsTest : public ::testing::Test {
 protected:
  DatabaseMutationsTest() {
    const auto shelter = office.shelter("Harbour");
    const auto staff = office.hire("staff", Role::shelter, shelter);
    const auto bank = office.bank("AZ48CTRE00000000000000014001");
    const auto other = office.bank("AZ63CTRE00000000000000014004");
    const auto fund = office.fund("general");
    office.give(fund, bank, "2000.00");
    const auto request = office.lump_sum(staff, "5AZ1234");
    for (const auto* login : {"a", "b"}) {
      office.sign({office.hire(login, Role::approver)},
                  [&](Work& work) { return approve_request(work, request); });
    }
    const std::vector signers{office.hire("t", Role::treasurer), office.hire("c", Role::approver)};
    office.sign(signers, [&](Work& work) {
      return order_transfer(work, {.fund = fund,
                                   .from = bank,
                                   .to = other,
                                   .amount = Money::of_units("5000", currency("AZN"))});
    });
    run("create schema saved");
    for (const auto& table : tables()) run("create table saved." + table + " as table " + table);
  }

  void run(const std::string& sql) { storage::run(connection_.get(), sql); }

  [[nodiscard]] static std::vector<std::string> tables() {
    std::vector<std::string> names;
    for (const auto& mutation : mutations) {
      if (names.empty() || names.back() != mutation.table) names.emplace_back(mutation.table);
    }
    return names;
  }

  /// Neither triggers nor checks, keys or references stand in a superuser's way.
  void damage(const Mutation& mutation) {
    run("set session_replication_role = replica");
    for (const auto& table : tables()) run("alter table " + table + " disable trigger all");
    run(mutation.sql);
  }

  void mend(const Mutation& mutation) {
    const std::string table = mutation.table;
    run("delete from " + table);
    run("insert into " + table + " select * from saved." + table);
  }

  audit::Verdict verify() { return audit::verify_database(office.context().database, policy_); }

  Office office;

 private:
  audit::Policy policy_ = audit::parse_policy(office.policy());
  storage::Connection connection_ = storage::connect(office.conninfo());
};

TEST_F(DatabaseMutationsTest, FindsEveryDamageToATable) {
  ASSERT_TRUE(verify().holds()) << audit::to_text(verify());
  std::map<std::string, std::pair<int, int>> found;
  for (const auto& mutation : mutations) {
    damage(mutation);
    const auto verdict = verify();
    mend(mutation);
    const bool right =
        !verdict.holds() && (!mutation.names_record || verdict.first()->seq.has_value());
    EXPECT_TRUE(right) << mutation.sql << "\n" << audit::to_text(verdict);
    ++found[mutation.table].second;
    found[mutation.table].first += right ? 1 : 0;
  }
  EXPECT_TRUE(verify().holds()) << audit::to_text(verify());
  for (const auto& [table, count] : found) {
    std::cout << "  " << table << ": " << count.first << " of " << count.second << " found\n";
  }
}

}  // namespace
}  // namespace relief::test
