#include "api/http/stream.h"

#include <exception>
#include <utility>

#include <httplib.h>
#include <spdlog/spdlog.h>

#include "ledger/base/error.h"

namespace relief::api {

void set_stream(httplib::Response& response, const std::string& content_type, BodyWriter body) {
  response.set_chunked_content_provider(
      content_type, [body = std::move(body)](std::size_t, httplib::DataSink& sink) {
        try {
          body([&sink](std::string_view bytes) {
            if (bytes.empty()) return;  // An empty piece is how a body ends.
            require(sink.write(bytes.data(), bytes.size()), Errc::unavailable,
                    "whoever asked has gone");
          });
        } catch (const std::exception& error) {
          spdlog::warn("an answer was cut short: {}", error.what());
          return false;
        }
        sink.done();
        return true;
      });
}

}  // namespace relief::api
