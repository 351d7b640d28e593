#include "ledger/audit/policy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief::audit {
namespace {

constexpr std::size_t longest_policy = std::size_t{64} * 1024;

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
  constexpr std::string_view white = " \t";
  Words words;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(white), line.size()));
    if (line.empty()) return words;
    const auto end = std::min(line.find_first_of(white), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

bool is_allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

/// Takes a policy line by line; each refers only to what stands above it.
class PolicyReader {
 public:
  void take(const Words& words) {
    const auto row = std::ranges::find(lines, words.front(), &Row::keyword);
    require(row != lines.end(), Errc::malformed, "a policy has no such line");
    require(words.size() >= row->least && words.size() <= row->most, Errc::malformed,
            "a policy's line has too few or too many words");
    (this->*row->read)(words);
  }

  Policy finish() {
    require(!policy_.logs.empty(), Errc::malformed, "a policy names the log's key");
    require(has_quorum_, Errc::malformed, "a policy has a quorum line, be it `quorum none`");
    require(has_genesis_, Errc::malformed, "a policy names the log's first record");
    policy_.origin = policy_.logs.front().name;
    return std::move(policy_);
  }

 private:
  struct Row {
    std::string_view keyword;
    std::size_t least;
    std::size_t most;
    void (PolicyReader::*read)(const Words&);
  };
  static const std::array<Row, 5> lines;

  void log(const Words& words) {
    auto key = NoteVerifier::parse(words[1]);
    require(key.type == signs_text, Errc::malformed, "a log's key isn't a witness's");
    require(policy_.logs.empty() || policy_.logs.front().name == key.name, Errc::malformed,
            "all the log keys here are those of one log");
    take_key(key);
    policy_.logs.push_back(std::move(key));
  }

  void witness(const Words& words) {
    auto key = NoteVerifier::parse(words[2]);
    require(key.type == cosigns_checkpoint, Errc::malformed, "a witness's key cosigns checkpoints");
    require(std::ranges::find(policy_.witnesses, key.name, &NoteVerifier::name) ==
                policy_.witnesses.end(),
            Errc::malformed, "two witnesses sign under different names");
    take_key(key);
    take_name(words[1]);
    policy_.parties.push_back({.name = std::string{words[1]},
                               .witness = key.name,
                               .url = words.size() > 3 ? std::string{words[3]} : std::string{}});
    policy_.witnesses.push_back(std::move(key));
  }

  void group(const Words& words) {
    Policy::Party group{.name = std::string{words[1]}};
    for (std::size_t i = 3; i < words.size(); ++i) {
      require_known(words[i]);
      require(members_.insert(std::string{words[i]}).second, Errc::malformed,
              "everybody is a member once");
      group.members.emplace_back(words[i]);
    }
    group.needed = needed(words[2], group.members.size());
    take_name(words[1]);
    policy_.parties.push_back(std::move(group));
  }

  void quorum(const Words& words) {
    require(!has_quorum_, Errc::malformed, "a policy has one quorum line");
    has_quorum_ = true;
    if (words[1] == "none") return;
    require_known(words[1]);
    policy_.quorum = words[1];
  }

  void genesis(const Words& words) {
    require(!has_genesis_, Errc::malformed, "a policy has one genesis line");
    has_genesis_ = true;
    const auto bytes = from_hex(words[1]);
    require(bytes && bytes->size() == sizeof(Hash), Errc::malformed,
            "the first record's SHA-256 is 64 hexadecimal digits");
    policy_.genesis = hash_of(*bytes);
  }

  static std::size_t needed(std::string_view word, std::size_t members) {
    if (word == "all") return members;
    if (word == "any") return 1;
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
    require(error == std::errc{} && end == word.data() + word.size() && count >= 1 &&
                count <= members && word.front() != '0',
            Errc::malformed, "a group needs all, any, or a number of its members");
    return count;
  }

  void require_known(std::string_view name) const {
    require(std::ranges::find(policy_.parties, name, &Policy::Party::name) != policy_.parties.end(),
            Errc::malformed, "a name is used before anybody has it");
  }

  void take_name(std::string_view name) const {
    require(name != "none" && std::ranges::find(policy_.parties, name, &Policy::Party::name) ==
                                  policy_.parties.end(),
            Errc::malformed, "a name belongs to one witness or group");
  }

  void take_key(const NoteVerifier& key) {
    require(keys_.insert(key.key).second, Errc::malformed, "each key stands here once");
  }

  Policy policy_;
  std::set<PublicKey> keys_;
  std::set<std::string> members_;
  bool has_quorum_ = false;
  bool has_genesis_ = false;
};

const std::array<PolicyReader::Row, 5> PolicyReader::lines{{
    {"log", 2, 3, &PolicyReader::log},
    {"witness", 3, 4, &PolicyReader::witness},
    {"group", 4, 1000, &PolicyReader::group},
    {"quorum", 2, 2, &PolicyReader::quorum},
    {"genesis", 2, 2, &PolicyReader::genesis},
}};

}  // namespace

Policy parse_policy(std::string_view text) {
  require(text.size() <= longest_policy, Errc::malformed, "a policy has at most 64 KiB");
  PolicyReader reader;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    try {
      require(std::ranges::all_of(line, is_allowed), Errc::malformed,
              "a policy has no control characters");
      const auto words = words_of(line);
      if (!words.empty() && !words.front().starts_with('#')) reader.take(words);
    } catch (const Error& error) {
      throw Error{error.code(),
                  "line " + std::to_string(number) + " of the policy: " + error.what()};
    }
  }
  return reader.finish();
}

bool quorum_met(const Policy& policy, std::span<const std::string> cosigners) {
  if (policy.quorum.empty()) return true;
  std::set<std::string_view> agreed;
  for (const auto& party : policy.parties) {
    const auto members = std::ranges::count_if(
        party.members, [&](const std::string& member) { return agreed.contains(member); });
    const bool agrees = party.witness.empty()
                            ? static_cast<std::size_t>(members) >= party.needed
                            : std::ranges::find(cosigners, party.witness) != cosigners.end();
    if (agrees) agreed.insert(party.name);
  }
  return agreed.contains(policy.quorum);
}

}  // namespace relief::audit
