#include "api/http/witness_server.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "api/http/incoming.h"
#include "api/http/listener.h"
#include "ledger/base/error.h"
#include "ledger/proof/witness.h"

namespace relief::api {
namespace {

constexpr std::size_t threads = 16;
constexpr int service_unavailable = 503;

void say(httplib::Response& response, int status, const std::string& sentence) {
  response.status = status;
  response.set_content(sentence + "\n", "text/plain; charset=utf-8");
}

}  // namespace

class WitnessServer::Door : public Listener {
 public:
  Door(Witness& witness, const Clock& clock) : Listener{threads}, witness_{witness}, clock_{clock} {
    // A body that is refused unread ends with its connection.
    set_keep_alive_max_count(1);
    set_payload_max_length(longest_add_checkpoint);
    Post("/add-checkpoint", [this](const httplib::Request& request, httplib::Response& response,
                                   const httplib::ContentReader& reader) {
      guarded(response, [&] { add(request, response, reader); });
    });
    Get("/([0-9a-f]{64})/checkpoint",
        [this](const httplib::Request& request, httplib::Response& response) {
          guarded(response, [&] { show(request, response); });
        });
  }

 private:
  template <class Body>
  static void guarded(httplib::Response& response, Body body) {
    try {
      body();
    } catch (const Error& error) {
      const bool ours = error.code() == Errc::unavailable;
      if (ours) spdlog::error("{}", error.what());
      say(response, ours ? service_unavailable : 400, error.what());
    } catch (const std::exception& error) {
      spdlog::error("{}", error.what());
      say(response, 500, "the witness has a fault");
    }
  }

  void add(const httplib::Request& request, httplib::Response& response,
           const httplib::ContentReader& reader) {
    auto refusal = refuse_head(request);
    if (!refusal) refusal = refuse_body(request, Body::raw, longest_add_checkpoint);
    if (refusal) return say(response, refusal->status, std::string{refusal->sentence});
    const auto answer = witness_.add_checkpoint(read_body(request, reader), clock_());
    spdlog::info("add-checkpoint {}", answer.status);
    response.status = answer.status;
    response.set_content(answer.body, answer.content_type);
  }

  void show(const httplib::Request& request, httplib::Response& response) {
    const auto note = witness_.latest(request.matches[1].str());
    if (!note) return say(response, 404, "this witness has cosigned no such log");
    response.set_header("Cache-Control", "no-cache");
    response.set_content(*note, "text/plain; charset=utf-8");
  }

  Witness& witness_;
  Clock clock_;
};

WitnessServer::WitnessServer(Witness& witness, const Clock& clock)
    : door_{std::make_unique<Door>(witness, clock)} {}

WitnessServer::~WitnessServer() { stop(); }

int WitnessServer::bind(const std::string& host, int port) { return door_->take(host, port); }

void WitnessServer::run() { door_->serve_until_stopped(); }

void WitnessServer::stop() { door_->end(); }

}  // namespace relief::api
