#include "platform/http/static_site.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/http/media_type.hpp"

namespace http {

namespace fs = std::filesystem;

namespace {
using Bytes = std::shared_ptr<const std::string>;

// One file in the forms in which it can leave; an empty form does not exist.
struct File {
    Bytes plain, gzip, brotli;
    std::string etag;
    std::string_view type;
    bool immutable = false;
};
using Files = std::map<std::string, File, std::less<>>;  // by path: "/index.html"

constexpr std::string_view policy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

Bytes read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return nullptr;
    std::ostringstream text;
    text << in.rdbuf();
    return std::make_shared<const std::string>(std::move(text).str());
}

bool is_compressed_form(const fs::path& path) { return path.extension() == ".br" || path.extension() == ".gz"; }

File load(const fs::path& path, std::string_view name) {
    File file{.plain = read_file(path), .gzip = read_file(path.string() + ".gz"), .brotli = read_file(path.string() + ".br"),
              .etag = {}, .type = media_type(path.string()), .immutable = name.starts_with("/assets/")};
    if (!file.plain) throw Error(ErrorCode::unavailable, "cannot read " + path.string());
    file.etag = crypto::sha256_hex(*file.plain).substr(0, 32);
    return file;
}

Files load_all(const fs::path& directory) {
    Files files;
    if (!fs::is_directory(directory)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (!entry.is_regular_file() || is_compressed_form(entry.path())) continue;
        const std::string name = '/' + fs::relative(entry.path(), directory).generic_string();
        files.emplace(name, load(entry.path(), name));
    }
    return files;
}

bool accepts(const Request& request, std::string_view coding) {
    const auto accepted = request.header("accept-encoding").value_or("");
    const auto at = accepted.find(coding);
    if (at == accepted.npos) return false;
    const auto rest = accepted.substr(at + coding.size());
    return !rest.starts_with(";q=0") || rest.starts_with(";q=0.");
}

struct Form {
    Bytes bytes;
    std::string_view coding;  // "" for the file as it is
};

Form choose_form(const File& file, const Request& request) {
    if (file.brotli && accepts(request, "br")) return {file.brotli, "br"};
    if (file.gzip && accepts(request, "gzip")) return {file.gzip, "gzip"};
    return {file.plain, ""};
}

// Two codings of one file are two representations, and a strong ETag tells them apart (RFC 9110, 8.8.3.3).
std::string etag_of(const File& file, std::string_view coding) {
    return '"' + file.etag + (coding.empty() ? "" : "-" + std::string(coding)) + '"';
}

bool matches(const Request& request, std::string_view etag) {
    const auto known = request.header("if-none-match").value_or("");
    return known == "*" || known.find(etag) != known.npos;
}

void add_headers(Response& response, const File& file, const Form& form) {
    response.with("Content-Type", std::string(file.type)).with("ETag", etag_of(file, form.coding));
    response.with("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    response.with("Vary", "Accept-Encoding");
    if (!form.coding.empty()) response.with("Content-Encoding", std::string(form.coding));
    response.with("Content-Security-Policy", std::string(policy)).with("Referrer-Policy", "strict-origin-when-cross-origin");
    response.with("Cross-Origin-Opener-Policy", "same-origin").with("Permissions-Policy", "camera=(), geolocation=()");
}

Response answer(const File& file, const Request& request) {
    const Form form = choose_form(file, request);
    Response response;
    add_headers(response, file, form);
    if (matches(request, etag_of(file, form.coding))) response.status = 304;
    else response.shared_body = form.bytes;
    return response;
}

const File* find(const Files& files, std::string_view path) {
    if (const auto file = files.find(path); file != files.end()) return &file->second;
    if (path.ends_with('/'))
        if (const auto index = files.find(std::string(path) + "index.html"); index != files.end()) return &index->second;
    // The client routes within one page; a path that names a file is not one of its routes.
    const auto last_part = path.substr(path.rfind('/') + 1);
    const auto page = files.find("/index.html");
    return page == files.end() || last_part.find('.') != last_part.npos ? nullptr : &page->second;
}
}  // namespace

std::function<Response(const Request&)> static_site(const fs::path& directory) {
    const auto files = std::make_shared<const Files>(load_all(directory));
    return [files](const Request& request) {
        const File* file = find(*files, request.path);
        return file ? answer(*file, request) : text(404, "Not found\n").with("Cache-Control", "no-store");
    };
}

}  // namespace http
