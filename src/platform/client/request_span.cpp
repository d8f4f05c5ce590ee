#include "platform/client/request_span.hpp"

#include <array>
#include <charconv>

#include "platform/client/curl.hpp"
#include "platform/trace/span.hpp"

namespace client {

namespace {
struct Place {
    std::string host;
    std::int64_t port = 0;
};
Place place_of(const std::string& text) {
    const std::unique_ptr<CURLU, FreeCurl> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return {};
    Place place{.host = part_of(url.get(), CURLUPART_HOST)};
    const auto port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), place.port);
    return place;
}

std::string_view name_of(Failure failure) {
    constexpr std::array<std::string_view, 5> names{"connect", "timeout", "cut", "too_large", "cancelled"};
    return names[static_cast<std::size_t>(failure)];
}
}  // namespace

RequestSpan::RequestSpan(const Request& request) : began_(std::chrono::steady_clock::now()) {
    if (request.spans == Spans::recorded && (request.trace.begun() || tracing::collecting())) context_ = request.trace.next();
}

void RequestSpan::end(const Request& request, int status, const std::optional<TransferError>& error) const {
    if (!tracing::wanted(context_)) return;
    const bool failed = error || status >= 400;
    const auto place = place_of(request.url);
    const auto reason = error ? std::string(name_of(error->failure)) : failed ? std::to_string(status) : "";
    tracing::record({.context = context_, .parent = request.trace, .kind = tracing::SpanKind::client, .name = request.method,
                     .when = tracing::since(began_), .failed = failed},
                    {{"http.request.method", request.method}, {"server.address", place.host}, {"server.port", place.port},
                     {"http.response.status_code", std::int64_t{status}}, {"error.type", reason}});
}

}  // namespace client
