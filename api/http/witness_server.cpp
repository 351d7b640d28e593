#include "api/http/witness_server.h"

#include <sys/socket.h>

#include <atomic>
#include <thread>
#include <utility>

#include <httplib.h>
#include <spdlog/spdlog.h>

#include "api/http/incoming.h"
#include "ledger/base/error.h"
#include "ledger/proof/witness.h"

namespace relief::api {
namespace {

constexpr std::size_t threads = 16;
constexpr auto patience = std::chrono::seconds{10};
constexpr int service_unavailable = 503;

/// Not SO_REUSEPORT, which httplib sets: with it, a second server would quietly share the address.
void set_socket_options(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

void say(httplib::Response& response, int status, const std::string& sentence) {
  response.status = status;
  response.set_content(sentence + "\n", "text/plain; charset=utf-8");
}

}  // namespace

class WitnessServer::Listener : public httplib::Server {
 public:
  Listener(Witness& witness, const Clock& clock) : witness_{witness}, clock_{clock} {
    new_task_queue = [] { return new httplib::ThreadPool(threads); };
    set_socket_options(api::set_socket_options);
    set_read_timeout(patience);
    set_write_timeout(patience);
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

  int take(const std::string& host, int port) {
    const int bound = port != 0 ? (bind_to_port(host, port) ? port : -1) : bind_to_any_port(host);
    require(bound > 0, Errc::unavailable, "the address to listen on can't be had");
    return bound;
  }

  void serve_until_stopped() {
    entered_ = true;
    if (!stopping_) listen_after_bind();
    left_ = true;
  }

  void end() {
    stopping_ = true;
    while (entered_ && !left_ && !is_running()) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    stop();
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
  std::atomic<bool> entered_ = false;
  std::atomic<bool> left_ = false;
  std::atomic<bool> stopping_ = false;
};

WitnessServer::WitnessServer(Witness& witness, const Clock& clock)
    : listener_{std::make_unique<Listener>(witness, clock)} {}

WitnessServer::~WitnessServer() { stop(); }

int WitnessServer::bind(const std::string& host, int port) { return listener_->take(host, port); }

void WitnessServer::run() { listener_->serve_until_stopped(); }

void WitnessServer::stop() { listener_->end(); }

}  // namespace relief::api
