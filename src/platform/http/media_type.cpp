#include "platform/http/media_type.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "platform/text/ascii.hpp"

namespace http {

std::string_view media_type(std::string_view path) {
    using Row = std::pair<std::string_view, std::string_view>;
    static constexpr auto types = std::to_array<Row>({
        {".html", "text/html; charset=utf-8"}, {".htm", "text/html; charset=utf-8"}, {".xhtml", "application/xhtml+xml"},
        {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
        {".json", "application/json"}, {".map", "application/json"}, {".webmanifest", "application/manifest+json"}, {".xml", "application/xml"},
        {".svg", "image/svg+xml"}, {".png", "image/png"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".webp", "image/webp"},
        {".avif", "image/avif"}, {".gif", "image/gif"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"}, {".woff", "font/woff"},
        {".ttf", "font/ttf"}, {".otf", "font/otf"}, {".wasm", "application/wasm"}, {".mp3", "audio/mpeg"}, {".m4a", "audio/mp4"}, {".ogg", "audio/ogg"},
        {".wav", "audio/wav"}, {".mp4", "video/mp4"}, {".webm", "video/webm"}, {".vtt", "text/vtt"}, {".pdf", "application/pdf"},
        {".txt", "text/plain; charset=utf-8"}});
    const auto dot = path.rfind('.');
    if (dot == path.npos || path.find('/', dot) != path.npos) return "application/octet-stream";
    const auto extension = text::lower_case(path.substr(dot));
    const auto found = std::ranges::find(types, extension, &Row::first);
    return found == types.end() ? "application/octet-stream" : found->second;
}

std::string_view bare_media_type(std::string_view path) {
    const auto type = media_type(path);
    return type.substr(0, type.find(';'));
}

}  // namespace http
