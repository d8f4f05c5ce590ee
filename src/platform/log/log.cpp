#include "platform/log/log.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
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

std::mutex listener_mutex;
std::shared_ptr<const Listener> listener;

std::shared_ptr<const Listener> current_listener() {
    const std::lock_guard lock(listener_mutex);
    return listener;
}

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
        lines_ += line;
        urgent_ |= urgent;
        if (resting_ || urgent) wake_.notify_one();
    }

private:
    void run() {
        std::string batch;  // changes places with lines_, so that both keep their memory
        std::unique_lock lock(mutex_);
        while (!stopping_ || !lines_.empty()) {
            wake_.wait_for(lock, std::chrono::milliseconds(10), [this] { return stopping_ || urgent_; });
            if (lines_.empty()) {
                rest(lock);
                continue;
            }
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

    // Until there is something to write. As long as each look finds lines nobody who adds one has to wake this thread.
    void rest(std::unique_lock<std::mutex>& lock) {
        resting_ = true;
        wake_.wait(lock, [this] { return stopping_ || !lines_.empty(); });
        resting_ = false;
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::string lines_;
    std::size_t dropped_ = 0;
    bool urgent_ = false, stopping_ = false, resting_ = false;
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

// Writes into room that is known to suffice: two lines for each request are worth it.
class Pen {
public:
    explicit Pen(char* at) : at_(at) {}
    char* at() const { return at_; }

    template <std::size_t Size>
    void literal(const char (&text)[Size]) {
        std::memcpy(at_, text, Size - 1);
        at_ += Size - 1;
    }
    void copy(std::string_view text) {
        at_ += text.copy(at_, text.size());
    }
    void text(std::string_view value) {
        if (value.empty()) return literal("\"\"");
        if (!json::detail::is_plain_ascii(value)) return escaped(value);
        *at_++ = '"';
        copy(value);
        *at_++ = '"';
    }
    void integer(std::int64_t number) { at_ = std::to_chars(at_, at_ + 20, number).ptr; }
    void milliseconds(double number) {
        const auto thousandths = static_cast<std::int64_t>(number * 1000);
        integer(thousandths / 1000);
        *at_++ = '.';
        for (const auto digit : {thousandths / 100 % 10, thousandths / 10 % 10, thousandths % 10}) *at_++ = static_cast<char>('0' + digit);
    }
    void number(double value) {
        if (value == 0) return literal("0");
        std::string digits;
        json::detail::write_number(digits, value);
        copy(digits);
    }

private:
    void escaped(std::string_view value) {
        std::string quoted;
        json::detail::write_text(quoted, value);
        copy(quoted);
    }
    char* at_;
};

constexpr std::size_t room_for_keys = 512;  // and for numbers and marks
constexpr std::size_t widest_escape = 6;

std::size_t room_for(std::string_view event, const Context& context) {
    const std::size_t texts = event.size() + context.trace_id.size() + context.request_id.size() + context.session_id.size() +
                              context.user_id.size() + context.route.size() + context.method.size() + context.code.size();
    return room_for_keys + widest_escape * texts;
}

void write_fixed(Pen& pen, Level level, std::string_view event, const Context& context) {
    pen.literal("{\"ts\":\"");
    pen.copy(timestamp());
    pen.literal("\",\"level\":\"");
    pen.copy(level_names[static_cast<int>(level)]);
    pen.literal("\",\"event\":");
    pen.text(event);
    pen.literal(",\"trace_id\":");
    pen.text(context.trace_id);
    pen.literal(",\"request_id\":");
    pen.text(context.request_id);
    pen.literal(",\"session_id\":");
    pen.text(context.session_id);
    pen.literal(",\"user_id\":");
    pen.text(context.user_id);
    pen.literal(",\"route\":");
    pen.text(context.route);
    pen.literal(",\"method\":");
    pen.text(context.method);
    pen.literal(",\"status\":");
    pen.integer(context.status);
    pen.literal(",\"latency_ms\":");
    pen.milliseconds(context.latency_ms);
    pen.literal(",\"cost_usd\":");
    pen.number(context.cost_usd);
    pen.literal(",\"code\":");
    pen.text(context.code);
}

void add_field(std::string& line, const Field& field) {
    json::detail::write_key(line, field.name);
    if (const auto text = std::get_if<std::string>(&field.value)) json::detail::write_text(line, *text);
    else if (const auto whole = std::get_if<std::int64_t>(&field.value)) json::detail::write_integer(line, *whole);
    else json::detail::write_number(line, std::get<double>(field.value));
}

// Replaces what is in `line`, whose memory it uses again.
void write_line(std::string& line, Level level, std::string_view event, const Context& context, std::initializer_list<Field> more) {
    line.resize_and_overwrite(room_for(event, context), [&](char* begin, std::size_t) {
        Pen pen(begin);
        write_fixed(pen, level, event, context);
        return static_cast<std::size_t>(pen.at() - begin);
    });
    for (const Field& field : more) add_field(line, field);
    line += "}\n";
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
    write_line(line, level, event, context, more);
    return line;
}

void write(Level level, std::string_view event, const Context& context, std::initializer_list<Field> more) {
    if (!enabled(level)) return;
    thread_local std::string line;
    write_line(line, level, event, context, more);
    writer().add(line, level == Level::error);
    if (level != Level::error) return;
    if (const auto told = current_listener()) (*told)(event, context, more);
}

void on_error(Listener told) {
    auto next = told ? std::make_shared<const Listener>(std::move(told)) : nullptr;
    const std::lock_guard lock(listener_mutex);
    listener = std::move(next);
}

}  // namespace logging
