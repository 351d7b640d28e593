#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace relief::storage {

/// As whom a program runs.
struct Account {
  uid_t user;
  gid_t group;
};

/// Where a program that run_program() starts finds the folder that was handed to it.
inline constexpr const char* handed_folder = "/proc/self/fd/3";

/// Runs a program of the system, without a shell and without our environment, and waits for it.
/// True when it ended well. `folder` and `log` are open files: the one stays open in the program
/// and in whatever that starts; what they print goes to the other.
bool run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const Account& account, int folder, int log);

}  // namespace relief::storage
