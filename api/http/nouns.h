#pragma once

#include <vector>

#include "api/http/acts.h"
#include "api/http/routes.h"

namespace relief::api {

/// What each noun of the API brings: its routes, and the acts on it that people sign. routes.cpp
/// and acts.cpp put them together.

std::vector<Route> books_routes();
std::vector<Route> claims_routes();
std::vector<Route> csv_profiles_routes();
std::vector<Route> exceptions_routes();
std::vector<Route> funds_routes();
std::vector<Route> gifts_routes();
std::vector<Route> health_routes();
std::vector<Route> log_routes();
std::vector<Route> openapi_routes();
std::vector<Route> payments_routes();
std::vector<Route> people_routes();
std::vector<Route> periods_routes();
std::vector<Route> proposals_routes();
std::vector<Route> reconciliations_routes();
std::vector<Route> relief_cases_routes();
std::vector<Route> requests_routes();
std::vector<Route> sessions_routes();
std::vector<Route> statements_routes();
std::vector<Route> statements_to_sign_routes();
std::vector<Route> transfers_routes();

std::vector<SignedAct> books_acts();
std::vector<SignedAct> claims_acts();
std::vector<SignedAct> exceptions_acts();
std::vector<SignedAct> funds_acts();
std::vector<SignedAct> gifts_acts();
std::vector<SignedAct> payments_acts();
std::vector<SignedAct> people_acts();
std::vector<SignedAct> periods_acts();
std::vector<SignedAct> reconciliations_acts();
std::vector<SignedAct> relief_cases_acts();
std::vector<SignedAct> requests_acts();
std::vector<SignedAct> statements_acts();
std::vector<SignedAct> transfers_acts();

}  // namespace relief::api
