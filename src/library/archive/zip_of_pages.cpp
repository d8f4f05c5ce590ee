#include <fmt/format.h>

#include <algorithm>

#include "library/archive/office.hpp"
#include "library/import/chapters.hpp"
#include "library/import/file_type.hpp"
#include "library/import/read_one.hpp"
#include "library/text/utf8.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

// Members that are pages; what systems add ("__MACOSX/", ".DS_Store") and pictures are passed over.
bool is_page(const std::string& name) {
    const auto lower = lower_ascii(name);
    if (lower.starts_with("__macosx/") || lower.find("/.") != std::string::npos || lower.starts_with(".")) return false;
    for (const auto* extension : {".md", ".markdown", ".html", ".htm", ".xhtml", ".txt"})
        if (lower.ends_with(extension)) return true;
    return false;
}

}  // namespace

Document read_zip(const std::string& filename, std::string_view bytes, const Config& config, const Report& report) {
    archive::Zip archive(filename, bytes, limits_of(config));
    auto names = archive.names();
    std::erase_if(names, [](const std::string& name) { return !is_page(name); });
    std::ranges::sort(names);
    if (names.empty())
        throw Error(ErrorCode::unsupported_type, fmt::format("{} holds no HTML, Markdown or text files. Supported: {}.", filename, supported_types));
    Document book{.format = "zip"};
    for (std::size_t at = 0; at < names.size(); ++at) {
        const auto name = repair(names[at]).text;
        report(static_cast<int>(at), static_cast<int>(names.size()), "Reading " + name);
        auto chapter = read_one(Source::keep(name, archive.read(names[at])), config, report);
        if (names.size() == 1) return chapter;
        append_chapter(book, std::move(chapter), name);
        if (text_bytes(book) > config.text_limit) throw Error(ErrorCode::too_large, fmt::format("{} holds more text than one course may.", filename));
    }
    return book;
}

}  // namespace library
