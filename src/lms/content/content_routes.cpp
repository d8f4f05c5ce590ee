#include <fmt/format.h>

#include "lms/content/byte_range.hpp"
#include "lms/launch/state.hpp"
#include "platform/error.hpp"
#include "platform/http/media_type.hpp"

namespace lms {

namespace {
// Uploaded pages are strangers (docs/decisions/0008-uploaded-content.md): without allow-same-origin they have an origin of their own, so
// that neither the session's cookie nor any page of this server is within their reach.
constexpr std::string_view sandbox =
    "sandbox allow-scripts allow-forms allow-popups allow-modals allow-downloads allow-pointer-lock; frame-ancestors 'self'";

void add_headers(http::Response& response, const std::string& path, const std::string& etag) {
    response.with("Content-Type", std::string(http::bare_media_type(path))).with("ETag", etag).with("Cache-Control", "private, max-age=3600");
    response.with("Content-Security-Policy", std::string(sandbox)).with("Referrer-Policy", "no-referrer");
    // Modules, fonts and fetch() of such a page come from another origin; the key in the path is what lets them in.
    response.with("Access-Control-Allow-Origin", "*").with("Accept-Ranges", "bytes");
    response.with("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

std::string text_of(const db::Bytes& bytes, std::size_t from, std::size_t length) { return {reinterpret_cast<const char*>(bytes.data()) + from, length}; }

http::Response whole_or_part(const File& file, const http::Request& request) {
    const auto size = file.content.size();
    const auto range = byte_range(request.header("range").value_or(""), size);
    http::Response response;
    if (!range) {
        response.body = text_of(file.content, 0, size);
    } else if (range->length == 0) {
        response.status = 416;
        response.with("Content-Range", fmt::format("bytes */{}", size));
    } else {
        response.status = 206;
        response.body = text_of(file.content, range->first, range->length);
        response.with("Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->first + range->length - 1, size));
    }
    return response;
}

Task<http::Response> serve_file(Lms::State& lms, const http::Request& request) {
    const std::string key(request.path_value("key")), path(request.path_value("path"));
    const auto tag = co_await lms.courses.file_etag(key, path);
    if (!tag) throw Error(ErrorCode::not_found, "There is no such file.");
    const auto etag = '"' + *tag + '"';
    http::Response response{.status = 304};
    if (request.header("if-none-match").value_or("").find(etag) == std::string_view::npos) {
        const auto file = co_await lms.courses.file(key, path);
        if (!file) throw Error(ErrorCode::not_found, "There is no such file.");
        response = whole_or_part(*file, request);
    }
    add_headers(response, path, etag);
    co_return response;
}
}  // namespace

void mount_content(http::Router& router, Lms::State& lms) {
    router.get("/cmi5/{key}/{path*}", {.role = http::Role::anyone, .summary = "A file of a cmi5 package", .answers = "*/*"},
               [&lms](const http::Caller&, const http::Request& request) { return serve_file(lms, request); });
}

}  // namespace lms
