#include "lms/package/package.hpp"

#include <fmt/format.h>

#include "lms/package/url.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lms {

namespace {
const std::string structure_name = "cmi5.xml";
constexpr std::size_t longest_name = 1'000;

// What is kept under a name is found again by the path of a request, which never holds what is refused here.
bool is_plain_path(const std::string& name) {
    if (name.empty() || name.size() > longest_name || name.front() == '/' || !json::is_utf8(name)) return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7f) return false;
    const auto framed = '/' + name + '/';
    return !framed.contains("//") && !framed.contains("/./") && !framed.contains("/../");
}

std::set<std::string> file_names(const archive::Zip& zip) {
    std::set<std::string> names;
    for (const auto& name : zip.names()) {
        if (name.ends_with('/')) continue;
        if (!is_plain_path(name)) throw Error(ErrorCode::invalid, "The package holds a file whose name is no plain relative path.");
        if (!names.insert(name).second) throw Error(ErrorCode::invalid, fmt::format("The package holds {} twice.", name));
    }
    return names;
}

}  // namespace

Package::Package(std::string_view bytes, const PackageLimits& limits) {
    if (bytes.starts_with("PK")) open_zip(bytes, limits);
    else structure_ = read_structure(bytes);
    check_urls();
}

void Package::open_zip(std::string_view bytes, const PackageLimits& limits) {
    zip_.emplace("The package", bytes, archive::Limits{.members = limits.files, .member_bytes = limits.file_bytes, .bytes = limits.bytes});
    files_ = file_names(*zip_);
    if (files_.erase(structure_name) == 0) throw Error(ErrorCode::invalid, "The package has no cmi5.xml at its root (cmi5, 14.1).");
    structure_ = read_structure(zip_->read(structure_name));
}

// 14.1: what is in the package is named by relative URLs; 14.2: without a package there is nothing that they could name.
void Package::check_urls() const {
    for (const auto& unit : structure_.units) {
        if (unit.kind != UnitKind::au) continue;
        const auto parts = split_url(unit.url);
        if (!parts.scheme.empty() || files_.contains(parts.path)) continue;
        const auto* why = zip_ ? "the package holds no such file (cmi5, 14.1)" : "without a zip file all URLs are absolute (cmi5, 14.2)";
        throw Error(ErrorCode::invalid, fmt::format("cmi5.xml: the url of {} is \"{}\": {}", unit.publisher_id, unit.url, why));
    }
}

}  // namespace lms
