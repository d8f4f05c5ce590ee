#include "platform/sentry/dsn.hpp"

#include <boost/url/parse.hpp>

#include "platform/error.hpp"

namespace sentry {

Dsn parse_dsn(const std::string& text) {
    const auto url = boost::urls::parse_uri(text);
    const std::string path = url ? std::string(url->encoded_path()) : "";
    const auto project = path.rfind('/');
    const bool fits = url && (url->scheme() == "https" || url->scheme() == "http") && !url->host().empty() && !url->user().empty() && project + 1 < path.size();
    if (!fits) throw Error(ErrorCode::invalid, "SENTRY_DSN: https://KEY@HOST/PROJECT expected");
    const std::string origin = std::string(url->scheme()) + "://" + std::string(url->encoded_host_and_port());
    return {origin + path.substr(0, project) + "/api/" + path.substr(project + 1) + "/envelope/", url->user()};
}

}  // namespace sentry
