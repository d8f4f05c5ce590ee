#pragma once
#include <array>
#include <string_view>

// W3C trace context (www.w3.org/TR/trace-context), and what is told of the steps of a trace.
namespace tracing {

// Where a piece of work stands in a trace: a small value that travels along with the work. Any thread.
class Context {
public:
    Context() = default;  // in no trace
    // What a `traceparent` says: the caller's step. In no trace when it does not fit the standard.
    static Context of(std::string_view traceparent);
    // In a trace of 32 hex digits, below no step that is known; in no trace for anything else.
    static Context of_trace(std::string_view trace_id);
    // A step of its own below this one, with this one's decision; the first of a new trace when this is in none.
    Context next() const;

    bool begun() const { return text_[0] != 0; }
    bool has_span() const { return begun() && span_id() != "0000000000000000"; }
    // Whether steps of this trace are to be collected.
    bool sampled() const { return (text_[flags] & 1) != 0; }
    std::string_view trace_id() const { return part(3, 32); }  // 32 hex digits, "" in no trace
    std::string_view span_id() const { return part(36, 16); }  // 16 hex digits, zeros without a step
    std::string_view traceparent() const { return part(0, text_.size()); }
    bool operator==(const Context&) const = default;

private:
    static constexpr std::size_t flags = 54;  // the digit that is not 0: bit 0 sampled, bit 1 random; others are cleared
    std::string_view part(std::size_t from, std::size_t size) const { return begun() ? std::string_view(text_.data() + from, size) : std::string_view(); }
    std::array<char, 55> text_{};
};

// Which part of the traces that begin here is to be collected, from 0 to 1: decided by the trace's id, so every process decides the same. 1 at first.
void sample(double ratio);

}  // namespace tracing
