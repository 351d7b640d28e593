#pragma once

#include <string>

#include "api/http/server.h"

namespace relief::pages {

/// The one page: funds, pipeline and the log's last checkpoint.
api::Reply home(const api::Visit& visit);

/// The same page, with what was refused and why.
api::Reply refused_home(const api::Visit& visit, int status, const std::string& sentence);

}  // namespace relief::pages
