#include "ledger/audit/verify.h"

#include <map>
#include <set>
#include <thread>

#include "ledger/audit/bundle_pass.h"
#include "ledger/audit/checkpoints.h"
#include "ledger/audit/checks.h"
#include "ledger/audit/listed_bundle.h"
#include "ledger/audit/workers.h"
#include "ledger/base/error.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {
namespace {

/// One verification, check by check. Most are made on one pass through the log and told afterwards,
/// in their order.
class BundleAudit {
 public:
  BundleAudit(const std::filesystem::path& path, const Policy& policy)
      : bundle_{path}, policy_{policy}, workers_{std::thread::hardware_concurrency()} {}

  Verdict run(const std::optional<std::string>& since, const Progress& progress) {
    try {
      head_ = open_checkpoint(bundle_.read(std::string{checkpoint_path}), policy_);
      pass_.emplace(bundle_, workers_, head_.checkpoint.size, policy_.genesis);
      pass_->run(progress);
    } catch (const Error& error) {
      no_head_ = error;
    }
    check("manifest", [&] { return bundle_.check(); });
    const bool has_head = check("checkpoint", [&] { return checkpoint(); });
    if (!has_head || !check("tree", [&] { return tree(); })) return std::move(verdict_);
    // A tree that nobody signed diverges from nothing.
    const bool is_signed = check("root", [&] { return root(); });
    const bool extends = is_signed && check("history", [&] { return history(); });
    if (is_signed && since) check("since", [&] { return kept(*since); });
    check("witnesses", [&] { return witnesses(); });
    if (check("records", [&] { return records(); })) {
      if (extends) check("payments", [&] { return payments(); });
      check("files", [&] { return files(); });
    }
    return std::move(verdict_);
  }

 private:
  template <class Body>
  bool check(const char* name, Body body) {
    return audit::check(verdict_, name, std::move(body));
  }

  Check::Counts checkpoint();
  [[nodiscard]] Check::Counts tree() const;
  [[nodiscard]] Check::Counts root();
  void follow(Past& past);
  Check::Counts history();
  Check::Counts kept(const std::string& note);
  Check::Counts witnesses();
  [[nodiscard]] Check::Counts records() const;
  [[nodiscard]] Check::Counts payments() const;
  Check::Counts files();

  ListedBundle bundle_;
  const Policy& policy_;
  Verdict verdict_;
  SignedCheckpoint head_;
  std::map<std::uint64_t, SignedCheckpoint> relied_on_;  ///< Earlier heads that payments rest on.
  std::optional<Error> no_head_;
  std::optional<BundlePass> pass_;
  std::set<std::string> expected_{std::string{manifest_path}, std::string{checkpoint_path}};
  Workers workers_;  // The last: nothing that it still does may outlive what it reads.
};

Check::Counts BundleAudit::checkpoint() {
  if (no_head_) throw Error{*no_head_};
  verdict_.describe(head_.checkpoint);
  if (head_.checkpoint.size == 0) fail("the log has no record yet");
  return {{"records signed", head_.checkpoint.size}};
}

Check::Counts BundleAudit::tree() const {
  if (const auto& fault = pass_->tree_fault()) throw Failure{*fault};
  return {{"records re-hashed", pass_->roots().size()}, {"tiles", pass_->tiles()}};
}

/// Notes are opened by all threads, since a log may have signed very many.
void BundleAudit::follow(Past& past) {
  InTurn<std::vector<SignedCheckpoint>> opened{workers_};
  const auto& sizes = pass_->replay().state().relied_on;
  std::uint64_t before = 0;
  const auto take = [&] {
    for (auto& head : opened.take()) {
      const auto size = head.checkpoint.size;
      require(size > before, Errc::malformed, "earlier checkpoints aren't in order");
      before = size;
      past.follow(head);
      if (sizes.contains(size)) relied_on_.insert_or_assign(size, std::move(head));
    }
  };
  for (std::uint64_t index = 0; bundle_.has(history_path(index)); ++index) {
    opened.hand([this, index] {
      std::vector<SignedCheckpoint> heads;
      const auto notes = bundle_.read(history_path(index));
      for (const auto note : records_of_bundle(notes)) {
        heads.push_back(open_earlier(note, policy_));
      }
      return heads;
    });
    expected_.insert(history_path(index));
    if (opened.is_full()) take();
  }
  while (!opened.empty()) take();
}

Check::Counts BundleAudit::root() {
  const auto& roots = pass_->roots();
  if (roots.at(head_.checkpoint.size) == head_.checkpoint.root) return {{"root", 1}};
  // Whoever rebuilt the tiles couldn't sign the root; earlier checkpoints tell where it began.
  Past past{roots, policy_};
  try {
    follow(past);
  } catch (const Error&) {
    fail("the records aren't those that the log signed");
  }
  const auto& divergence = past.divergence();
  fail("the records aren't those that the log signed", divergence ? divergence->seq : std::nullopt);
}

Check::Counts BundleAudit::history() {
  Past past{pass_->roots(), policy_};
  follow(past);
  verdict_.describe(past.state_of(head_));
  check_past(past);
  return {{"earlier checkpoints", past.count()}};
}

Check::Counts BundleAudit::kept(const std::string& note) {
  check_kept(note, pass_->roots(), policy_);
  return {{"kept checkpoint", 1}};
}

Check::Counts BundleAudit::witnesses() {
  check_witnesses(head_, policy_);
  return {{"witnesses", head_.witnesses.size()}};
}

Check::Counts BundleAudit::records() const {
  if (const auto& fault = pass_->record_fault()) throw Failure{*fault};
  if (const auto& fault = pass_->report_fault()) throw Failure{*fault};
  auto counts = counts_of(pass_->replay());
  counts.emplace_back("reports recomputed", pass_->reports());
  return counts;
}

Check::Counts BundleAudit::payments() const {
  return check_relied_on(pass_->replay().state().relied_on, policy_,
                         [&](std::uint64_t size) -> std::optional<SignedCheckpoint> {
                           const auto found = relied_on_.find(size);
                           if (found == relied_on_.end()) return std::nullopt;
                           return found->second;
                         });
}

Check::Counts BundleAudit::files() {
  const auto& of_log = pass_->expected();
  for (const auto& path : bundle_.paths()) {
    const bool has_place = of_log.contains(path) || expected_.contains(path);
    if (!has_place) fail("a file has no place in a bundle: " + path);
  }
  return {{"files accounted for", expected_.size() + of_log.size()}};
}

}  // namespace

Verdict verify_bundle(const std::filesystem::path& path, const Policy& policy,
                      const std::optional<std::string>& since, const Progress& progress) {
  try {
    return BundleAudit{path, policy}.run(since, progress);
  } catch (const Error& error) {
    Verdict verdict;
    const bool unreadable = error.code() == Errc::unavailable;
    verdict.fail(unreadable ? Outcome::unreadable : Outcome::invalid, "bundle", {error.what()});
    return verdict;
  }
}

}  // namespace relief::audit
