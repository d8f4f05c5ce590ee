#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "platform/trace/span.hpp"

// Spans as OTLP has them in JSON (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"): ids in lower-case hex, 64-bit integers as strings, enums as
// integers, keys in lowerCamelCase.
namespace otlp {

// One member of `spans`.
std::string encode(const tracing::Span& span, std::initializer_list<tracing::Attribute> attributes);

// Who speaks.
struct Resource {
    std::string service, version, environment, instance;
};
// A whole ExportTraceServiceRequest of encoded spans.
std::string request_body(const Resource& resource, std::span<const std::string> spans);

// How many spans an answer says that it did not take (partialSuccess); 0 also for what is no such answer.
std::int64_t rejected_spans(std::string_view answer);

}  // namespace otlp
