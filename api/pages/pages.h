#pragma once

#include <optional>

#include "api/http/server.h"

namespace relief::pages {

/// Answers a visit to one of the people's pages: `/` (funds, pipeline and the log's state, for
/// whoever is signed in; for everybody the log's last checkpoint), `/sign-in`, `/sign-out`,
/// `/style.css`. Nothing for other addresses. In Azerbaijani, or English with `?lang=en`.
std::optional<api::Reply> visit(const api::Visit& visit);

}  // namespace relief::pages
