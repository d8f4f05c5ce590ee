#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <variant>

#include "platform/clock/clock.hpp"
#include "platform/trace/trace.hpp"

namespace tracing {

// As OTLP numbers them.
enum class SpanKind { server = 2, client = 3, consumer = 5 };

struct Attribute {
    std::string_view name;  // of the OpenTelemetry semantic conventions
    std::variant<std::string_view, std::int64_t> value;  // "" and 0: nothing is said
};

struct Interval {
    timing::Micros begin = 0, end = 0;
};
// From then until now.
Interval since(timing::Deadline began);

// One step of a trace, when it is over. Views: what they show must live while it is recorded. Nothing of it may tell who somebody is.
struct Span {
    Context context, parent;
    SpanKind kind;
    std::string_view name;  // of few values: no ids
    Interval when;
    bool failed = false;
};

// Hears of every span, on the thread that recorded it; null: nobody, and then nothing is collected.
using Listener = std::function<void(const Span& span, std::initializer_list<Attribute> attributes)>;
void on_span(Listener listener);
// Ask this before a span is put together; it costs next to nothing. Any thread.
bool collecting();
inline bool wanted(const Context& context) { return collecting() && context.sampled(); }
void record(const Span& span, std::initializer_list<Attribute> attributes);

}  // namespace tracing
