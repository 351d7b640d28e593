#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/http/routes.h"

namespace relief::api {

/// A call to an address that isn't the API's: for the people's door.
struct Visit {
  Context& context;
  const std::string& method;
  const std::string& path;
  const std::map<std::string, std::string>& query;
  const std::string& body;
  std::function<std::string(const char* name)> header;  ///< Empty where it is absent.
  std::string network;                                  ///< That the visitor comes from.
};

/// Answers visits; nothing for an address that it doesn't know. Many threads ask at once.
using Pages = std::function<std::optional<Reply>(const Visit&)>;

struct ServerSettings {
  /// So many requests are answered at once; connections that are idle or slow need none.
  std::size_t threads = 72;
  Pages pages = {};
};

/// The program's HTTP server: all routes of the API, and the people's pages beside them.
class Server {
 public:
  explicit Server(Context& context, ServerSettings settings = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// Takes the address and answers its port, which the system chooses for port 0.
  /// Throws Error{unavailable} where the address can't be had.
  int bind(const std::string& host, int port);

  /// Serves in this thread until somebody stops it.
  void run();

  /// Ends run(), now or when it begins. Any thread; calls that are being answered still are.
  void stop();

 private:
  class Door;
  std::unique_ptr<Door> door_;
};

}  // namespace relief::api
