#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

// One JSON line per event to standard error. The 13 fields of PLT-6 always come first and in this order:
// ts level event trace_id request_id session_id user_id route method status latency_ms cost_usd code.
// Never log tokens, passwords, answers, names or bodies.
namespace logging {

enum class Level { debug, info, warn, error };

// Views: what they show must live while a line is written.
struct Context {
    std::string_view trace_id, request_id, session_id, user_id, route, method;
    int status = 0;
    double latency_ms = 0;
    double cost_usd = 0;
    std::string_view code;
};

struct Field {
    std::string_view name;
    std::variant<std::string, std::int64_t, double> value;
};

// Lines are collected and written by one thread within 10 ms (errors at once) and at a normal exit. Any thread.
void set_level(Level level);
// "debug", "info", "warn" or "error"; throws Error(invalid) for another word.
Level level_named(std::string_view name);
bool enabled(Level level);
// The line itself, with its line feed.
std::string format(Level level, std::string_view event, const Context& context, std::initializer_list<Field> more = {});
void write(Level level, std::string_view event, const Context& context, std::initializer_list<Field> more = {});
// Hears of every line at level error, on the thread that wrote it and before write() returns; null: nobody. It must not log at that level itself.
using Listener = std::function<void(std::string_view event, const Context& context, std::initializer_list<Field> more)>;
void on_error(Listener listener);
inline void info(std::string_view event, std::initializer_list<Field> more = {}) { write(Level::info, event, {}, more); }
inline void warn(std::string_view event, std::initializer_list<Field> more = {}) { write(Level::warn, event, {}, more); }
inline void error(std::string_view event, std::initializer_list<Field> more = {}) { write(Level::error, event, {}, more); }

}  // namespace logging
