#include "platform/sentry/event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "platform/id.hpp"
#include "platform/json/json.hpp"
#include "platform/sentry/scrub.hpp"

namespace sentry {

BOOST_DESCRIBE_STRUCT(Frame, (), (function, instruction_addr))

namespace {
struct Stacktrace {
    Stack frames;
};
BOOST_DESCRIBE_STRUCT(Stacktrace, (), (frames))

struct Exception {
    std::string type, value;
    std::optional<Stacktrace> stacktrace;
};
BOOST_DESCRIBE_STRUCT(Exception, (), (type, value, stacktrace))

struct Exceptions {
    std::vector<Exception> values;
};
BOOST_DESCRIBE_STRUCT(Exceptions, (), (values))

struct TraceContext {
    std::string trace_id, span_id;
};
BOOST_DESCRIBE_STRUCT(TraceContext, (), (trace_id, span_id))

struct Contexts {
    std::optional<TraceContext> trace;
};
BOOST_DESCRIBE_STRUCT(Contexts, (), (trace))

struct Event {
    std::string event_id, timestamp, platform = "native", level = "error", logger, transaction, release, environment;
    Exceptions exception;
    Contexts contexts;
    std::map<std::string, std::string> tags, extra;
};
BOOST_DESCRIBE_STRUCT(Event, (), (event_id, timestamp, platform, level, logger, transaction, release, environment, exception, contexts, tags, extra))

struct Head {
    std::string event_id, sent_at;
};
BOOST_DESCRIBE_STRUCT(Head, (), (event_id, sent_at))

std::string text_of(const logging::Field& field) {
    if (const auto text = std::get_if<std::string>(&field.value)) return scrub(*text);
    if (const auto whole = std::get_if<std::int64_t>(&field.value)) return std::to_string(*whole);
    return fmt::format("{}", std::get<double>(field.value));
}

std::map<std::string, std::string> tags_of(const logging::Context& context) {
    std::map<std::string, std::string> tags;
    if (!context.method.empty()) tags["method"] = context.method;
    if (!context.code.empty()) tags["code"] = context.code;
    return tags;
}

std::string fresh_id() {
    auto id = new_uuid();
    std::erase(id, '-');
    return id;
}
}  // namespace

std::string envelope(const Occasion& occasion, std::string_view name, const logging::Context& context, std::initializer_list<logging::Field> more, const Failure& failure) {
    Event event{.event_id = fresh_id(), .timestamp = timing::to_rfc3339(occasion.at), .logger = std::string(name), .transaction = std::string(context.route)};
    event.release = occasion.release;
    event.environment = occasion.environment;
    event.tags = tags_of(context);
    for (const auto& field : more) event.extra[std::string(field.name)] = text_of(field);
    if (occasion.left_out > 0) event.extra["left_out"] = std::to_string(occasion.left_out);
    const auto reason = event.extra.find("reason");
    Exception exception{failure.type.empty() ? std::string(name) : failure.type, reason == event.extra.end() ? "" : reason->second, {}};
    if (!failure.stack.empty()) exception.stacktrace = Stacktrace{failure.stack};
    event.exception.values.push_back(std::move(exception));
    if (context.trace_id.size() == 32) event.contexts.trace = TraceContext{std::string(context.trace_id), std::string(context.request_id)};
    const auto body = json::write(event);
    return json::write(Head{event.event_id, event.timestamp}) + fmt::format("\n{{\"type\":\"event\",\"length\":{}}}\n", body.size()) + body + '\n';
}

}  // namespace sentry
