#include "ledger/storage/program.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/base/error.h"

namespace relief::storage {
namespace {

bool become(const Account& account) {
  if (geteuid() == account.user) return true;
  return setgroups(1, &account.group) == 0 && setgid(account.group) == 0 &&
         setuid(account.user) == 0;
}

/// Lays out descriptors 0 to 3. The copies in between keep one from closing another.
bool hand_over(int folder, int log) {
  const int spare_folder = fcntl(folder, F_DUPFD_CLOEXEC, 10);
  const int spare_log = fcntl(log, F_DUPFD_CLOEXEC, 10);
  close(0);  // So that the next file opened is standard input.
  return open("/dev/null", O_RDONLY) == 0 && dup2(spare_log, 1) == 1 && dup2(spare_log, 2) == 2 &&
         dup2(spare_folder, 3) == 3;
}

/// The rest of the new process. Calls only what is safe between fork and exec.
[[noreturn]] void become_program(char* const* argv, char* const* environment,
                                 const Account& account, int folder, int log) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  umask(S_IRWXG | S_IRWXO);
  if (hand_over(folder, log) && chdir("/") == 0 && become(account)) {
    execve(argv[0], argv, environment);
  }
  _exit(EXIT_FAILURE);
}

/// As exec takes them: ended by a null.
std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  all.reserve(words.size() + 1);
  for (auto& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

bool run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const Account& account, int folder, int log) {
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> settings{"LC_ALL=C", "PATH=/usr/bin:/bin"};
  const auto argv = pointers(words);
  const auto environment = pointers(settings);

  const pid_t child = fork();
  require(child >= 0, Errc::unavailable, "the system starts no more programs just now");
  if (child == 0) {
    become_program(argv.data(), environment.data(), account, folder, log);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    ensure(errno == EINTR, "a program that was started can be waited for");
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

}  // namespace relief::storage
