#include "api/http/incoming.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "api/http/fields.h"
#include "ledger/base/ascii.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief::api {
namespace {

constexpr std::size_t headers_max = 104;  // httplib adds four of its own to the caller's.
constexpr std::size_t headers_bytes_max = 32U << 10U;
constexpr std::size_t longest_written = INET6_ADDRSTRLEN + 24;  // With brackets, a zone, a port.

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '!' && c <= '~'; });
}

/// UTF-8 without control characters: PostgreSQL takes no NUL, and logs no line breaks.
bool is_clean(std::string_view text) {
  const bool controlled = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return !controlled && is_utf8(text);
}

bool is_length(const std::string& text) {
  return !text.empty() && text.size() <= 15 &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

bool is_json(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (content_type.ends_with(' ')) content_type.remove_suffix(1);
  constexpr std::string_view json = "application/json";
  return std::ranges::equal(content_type, json, [](char c, char wanted) {
    return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == wanted;
  });
}

/// The address in one spelling, so that nobody is counted by the way it is written: without a port,
/// brackets or a zone; one of IPv4 as such, also where IPv6 carries it.
std::string plain_address(std::string_view text) {
  if (text.starts_with('[')) text = text.substr(1, text.find(']') - 1);
  if (text.find(':') == text.rfind(':')) text = text.substr(0, text.find(':'));
  std::string address{text.substr(0, text.find('%'))};
  in6_addr parsed{};
  if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1 || !IN6_IS_ADDR_V4MAPPED(&parsed)) {
    return address;
  }
  std::array<char, INET_ADDRSTRLEN> dotted{};
  ::inet_ntop(AF_INET, &parsed.s6_addr[12], dotted.data(), dotted.size());
  return dotted.data();
}

bool is_local(std::string_view address) {
  const auto plain = plain_address(address);
  return plain == "127.0.0.1" || plain == "::1";
}

/// Headers that mean something here, of which two would mean two things.
bool has_doubled_header(const httplib::Request& request) {
  constexpr std::array once{"Authorization", "Content-Length",  "Content-Type", "Cookie",
                            "Host",          "Idempotency-Key", "If-Match"};
  return std::ranges::any_of(
      once, [&](const char* name) { return request.get_header_value_count(name) > 1; });
}

}  // namespace

std::optional<Refusal> refuse_head(const httplib::Request& request) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : request.headers) bytes += name.size() + value.size();
  if (request.headers.size() > headers_max || bytes > headers_bytes_max) {
    return Refusal{431, "the request has too many headers, or too long ones"};
  }
  if (request.has_header("Transfer-Encoding")) {
    return Refusal{400, "a body comes whole, with its length, and in no transfer encoding"};
  }
  if (has_doubled_header(request)) return Refusal{400, "a header comes twice"};
  if (request.has_header("Content-Length") &&
      !is_length(request.get_header_value("Content-Length"))) {
    return Refusal{400, "the length of the body isn't a number"};
  }
  if (!is_clean(request.path)) return Refusal{404, "there is nothing at this address"};
  return std::nullopt;
}

std::optional<Refusal> refuse_body(const httplib::Request& request, Body takes, std::size_t max) {
  const auto length = announced_length(request);
  if (takes == Body::none) {
    if (length > 0) return Refusal{400, "this takes no body"};
    return std::nullopt;
  }
  if (!request.has_header("Content-Length")) {
    return Refusal{411, "the request must say how long its body is"};
  }
  if (length > max) return Refusal{413, "the body is longer than this takes"};
  if (request.has_header("Content-Encoding")) return Refusal{415, "a body comes uncompressed"};
  const auto content_type = request.get_header_value("Content-Type");
  if (takes == Body::json && !is_json(content_type)) return Refusal{415, "this takes JSON"};
  if (request.is_multipart_form_data()) return Refusal{415, "this takes no form"};
  if (!is_clean(content_type)) return Refusal{415, "the content type isn't one"};
  return std::nullopt;
}

std::size_t announced_length(const httplib::Request& request) {
  const auto length = request.get_header_value("Content-Length");
  return is_length(length) ? std::stoull(length) : 0;
}

std::string read_body(const httplib::Request& request, const httplib::ContentReader& reader) {
  const auto length = announced_length(request);
  std::string body;
  const bool whole = reader([&](const char* bytes, std::size_t count) {
    body.append(bytes, count);
    return body.size() <= length;
  });
  require(whole && body.size() == length, Errc::malformed,
          "the body isn't as long as the request said");
  return body;
}

std::map<std::string, std::string> words_of(const httplib::Params& params) {
  std::map<std::string, std::string> words;
  for (const auto& [name, value] : params) {
    require(is_clean(name) && is_clean(value), Errc::malformed,
            "the query or form isn't text without control characters");
    require(words.emplace(name, value).second, Errc::malformed,
            "the query or form names something twice");
  }
  return words;
}

void require_known(const std::map<std::string, std::string>& query,
                   const std::set<std::string>& parameters) {
  std::string sentence = "this address takes no parameters";
  for (const auto& each : parameters) {
    sentence += (each == *parameters.begin() ? " but " : ", ") + each;
  }
  for (const auto& [name, value] : query) {
    // A name that nobody knows may be anything: it is repeated only where it looks like one.
    require_field(parameters.contains(name), is_word(name) ? "/" + name : "", sentence);
  }
}

std::string idempotency_key_of(const httplib::Request& request, bool needed) {
  constexpr std::size_t longest = 255;
  if (!needed) return {};
  auto key = request.get_header_value("Idempotency-Key");
  require(!key.empty(), Errc::key_missing,
          "this needs an Idempotency-Key, so that it is safe to send it again");
  require(key.size() <= longest && is_visible(key), Errc::malformed,
          "an Idempotency-Key is 1 to 255 visible ASCII characters");
  return key;
}

std::string network_of(const httplib::Request& request) {
  auto address = request.remote_addr;
  constexpr auto served = "X-Forwarded-For";
  if (const auto lines = request.get_header_value_count(served); lines > 0 && is_local(address)) {
    const auto chain = request.get_header_value(served, lines - 1);
    address =
        trimmed(std::string_view{chain}.substr(chain.rfind(',') + 1)).substr(0, longest_written);
  }
  address = plain_address(address);
  in6_addr parsed{};
  if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return address;
  const std::string bytes(std::begin(parsed.s6_addr), std::end(parsed.s6_addr));
  return to_hex(bytes.substr(0, 8));
}

bool is_from_here(const httplib::Request& request) {
  const bool proxied = request.has_header("X-Forwarded-For") || request.has_header("Forwarded") ||
                       request.has_header("Via");
  return !proxied && is_local(request.remote_addr);
}

}  // namespace relief::api
