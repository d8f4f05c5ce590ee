#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace logging {

namespace {
constexpr std::string_view level_names[] = {"debug", "info", "warn", "error"};
constexpr std::size_t backlog_limit = 8 << 20;

std::atomic<Level> least = Level::info;

void write_all(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written <= 0) return;  // nobody reads our standard error; the program goes on
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Collects lines and writes them from one thread, so that a slow terminal or pipe never holds up a request.
class Writer {
public:
    Writer() : thread_([this] { run(); }) {}
    ~Writer() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    void add(std::string_view line, bool urgent) {
        const std::lock_guard lock(mutex_);
        if (lines_.size() + line.size() > backlog_limit) {
            ++dropped_;
            return;
        }
        const bool first = lines_.empty();
        lines_ += line;
        urgent_ |= urgent;
        if (first || urgent) wake_.notify_one();
    }

private:
    void run() {
        std::string batch;  // changes places with lines_, so that both keep their memory
        std::unique_lock lock(mutex_);
        while (!stopping_ || !lines_.empty()) {
            wake_.wait(lock, [this] { return stopping_ || !lines_.empty(); });
            wake_.wait_for(lock, std::chrono::milliseconds(10), [this] { return stopping_ || urgent_; });
            batch.swap(lines_);
            const std::size_t dropped = std::exchange(dropped_, 0);
            urgent_ = false;
            lock.unlock();
            write_all(batch);
            batch.clear();
            if (dropped) warn("log.dropped", {{"lines", static_cast<std::int64_t>(dropped)}});
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::string lines_;
    std::size_t dropped_ = 0;
    bool urgent_ = false, stopping_ = false;
    std::thread thread_;
};

Writer& writer() {
    static Writer instance;
    return instance;
}

// Most lines share their second with the line before.
std::string_view timestamp() {
    thread_local std::int64_t second = -1;
    thread_local std::string text;
    const timing::Micros now = timing::now();
    if (now / 1'000'000 != second) {
        second = now / 1'000'000;
        text = timing::to_rfc3339(second * 1'000'000);
    }
    const auto millis = static_cast<int>(now / 1000 % 1000);
    text[20] = static_cast<char>('0' + millis / 100);
    text[21] = static_cast<char>('0' + millis / 10 % 10);
    text[22] = static_cast<char>('0' + millis % 10);
    return text;
}

void add_text(std::string& line, std::string_view name, std::string_view value) {
    json::detail::write_key(line, name);
    json::detail::write_text(line, value);
}

void add_field(std::string& line, const Field& field) {
    if (const auto text = std::get_if<std::string>(&field.value)) return add_text(line, field.name, *text);
    json::detail::write_key(line, field.name);
    if (const auto whole = std::get_if<std::int64_t>(&field.value)) json::detail::write_integer(line, *whole);
    else json::detail::write_number(line, std::get<double>(field.value));
}

// The fixed fields have their keys written out: two lines for each request are worth it.
void add_fixed(std::string& line, std::string_view key, std::string_view value) {
    line += key;
    json::detail::write_text(line, value);
}

void add_context(std::string& line, const Context& context) {
    add_fixed(line, ",\"trace_id\":", context.trace_id);
    add_fixed(line, ",\"request_id\":", context.request_id);
    add_fixed(line, ",\"session_id\":", context.session_id);
    add_fixed(line, ",\"user_id\":", context.user_id);
    add_fixed(line, ",\"route\":", context.route);
    add_fixed(line, ",\"method\":", context.method);
    line += ",\"status\":";
    json::detail::write_integer(line, context.status);
    line += ",\"latency_ms\":";
    json::detail::write_integer(line, static_cast<std::int64_t>(context.latency_ms));
    line += '.';
    const auto thousandths = static_cast<int>(context.latency_ms * 1000) % 1000;
    for (const int digit : {thousandths / 100, thousandths / 10 % 10, thousandths % 10})
        line += static_cast<char>('0' + digit);
    line += ",\"cost_usd\":";
    json::detail::write_number(line, context.cost_usd);
    add_fixed(line, ",\"code\":", context.code);
}
}  // namespace

void set_level(Level level) { least = level; }

Level level_named(std::string_view name) {
    const auto found = std::ranges::find(level_names, name);
    if (found == std::end(level_names)) throw Error(ErrorCode::invalid, "debug, info, warn or error expected, found " + std::string(name));
    return static_cast<Level>(found - std::begin(level_names));
}

bool enabled(Level level) { return level >= least.load(std::memory_order_relaxed); }

std::string format(Level level, std::string_view event, const Context& context, std::initializer_list<Field> more) {
    std::string line;
    line.reserve(480);
    add_fixed(line, "{\"ts\":", timestamp());
    add_fixed(line, ",\"level\":", level_names[static_cast<int>(level)]);
    add_fixed(line, ",\"event\":", event);
    add_context(line, context);
    for (const Field& field : more) add_field(line, field);
    line += "}\n";
    return line;
}

void write(Level level, std::string_view event, const Context& context, std::initializer_list<Field> more) {
    if (enabled(level)) writer().add(format(level, event, context, more), level == Level::error);
}

}  // namespace logging
