#include "platform/otlp/encoding.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "platform/json/json.hpp"

namespace otlp {

namespace {
constexpr int status_error = 2;

bool says_something(const tracing::Attribute& attribute) {
    if (const auto text = std::get_if<std::string_view>(&attribute.value)) return !text->empty();
    return std::get<std::int64_t>(attribute.value) != 0;
}

void add_attribute(std::string& out, const tracing::Attribute& attribute) {
    if (!says_something(attribute)) return;
    if (out.back() != '[') out += ',';
    out += R"({"key":)";
    json::detail::write_text(out, attribute.name);
    if (const auto text = std::get_if<std::string_view>(&attribute.value)) {
        out += R"(,"value":{"stringValue":)";
        json::detail::write_text(out, *text);
        out += "}}";
    } else {
        fmt::format_to(std::back_inserter(out), R"(,"value":{{"intValue":"{}"}}}})", std::get<std::int64_t>(attribute.value));
    }
}

void add_attributes(std::string& out, std::initializer_list<tracing::Attribute> attributes) {
    out += R"("attributes":[)";
    for (const auto& attribute : attributes) add_attribute(out, attribute);
    out += ']';
}
}  // namespace

std::string encode(const tracing::Span& span, std::initializer_list<tracing::Attribute> attributes) {
    std::string out;
    out.reserve(768);
    const auto into = std::back_inserter(out);
    fmt::format_to(into, R"({{"traceId":"{}","spanId":"{}",)", span.context.trace_id(), span.context.span_id());
    if (span.parent.has_span()) fmt::format_to(into, R"("parentSpanId":"{}",)", span.parent.span_id());
    out += R"("name":)";
    json::detail::write_text(out, span.name);
    fmt::format_to(into, R"(,"kind":{},"startTimeUnixNano":"{}000","endTimeUnixNano":"{}000",)", static_cast<int>(span.kind), span.when.begin, span.when.end);
    add_attributes(out, attributes);
    if (span.failed) fmt::format_to(into, R"(,"status":{{"code":{}}})", status_error);
    out += '}';
    return out;
}

std::string request_body(const Resource& resource, std::span<const std::string> spans) {
    std::string out = R"({"resourceSpans":[{"resource":{)";
    add_attributes(out, {{"service.name", resource.service},
                         {"service.version", resource.version},
                         {"service.instance.id", resource.instance},
                         {"deployment.environment.name", resource.environment}});
    out += R"(},"scopeSpans":[{"scope":{"name":"omnitutor","version":)";
    json::detail::write_text(out, resource.version);
    out += R"(},"spans":[)";
    for (const auto& span : spans) {
        if (&span != spans.data()) out += ',';
        out += span;
    }
    out += "]}]}]}";
    return out;
}

// A 64-bit integer may come as a string or as a number.
std::int64_t rejected_spans(std::string_view answer) {
    boost::system::error_code error;
    const auto said = boost::json::parse(answer, error);
    if (error) return 0;
    const auto rejected = said.find_pointer("/partialSuccess/rejectedSpans", error);
    if (!rejected) return 0;
    if (const auto number = rejected->if_int64()) return *number;
    std::int64_t number = 0;
    if (const auto text = rejected->if_string()) std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

}  // namespace otlp
