#include "platform/http/server.hpp"

#include <sched.h>
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>
#include <thread>
#include <vector>

#include "platform/http/connections.hpp"
#include "platform/http/session.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

// Those that this process may use, which in a container are fewer than the machine has.
int cores() {
    cpu_set_t allowed;
    return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
}

int threads_of(const ServerConfig& config) { return config.threads > 0 ? config.threads : cores(); }

tcp::endpoint endpoint_of(const std::string& listen) {
    const auto colon = listen.rfind(':');
    std::uint16_t port = 0;
    const auto digits = std::string_view(listen).substr(colon == listen.npos ? 0 : colon + 1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    std::string host = colon == listen.npos ? "127.0.0.1" : listen.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error || failure != std::errc() || end != digits.data() + digits.size())
        throw Error(ErrorCode::unavailable, "cannot listen on " + listen + ": ADDRESS:PORT expected, such as 127.0.0.1:8790");
    return {address, port};
}

// A connection is a file; the usual soft limit of 1,024 is far below what we serve.
void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

Acceptor open_acceptor(asio::io_context& context, const std::string& listen) {
    const auto endpoint = endpoint_of(listen);
    Acceptor acceptor(context.get_executor());
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    error_code error;
    acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(4096, error);
    if (error) throw Error(ErrorCode::unavailable, "cannot listen on " + listen + ": " + error.message());
    return acceptor;
}

std::string address_of(const Socket& socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return {};
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

Task<void> serve(std::shared_ptr<Session> session) { co_await session->run(); }
}  // namespace

struct Server::State {
    State(ServerConfig with, Router& router)
        : config(std::move(with)), connections(config, router), context(threads_of(config)),
          acceptor(open_acceptor(context, config.listen)), sweep_timer(context) {}

    ServerConfig config;
    Connections connections;
    asio::io_context context;  // after the connections: sessions that still wait are destroyed with it
    asio::strand<asio::io_context::executor_type> accepting{context.get_executor()};  // the acceptor is not thread-safe
    Acceptor acceptor;
    asio::steady_timer sweep_timer;
    std::vector<std::thread> threads;
    std::atomic<bool> stopped = false;

    Task<void> accept_loop();
    Task<void> sweep_loop();
    void welcome(Socket socket);
};

namespace {
// The answer to one connection too many; written without waiting, since nobody watches it.
void turn_away(Socket socket) {
    static constexpr std::string_view answer =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n";
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(answer), ignored);
    socket.shutdown(Socket::shutdown_both, ignored);
}
}  // namespace

void Server::State::welcome(Socket socket) {
    if (connections.size() >= static_cast<std::size_t>(config.connections)) return turn_away(std::move(socket));
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto peer = address_of(socket);
    asio::co_spawn(context, serve(std::make_shared<Session>(connections, std::move(socket), std::move(peer))), asio::detached);
}

Task<void> Server::State::accept_loop() {
    asio::steady_timer pause(context);
    while (!connections.draining) {
        error_code error;
        Socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            welcome(std::move(socket));
        } else if (error != asio::error::operation_aborted && !connections.draining) {
            // Out of files or memory: waiting lets connections end; trying at once would only burn a core.
            logging::warn("http.accept_failed", {{"reason", error.message()}});
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::use_awaitable);
        }
    }
}

Task<void> Server::State::sweep_loop() {
    while (!stopped) {
        sweep_timer.expires_after(Connections::tick);
        co_await sweep_timer.async_wait(asio::use_awaitable);
        connections.sweep();
    }
}

Server::Server(ServerConfig config, Router& router) {
    raise_file_limit();
    router.request_deadline = config.request_deadline;
    state_ = std::make_shared<State>(std::move(config), router);
}

Server::~Server() { stop(); }

int Server::port() const { return state_->acceptor.local_endpoint().port(); }

asio::any_io_executor Server::executor() const { return state_->context.get_executor(); }

void Server::start() {
    State& state = *state_;
    asio::co_spawn(state.accepting, state.accept_loop(), asio::detached);
    asio::co_spawn(state.context, state.sweep_loop(), asio::detached);
    metrics::gauge_callback("http_connections", "Connections that are open", "", [weak = std::weak_ptr(state_)] {
        const auto state = weak.lock();
        return state ? static_cast<double>(state->connections.size()) : 0.0;
    });
    for (int i = 0; i < threads_of(state.config); ++i)
        state.threads.emplace_back([&context = state.context] { context.run(); });
}

void Server::stop() {
    State& state = *state_;
    if (state.stopped.exchange(true)) return;
    asio::post(state.accepting, [&acceptor = state.acceptor] {
        error_code ignored;
        acceptor.close(ignored);
    });
    const auto until = timing::in(state.config.drain);
    do {  // again and again: a connection may have become idle or a stream meanwhile
        state.connections.drain_all();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    } while (!state.threads.empty() && state.connections.size() > 0 && std::chrono::steady_clock::now() < until);
    state.connections.cut_all();
    state.context.stop();
    for (std::thread& thread : state.threads) thread.join();
    state.threads.clear();
}

}  // namespace http
