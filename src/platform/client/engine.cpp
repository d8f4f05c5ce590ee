#include "platform/client/engine.hpp"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <list>
#include <thread>
#include <utility>

#include "platform/client/addresses.hpp"
#include "platform/client/curl.hpp"
#include "platform/client/request_span.hpp"
#include "platform/text/ascii.hpp"

namespace client {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// One transfer on the curl thread. libcurl keeps pointers into it, so it stays where it is.
struct Running {
    Request request;
    std::shared_ptr<Exchange> exchange;
    std::unique_ptr<CURL, FreeCurl> handle;
    std::unique_ptr<curl_slist, FreeCurl> headers;
    Response head;
    std::size_t received = 0;
    timing::Deadline due;  // silence past this is a timeout
    RequestSpan span;
    bool has_head = false;
    bool has_body = false;
    bool too_large = false;
    bool awaits_upload = false;  // paused until its next piece is there
    bool awaits_room = false;    // paused until somebody has taken what came
};

int status_of(std::string_view line) {
    const auto space = line.find(' ');
    int status = 0;
    if (space != std::string_view::npos) std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
    return status;
}

void take_header_line(Running& running, std::string_view line) {
    if (line.starts_with("HTTP/")) {
        running.head = {.status = status_of(line)};
        return;
    }
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        running.head.headers.push_back({std::string(text::trimmed(line.substr(0, colon))), std::string(text::trimmed(line.substr(colon + 1)))});
        return;
    }
    const bool final_head = text::trimmed(line).empty() && running.head.status >= 200;
    if (!final_head || running.has_head) return;  // a later empty line ends the trailers
    running.has_head = true;
    running.exchange->set_head(running.head);
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* context) {
    take_header_line(*static_cast<Running*>(context), {data, size * count});
    return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* context) {
    auto& running = *static_cast<Running*>(context);
    const std::size_t bytes = size * count;
    running.has_body = true;
    running.due = Clock::now() + running.request.idle_timeout;
    running.too_large = running.received + bytes > running.request.response_limit;
    if (running.too_large) return CURL_WRITEFUNC_ERROR;
    const auto added = running.exchange->add_bytes({data, bytes});
    if (added == Exchange::Added::unheard) return CURL_WRITEFUNC_ERROR;
    if (added == Exchange::Added::all) {
        running.received += bytes;
        return bytes;
    }
    running.due = Clock::time_point::max();  // the silence is ours
    running.awaits_room = true;
    return CURL_WRITEFUNC_PAUSE;
}

std::size_t on_upload(char* into, std::size_t size, std::size_t count, void* context) {
    auto& running = *static_cast<Running*>(context);
    const auto bytes = running.exchange->take_upload(into, size * count);
    if (bytes > 0 || running.exchange->upload_over()) return bytes;
    running.awaits_upload = true;
    return CURL_READFUNC_PAUSE;
}

curl_slist* header_list(const Request& request, const RequestSpan& span) {
    curl_slist* list = curl_slist_append(nullptr, "Expect:");
    for (const auto& header : request.headers) list = curl_slist_append(list, (header.name + ": " + header.value).c_str());
    if (span.context().begun()) list = curl_slist_append(list, ("traceparent: " + std::string(span.context().traceparent())).c_str());
    return list;
}

// It has a connection of its own: another one that turns out to be dead cannot be replaced once pieces are gone, and one on which half a body stands must not
// be used again.
void set_upload(CURL* handle, Running& running) {
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(running.request.upload->size));
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, &on_upload);
    curl_easy_setopt(handle, CURLOPT_READDATA, &running);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
}

void set_body(CURL* handle, Running& running) {
    const auto& request = running.request;
    if (request.method == "HEAD") curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    if (request.upload) set_upload(handle, running);
    else if (!request.body.empty() || request.method == "POST") {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
    }
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

long left_until(timing::Deadline deadline) {
    return std::max<long>(1, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count());
}

// The one moment when the address is known and nothing has been sent.
curl_socket_t open_public(void*, curlsocktype, curl_sockaddr* address) {
    if (!is_public(address->addr)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void keep_public(CURL* handle) {
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &open_public);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
}

void prepare(Running& running) {
    CURL* handle = running.handle.get();
    const Request& request = running.request;
    running.headers.reset(header_list(request, running.span));
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, running.headers.get());
    curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, left_until(request.deadline));
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &running);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &running);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, &running);
    set_body(handle, running);
}

