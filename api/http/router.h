#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/routes.h"

namespace relief::api {

/// Finds the route of a call. Made once; any thread may ask.
class Router {
 public:
  explicit Router(const std::vector<Route>& routes);

  struct Found {
    const Route* route;
    std::string_view scope;  ///< Method and pattern.
    std::vector<std::string> parts;
    const std::set<std::string>* parameters;  ///< That the query may have.
  };

  /// The route of this method whose pattern says most of the path itself.
  [[nodiscard]] std::optional<Found> find(std::string_view method, std::string_view path) const;

  /// The methods that a path takes, "GET, POST"; empty where there is no such path.
  [[nodiscard]] std::string methods_of(std::string_view path) const;

 private:
  struct Row {
    Route route;
    std::string scope;
    std::vector<std::string_view> segments;  ///< Of the pattern.
    std::set<std::string> parameters;
  };
  std::vector<Row> rows_;
};

}  // namespace relief::api
