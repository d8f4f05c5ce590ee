#include "lms/launch/launch_url.hpp"

#include <fmt/format.h>

#include "lms/package/url.hpp"
#include "platform/text/percent.hpp"

namespace lms {

namespace {
std::string with_query(const UrlParts& parts, std::string_view folder, std::string query) {
    auto url = parts.scheme.empty() ? std::string(folder) + text::encode_percent(parts.path, "/") : parts.before_query;
    if (!query.empty()) url.append("?").append(query);
    if (!parts.fragment.empty()) url.append("#").append(parts.fragment);
    return url;
}
}  // namespace

std::string unit_address(const Unit& au, std::string_view folder) {
    const auto parts = split_url(au.url);
    return with_query(parts, folder, parts.query);
}

std::string launch_url(const Unit& au, std::string_view folder, const LaunchParameters& parameters) {
    const auto parts = split_url(au.url);
    auto query = fmt::format("endpoint={}&fetch={}&actor={}&registration={}&activityId={}", text::encode_percent(parameters.endpoint),
                             text::encode_percent(parameters.fetch), text::encode_percent(parameters.actor), text::encode_percent(parameters.registration),
                             text::encode_percent(parameters.activity));
    return with_query(parts, folder, parts.query.empty() ? query : parts.query + '&' + query);
}

}  // namespace lms
