#include <fmt/format.h>

#include "lms/content/byte_range.hpp"
#include "lms/content/stand_ins.hpp"
#include "lms/launch/state.hpp"
#include "platform/db/bytes.hpp"
#include "platform/error.hpp"
#include "platform/http/media_type.hpp"

namespace lms {

namespace {
// Uploaded pages are strangers (docs/decisions/0008-uploaded-content.md): without allow-same-origin they have an origin of their own, so
// that neither the session's cookie nor any page of this server is within their reach.
constexpr std::string_view sandbox = "sandbox allow-scripts allow-forms allow-popups allow-modals allow-downloads allow-pointer-lock";

// Under the name that is theirs alone, pages may keep their origin.
bool is_at_content_origin(const Config& config, const http::Request& request) {
    const auto name = std::string_view(config.content_origin).substr(std::min(config.content_origin.find("://"), config.content_origin.size()));
    return name.size() > 3 && request.header("host") == name.substr(3);
}

void add_headers(http::Response& response, std::string_view type, const std::string& etag, bool own_origin) {
    response.with("Content-Type", std::string(type)).with("ETag", etag).with("Cache-Control", "private, max-age=3600").with("Referrer-Policy", "no-referrer");
    response.with("Content-Security-Policy", std::string(sandbox) + (own_origin ? " allow-same-origin" : ""));
    // Modules, fonts and fetch() of such a page come from another origin; the key in the path is what lets them in.
    response.with("Access-Control-Allow-Origin", "*").with("Accept-Ranges", "bytes");
    response.with("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

http::Response whole_or_part(std::string content, const http::Request& request) {
    const auto range = byte_range(request.header("range").value_or(""), content.size());
    http::Response response;
    if (!range) {
        response.body = std::move(content);
    } else if (range->length == 0) {
        response.status = 416;
        response.with("Content-Range", fmt::format("bytes */{}", content.size()));
    } else {
        response.status = 206;
        response.body = content.substr(range->first, range->length);
        response.with("Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->first + range->length - 1, content.size()));
    }
    return response;
}

Task<std::string> load(Courses& courses, std::string key, std::string path, bool as_page) {
    const auto file = co_await courses.file(std::move(key), std::move(path));
    if (!file) throw Error(ErrorCode::not_found, "There is no such file.");
    const auto content = db::text_of(file->content);
    co_return as_page ? with_stand_ins(content) : std::string(content);
}

Task<http::Response> serve_file(Lms::State& lms, const http::Request& request) {
    const std::string key(request.path_value("key")), path(request.path_value("path"));
    const auto tag = co_await lms.courses.file_etag(key, path);
    if (!tag) throw Error(ErrorCode::not_found, "There is no such file.");
    const auto type = http::bare_media_type(path);
    const bool own_origin = is_at_content_origin(lms.config, request);
    const bool as_page = type == "text/html" && !own_origin;
    const auto etag = fmt::format("\"{}{}\"", *tag, as_page ? "-s" : "");
    http::Response response{.status = 304};
    if (request.header("if-none-match").value_or("").find(etag) == std::string_view::npos)
        response = whole_or_part(co_await load(lms.courses, key, path, as_page), request);
    add_headers(response, type, etag, own_origin);
    co_return response;
}

Task<http::Response> serve_stand_ins(const http::Caller&, const http::Request&) {
    auto response = http::text(200, std::string(stand_ins_script), "text/javascript; charset=utf-8");
    response.with("Cache-Control", "public, max-age=3600").with("Access-Control-Allow-Origin", "*");
    co_return response;
}
}  // namespace

void mount_content(http::Router& router, Lms::State& lms) {
    router.get("/cmi5/{key}/{path*}", {.role = http::Role::anyone, .summary = "A file of a cmi5 package", .answers = "*/*"},
               [&lms](const http::Caller&, const http::Request& request) { return serve_file(lms, request); });
    router.get(std::string(stand_ins_path),
               {.role = http::Role::anyone, .summary = "What uploaded pages have in place of cookies and storage", .answers = "text/javascript"}, serve_stand_ins);
}

}  // namespace lms
