#pragma once

#include <string>

#include "api/http/server.h"

namespace relief::pages {

/// The one page: funds, pipeline and the log's last checkpoint.
api::Reply home(const api::Visit& visit);

/// The page for a stranger whose sign-in was refused, with the reason.
api::Reply refused_home(const api::Visit& visit, int status, const std::string& sentence);

}  // namespace relief::pages
