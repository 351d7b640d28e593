#pragma once

#include <string>

namespace relief::test {

/// How to reach a new database, empty or, with `prepare`, as that leaves one; it is dropped when
/// the test ends. On the throw-away cluster in the folder that the environment names in
/// RELIEF_TEST_CLUSTER (ctest keeps one for all tests), or on one of this process.
///
/// `prepare` runs once for a cluster and a state of migrations/, into a template that the databases
/// are copied from; so a program has one `prepare`, and that depends on nothing else.
std::string fresh_database();
std::string fresh_database(void (*prepare)(const std::string& conninfo));

}  // namespace relief::test
