#include "platform/http/target.hpp"

#include <cstdint>
#include <cstdlib>

#include "platform/http/http.hpp"
#include "platform/json/json.hpp"
#include "platform/trace/trace.hpp"

// The first byte chooses: a request target, or values of the headers that we read ourselves.
namespace {
void check_target(std::string_view text) {
    const auto target = http::parse_target(text);
    if (!target) return;
    const std::string& path = target->path;
    if (!path.starts_with('/') || path.find("//") != path.npos || path.find('\0') != path.npos || !json::is_utf8(path)) std::abort();
    if ((path + '/').find("/../") != path.npos || (path + '/').find("/./") != path.npos) std::abort();
    for (const auto& [name, value] : target->query)
        if (!json::is_utf8(name) || !json::is_utf8(value)) std::abort();
}

void check_headers(std::string_view text) {
    http::Request request;
    request.headers.push_back({"Cookie", std::string(text)});
    if (const auto value = request.cookie("ot_session"); value && value->find(';') != value->npos) std::abort();
    const auto caller = tracing::Context::of(text), step = caller.next();
    if (tracing::Context::of(step.traceparent()) != step || (caller.begun() && step.trace_id() != caller.trace_id())) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    bytes[0] % 2 ? check_target(text) : check_headers(text);
    return 0;
}
