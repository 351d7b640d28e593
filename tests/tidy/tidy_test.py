#!/usr/bin/env python3
"""Facts about the checks of this folder: that they find what they are for, and nothing else."""
import unittest

import floors
import words


class FloorsTest(unittest.TestCase):
    def faults(self, path, text):
        return list(floors.faults_of(path, text))

    def test_a_room_sees_itself_and_lower_floors(self):
        self.assertEqual(self.faults("ledger/aid/fund.cpp", '#include "ledger/aid/fund.h"\n'
                                     '#include "ledger/money/money.h"\n#include <vector>\n'), [])

    def test_nobody_looks_up_or_sideways(self):
        for path, target in [("ledger/storage/funds.cpp", "ledger/cases/commit.h"),
                             ("ledger/books/book.h", "ledger/proof/leaf.h"),
                             ("reconciliation/match.cpp", "reports/table.h"),
                             ("ledger/audit/replay.cpp", "api/http/json.h")]:
            self.assertEqual(len(self.faults(path, f'#include "{target}"\n')), 1, path)

    def test_every_file_and_include_has_a_room(self):
        self.assertEqual(len(self.faults("ledger/odd.cpp", "")), 1)
        self.assertEqual(len(self.faults("ledger/aid/fund.cpp", '#include "fund.h"\n')), 1)

    def test_walls_keep_libraries_and_the_wall_clock_in_their_rooms(self):
        for text in ("#include <soci/soci.h>", "#include <openssl/evp.h>", "#include <httplib.h>",
                     "std::chrono::system_clock::now()", "time(nullptr)"):
            self.assertEqual(len(self.faults("ledger/cases/commit.cpp", text)), 1, text)
        self.assertEqual(self.faults("ledger/proof/note.cpp", "#include <openssl/evp.h>"), [])
        self.assertEqual(self.faults("ledger/cases/hold.cpp", "std::chrono::steady_clock::now()"), [])


class WordsTest(unittest.TestCase):
    def faults(self, text, path="ledger/aid/fund.cpp"):
        return list(words.faults_of(path, text + "\n"))

    def test_finds_what_the_house_does_not_have(self):
        for text in ("#define N 1", "using namespace std;", "// TO" "DO: later", "double units;",
                     "auto v = xs | std::views::all;", 'sql << R"(select * from fund)";',
                     "use(soci::use(x));", "soci::row row;", "class FundManager {};",
                     "int victims = 0;", "x();  // NO" "LINT", "//" + "-" * 20,
                     'open("/ho' 'me/ana/x");', "assert(x);"):
            self.assertEqual(len(self.faults(text)), 1, text)

    def test_finds_numbers_that_are_ordered_as_texts(self):
        text = 'R"sql(select id, seq::text\n from a order by id, seq)sql"'
        self.assertEqual(len(self.faults(text)), 1)
        for text in ('R"sql(select seq::text from a order by a.seq)sql"',
                     'R"sql(select seq::text from a)sql"; R"sql(select b from c order by seq)sql"'):
            self.assertEqual(self.faults(text), [], text)

    def test_leaves_comments_literals_and_other_words_alone(self):
        for text in ("// Double entry: a double posting.", 'auto s = "double";', "xs.data();",
                     "auto n = 1'000'000;", "static_assert(true);", "ensure(ok, \"it's\");",
                     "x();  // NO" "LINT(bugprone-x): the caller checked"):
            self.assertEqual(self.faults(text), [], text)

    def test_a_header_begins_with_its_guard_and_names_say_what_they_hold(self):
        self.assertEqual(len(self.faults("int x();", "ledger/aid/fund.h")), 1)
        self.assertEqual(len(self.faults("int x();", "ledger/aid/string_utils.cpp")), 1)

    def test_files_end_and_do_not_grow_without_bound(self):
        self.assertEqual(len(self.faults("\n" * words.LINES_MAX)), 1)
        self.assertEqual(len(list(words.faults_of("README.md", "no end"))), 1)

    def test_test_names_are_facts(self):
        self.assertEqual(len(self.faults("TEST(FundTest, Is_empty) {}", "tests/x_test.cpp")), 1)
        self.assertEqual(self.faults("TEST(FundTest, IsEmpty) {}", "tests/x_test.cpp"), [])


if __name__ == "__main__":
    unittest.main()
