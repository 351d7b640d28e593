#include "api/http/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include "api/http/incoming.h"
#include "api/http/paced_stream.h"

namespace relief::api {

Connection::Connection(int socket) : socket_{socket} {
  httplib::Request caller;
  int port = 0;
  PacedStream{socket, 0}.get_remote_ip_and_port(caller.remote_addr, port);
  if (!is_from_here(caller)) network_ = network_of(caller);
}

Connection::~Connection() {
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

}  // namespace relief::api
