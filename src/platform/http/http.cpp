#include "platform/http/http.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"

namespace http {

namespace {
using Pairs = std::vector<std::pair<std::string, std::string>>;
std::optional<std::string_view> find(const Pairs& pairs, std::string_view name) {
    const auto found = std::ranges::find(pairs, name, [](const auto& pair) -> std::string_view { return pair.first; });
    if (found == pairs.end()) return std::nullopt;
    return found->second;
}
}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const {
    for (const Header& header : headers)
        if (text::equal_without_case(header.name, name)) return header.value;
    return std::nullopt;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const { return find(query, name); }

std::string_view Request::path_value(std::string_view name) const { return find(path_values, name).value_or(""); }

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    auto rest = header("cookie").value_or("");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = text::trimmed(rest.substr(0, end), " ");
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return pair.substr(name.size() + 1);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

Response text(int status, std::string body, std::string content_type) {
    Response response{.status = status, .headers = {}, .body = std::move(body), .shared_body = {}, .stream = {}};
    response.headers.reserve(4);
    response.with("Content-Type", std::move(content_type));
    return response;
}

Response json_text(int status, std::string body) { return text(status, std::move(body), "application/json"); }

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response event_stream(std::unique_ptr<Stream> stream) {
    Response response;
    response.stream = std::move(stream);
    response.with("Content-Type", "text/event-stream").with("Cache-Control", "no-cache, no-transform");
    response.with("X-Accel-Buffering", "no");  // nginx otherwise holds events back
    return response;
}

std::string sse(std::string_view id, std::string_view event, std::string_view data) {
    std::string text;
    if (!id.empty()) text.append("id: ").append(id).append("\n");
    if (!event.empty()) text.append("event: ").append(event).append("\n");
    while (true) {
        const auto end = data.find_first_of("\r\n");
        text.append("data: ").append(data.substr(0, end)).append("\n");
        if (end == data.npos) return text += '\n';
        data.remove_prefix(data.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
    }
}

}  // namespace http
