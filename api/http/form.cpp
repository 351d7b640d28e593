#include "api/http/form.h"

#include "api/http/incoming.h"

namespace relief::api {

std::map<std::string, std::string> fields_of_form(const std::string& body) {
  // A form is spelled like a query, which httplib reads; our routes don't let it read bodies.
  httplib::Params fields;
  httplib::detail::parse_query_text(body, fields);
  return words_of(fields);
}

}  // namespace relief::api
