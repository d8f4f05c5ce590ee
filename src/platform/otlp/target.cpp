#include "platform/otlp/target.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>

#include "platform/error.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/percent.hpp"

namespace otlp {

namespace {
// `tchar` of RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [marks](char letter) { return text::is_letter(letter) || text::is_digit(letter) || marks.contains(letter); });
}

bool is_header_value(std::string_view text) {
    return std::ranges::none_of(text, [](char letter) { return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') || letter == 0x7F; });
}

http::Header header_of(std::string_view member) {
    const auto equals = member.find('=');
    const auto name = text::trimmed(member.substr(0, equals));
    const auto value = equals == member.npos ? std::nullopt : text::decode_percent(text::trimmed(member.substr(equals + 1)));
    if (!is_token(name) || !value || !is_header_value(*value))
        throw Error(ErrorCode::invalid, "OTEL_EXPORTER_OTLP_HEADERS: NAME=VALUE,NAME=VALUE expected, with values percent-encoded");
    return {std::string(name), *value};
}

// As W3C baggage has them.
std::vector<http::Header> headers_of(std::string_view text) {
    std::vector<http::Header> headers;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (const auto member = text::trimmed(text.substr(0, end)); !member.empty()) headers.push_back(header_of(member));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return headers;
}

void expect_url(const std::string& text, std::string setting) {
    const auto url = boost::urls::parse_uri(text);
    const bool fits = url && (url->scheme() == "http" || url->scheme() == "https") && !url->host().empty();
    if (!fits) throw Error(ErrorCode::invalid, std::move(setting) + ": the URL of a collector expected, such as http://127.0.0.1:4318");
}

// The general endpoint is a base, the one of traces the place itself (exporter specification, "Endpoint URLs for OTLP/HTTP").
std::string url_of(const Config& config) {
    if (!config.traces_endpoint.empty()) return config.traces_endpoint;
    return config.endpoint + (config.endpoint.ends_with('/') ? "v1/traces" : "/v1/traces");
}
}  // namespace

Target target_of(const Config& config) {
    if (config.traces_endpoint.empty()) expect_url(config.endpoint, "OTEL_EXPORTER_OTLP_ENDPOINT");
    else expect_url(config.traces_endpoint, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    Target target{url_of(config), headers_of(config.headers)};
    target.headers.push_back({"Content-Type", "application/json"});
    return target;
}

}  // namespace otlp
