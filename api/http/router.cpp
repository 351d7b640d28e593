#include "api/http/router.h"

#include <algorithm>

#include "api/http/openapi.h"

namespace relief::api {
namespace {

constexpr std::string_view capture = "{}";
constexpr std::string_view capture_rest = "{*}";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t from = 0; from <= path.size();) {
    const auto to = std::min(path.find('/', from), path.size());
    segments.push_back(path.substr(from, to - from));
    from = to + 1;
  }
  return segments;
}

/// What the pattern's captures stand for in the path, or nothing where they don't fit.
std::optional<std::vector<std::string>> parts_of(const std::vector<std::string_view>& pattern,
                                                 const std::vector<std::string_view>& path) {
  const bool takes_rest = pattern.back() == capture_rest;
  if (takes_rest ? path.size() < pattern.size() : path.size() != pattern.size()) {
    return std::nullopt;
  }
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (takes_rest && i + 1 == pattern.size()) {
      // The segments are views of one path, so the rest of it begins where this one does.
      parts.emplace_back(path[i].data(), path.back().data() + path.back().size());
    } else if (pattern[i] == capture && !path[i].empty()) {
      parts.emplace_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parts;
}

}  // namespace

Router::Router(const std::vector<Route>& routes) {
  for (const auto& route : routes) {
    const auto scope = std::string{route.method} + " " + std::string{route.pattern};
    rows_.push_back({.route = route,
                     .scope = scope,
                     .segments = segments_of(route.pattern),
                     .parameters = query_parameters(scope)});
  }
}

std::optional<Router::Found> Router::find(std::string_view method, std::string_view path) const {
  const auto segments = segments_of(path);
  std::optional<Found> best;
  for (const auto& row : rows_) {
    if (row.route.method != method) continue;
    auto parts = parts_of(row.segments, segments);
    if (parts && (!best || parts->size() < best->parts.size())) {
      best = Found{.route = &row.route,
                   .scope = row.scope,
                   .parts = *std::move(parts),
                   .parameters = &row.parameters};
    }
  }
  return best;
}

std::string Router::methods_of(std::string_view path) const {
  const auto segments = segments_of(path);
  std::string methods;
  for (const auto& row : rows_) {
    if (!parts_of(row.segments, segments)) continue;
    if (methods.find(row.route.method) != std::string::npos) continue;
    if (!methods.empty()) methods += ", ";
    methods += row.route.method;
  }
  return methods;
}

}  // namespace relief::api
