#include "platform/http/service_routes.hpp"

#include <fmt/format.h>

#include <memory>
#include <mutex>

#include "platform/http/router.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/text/ascii.hpp"

namespace http {

namespace {
Needs service(std::string_view summary, std::string_view answers) {
    return {.role = Role::anyone, .summary = summary, .answers = answers};
}

// Made once, at the first request, because rooms add routes after this one.
class Documents {
public:
    Documents(const Router& router, std::string version) : router_(router), version_(std::move(version)) {}
    const std::string& description() {
        std::call_once(described_, [this] { description_ = openapi(router_, version_); });
        return description_;
    }
    const std::string& collection() {
        std::call_once(collected_, [this] { collection_ = postman(router_, version_); });
        return collection_;
    }
    const std::string& page() {
        std::call_once(listed_, [this] { page_ = list(); });
        return page_;
    }

private:
    std::string list() const;
    const Router& router_;
    std::string version_, description_, collection_, page_;
    std::once_flag described_, collected_, listed_;
};

std::string_view name_of(Role role) {
    constexpr std::string_view names[] = {"anyone", "learner", "teacher", "admin", "service"};
    return names[static_cast<std::size_t>(role)];
}

std::string Documents::list() const {
    std::string page = fmt::format(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
        "<title>OmniTutor {0}: the API</title><style>body{{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;"
        "padding:0 1rem}}table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;padding:.4rem .6rem;border-bottom:1px "
        "solid #8884}}code{{font:.95em ui-monospace,monospace}}:root{{color-scheme:light dark}}</style>"
        "<h1>OmniTutor {0}: the API</h1><p>The full description, for programs: <a href=\"/openapi.json\">/openapi.json</a>, as a Postman collection: "
        "<a href=\"/postman.json\">/postman.json</a>."
        "<table><thead><tr><th>Method<th>Path<th>What it does<th>Who may</thead><tbody>", text::escape_html(version_));
    for (const Route& route : router_.routes())
        page += fmt::format("<tr><td><code>{}</code><td><code>{}</code><td>{}<td>{}", route.method, text::escape_html(route.path),
                            text::escape_html(route.needs.summary), name_of(route.needs.role));
    return page + "</tbody></table></html>\n";
}

Task<Response> answer_metrics() { co_return text(200, metrics::exposition(), "text/plain; version=0.0.4; charset=utf-8"); }

Task<Response> answer_description(Documents& documents) { co_return json_text(200, documents.description()); }

Task<Response> answer_collection(Documents& documents) { co_return json_text(200, documents.collection()); }

Task<Response> answer_page(Documents& documents) {
    co_return text(200, documents.page(), "text/html; charset=utf-8")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
}
}  // namespace

void mount_service(Router& router, std::string_view version) {
    const auto documents = std::make_shared<Documents>(router, std::string(version));
    router.get("/metrics", service("Measurements in Prometheus's text form", "text/plain"),
               [](const Caller&, const Request&) { return answer_metrics(); });
    router.get("/openapi.json", service("This description", "application/json"),
               [documents](const Caller&, const Request&) { return answer_description(*documents); });
    router.get("/postman.json", service("The routes as a Postman collection", "application/json"),
               [documents](const Caller&, const Request&) { return answer_collection(*documents); });
    router.get("/docs", service("This list, for people", "text/html"),
               [documents](const Caller&, const Request&) { return answer_page(*documents); });
}

}  // namespace http