bool request_was_sent(const Running& running) {
    long bytes = 0;
    curl_easy_getinfo(running.handle.get(), CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
}

TransferError error_of(const Running& running, CURLcode code) {
    const std::string detail = curl_easy_strerror(code);
    if (running.too_large) return {Failure::too_large, "the answer is larger than its limit"};
    if (running.exchange->unwanted()) return {Failure::cancelled, "cancelled"};
    if (code == CURLE_OPERATION_TIMEDOUT) return {Failure::timeout, detail};
    return {request_was_sent(running) ? Failure::cut : Failure::connect, detail};
}

const TransferError closing{Failure::cancelled, "the client is closing"};

struct GlobalCurl {
    GlobalCurl() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

}  // namespace

struct Engine::State {
    Reach reach = Reach::everywhere;
    CURLM* multi = nullptr;
    std::mutex mutex;
    std::list<Running> arrived;  // under the mutex
    bool stopping = false;       // under the mutex
    std::list<Running> running;  // the curl thread's own
    std::thread thread;

    void run();
    bool take_arrived();
    void end_finished();
    void end_overdue();
    void resume_paused();
    int wait_span() const;
    void end(Running* done, std::optional<TransferError> error);
};

bool Engine::State::take_arrived() {
    std::list<Running> fresh;
    {
        const std::lock_guard lock(mutex);
        if (stopping) return false;
        fresh.swap(arrived);
    }
    for (auto& one : fresh) {
        one.handle.reset(curl_easy_init());
        prepare(one);
        if (reach == Reach::public_addresses) keep_public(one.handle.get());
        curl_multi_add_handle(multi, one.handle.get());
    }
    running.splice(running.end(), fresh);
    return true;
}

void Engine::State::end(Running* done, std::optional<TransferError> error) {
    curl_multi_remove_handle(multi, done->handle.get());
    done->span.end(done->request, done->head.status, error);
    if (error)
        done->exchange->fail(std::move(*error));
    else
        done->exchange->finish();
    running.remove_if([done](const Running& one) { return &one == done; });
}

void Engine::State::end_finished() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode code = message->data.result;
        char* context = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
        auto* done = reinterpret_cast<Running*>(context);
        end(done, code == CURLE_OK ? std::nullopt : std::optional(error_of(*done, code)));
    }
}

void Engine::State::end_overdue() {
    const auto now = Clock::now();
    for (auto it = running.begin(); it != running.end();) {
        Running& one = *it++;
        if (one.exchange->unwanted())
            end(&one, TransferError{Failure::cancelled, "cancelled"});
        else if (now >= one.due)
            end(&one, TransferError{Failure::timeout, one.has_body ? "the answer fell silent" : "no answer in time"});
    }
}

void Engine::State::resume_paused() {
    for (auto it = running.begin(); it != running.end();) {
        Running& one = *it++;
        const bool upload = one.awaits_upload && one.exchange->has_upload(), room = one.awaits_room && one.exchange->has_room();
        if (!upload && !room) continue;
        if (room) one.due = Clock::now() + one.request.idle_timeout;
        one.awaits_upload &= !upload;
        one.awaits_room &= !room;
        // It may call back at once, and that pause again.
        const CURLcode code = curl_easy_pause(one.handle.get(), (one.awaits_upload ? CURLPAUSE_SEND : 0) | (one.awaits_room ? CURLPAUSE_RECV : 0));
        if (code != CURLE_OK) end(&one, error_of(one, code));
    }
}

int Engine::State::wait_span() const {
    constexpr long longest = 10'000;
    long span = longest;
    for (const auto& one : running) span = std::min(span, left_until(one.due));
    return static_cast<int>(span);
}

void Engine::State::run() {
    while (take_arrived()) {
        int active = 0;
        curl_multi_perform(multi, &active);
        end_finished();
        end_overdue();
        resume_paused();
        curl_multi_poll(multi, nullptr, 0, wait_span(), nullptr);
    }
    while (!running.empty()) end(&running.front(), closing);
}

Engine::Engine(Reach reach) : state_(std::make_unique<State>()) {
    static const GlobalCurl once;
    state_->reach = reach;
    state_->multi = curl_multi_init();
    state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Engine::~Engine() {
    stop();
    curl_multi_cleanup(state_->multi);
}

void Engine::stop() {
    {
        const std::lock_guard lock(state_->mutex);
        if (std::exchange(state_->stopping, true)) return;
    }
    curl_multi_wakeup(state_->multi);
    state_->thread.join();
    for (auto& one : state_->arrived) one.exchange->fail(closing);
}

void Engine::submit(Request request, std::shared_ptr<Exchange> exchange) {
    const auto due = Clock::now() + request.first_byte_timeout;
    const RequestSpan span(request);
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->stopping) return exchange->fail(closing);
        state_->arrived.push_back({.request = std::move(request), .exchange = std::move(exchange), .due = due, .span = span});
    }
    curl_multi_wakeup(state_->multi);
}

void Engine::wake() { curl_multi_wakeup(state_->multi); }

}  // namespace client
