#include "library/imports/read_files.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "library/helper/read_apart.hpp"
#include "library/import/chapters.hpp"
#include "library/import/file_type.hpp"
#include "library/import/markdown.hpp"
#include "library/import/read_one.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t small_html = 1u << 20;

std::string extension(const std::string& filename) { return lower_ascii(fs::path(filename).extension().string()); }
std::string stem(const std::string& filename) { return fs::path(filename).stem().string(); }

bool is_settings(const Source& file) { return fs::path(file.filename()).filename() == "course.toml"; }
bool is_glossary(const Source& file) { return lower_ascii(stem(file.filename())) == "glossary"; }

void read_settings(const Source& file, Document& document) {
    toml::table table;
    try {
        table = toml::parse(file.bytes());
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::invalid, fmt::format("{}: line {}: {}", file.filename(), error.source().begin.line, error.description()));
    }
    document.title = table["title"].value_or(std::string());
    document.description = table["description"].value_or(std::string());
    document.language = table["language"].value_or(std::string());
}

// What strangers' formats need many lines of others' code for is read by a helper process.
Document read_file(const Source& file, const Config& config, const Report& report) {
    const auto type = file_type(file.filename(), file.bytes());
    const bool small_page = type == FileType::html && file.bytes().size() <= small_html;
    return is_simple(type) || small_page ? read_one(file, config, report) : read_apart(file, config, report);
}

bool is_course_file(const fs::path& path) {
    const auto kind = extension(path.filename().string());
    return kind == ".md" || kind == ".markdown" || kind == ".html" || kind == ".htm" || kind == ".xhtml" || path.filename() == "course.toml";
}

// Copied, so that a folder of a thousand files does not hold a thousand descriptors.
Source load_small(const fs::path& path, const fs::path& name) {
    const auto file = Source::open(path, name.string());
    return Source::spool(name.string(), file.bytes(), {});
}

Document read_only_file(const Source& file, Document settings, const Config& config, const Report& report) {
    auto document = read_file(file, config, report);
    if (!settings.title.empty()) document.title = settings.title;
    if (!settings.description.empty()) document.description = settings.description;
    if (!settings.language.empty()) document.language = settings.language;
    if (document.title.empty()) document.title = title_from(file.filename());
    return document;
}

Document take_settings(std::vector<Source>& files) {
    Document course;
    if (const auto settings = std::ranges::find_if(files, is_settings); settings != files.end()) {
        read_settings(*settings, course);
        files.erase(settings);
    }
    if (files.empty()) throw Error(ErrorCode::invalid, "There is no file to read.");
    return course;
}

}  // namespace

Document read_files(std::vector<Source> files, const Config& config, const Report& report) {
    auto course = take_settings(files);
    if (files.size() == 1) return read_only_file(files.front(), std::move(course), config, report);
    std::ranges::sort(files, [](const Source& one, const Source& other) {
        return std::pair(is_glossary(one), one.filename()) < std::pair(is_glossary(other), other.filename());
    });
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < files.size(); ++at) {
        report(static_cast<int>(at), static_cast<int>(files.size()), "Reading " + files[at].filename());
        auto chapter = read_file(files[at], config, [](int, int, std::string_view) {});
        if (is_glossary(files[at])) course.synonyms = read_glossary(chapter);
        if ((bytes += text_bytes(chapter)) > config.text_limit)
            throw Error(ErrorCode::too_large, "The material holds more text than one course may.");
        append_chapter(course, std::move(chapter), files[at].filename());
    }
    return course;
}

std::vector<Source> load_path(const fs::path& path, const Config& config) {
    std::vector<Source> files;
    if (fs::is_regular_file(path)) {
        files.push_back(Source::open(path, path.filename().string()));
    } else if (fs::is_directory(path)) {
        for (const auto& entry : fs::recursive_directory_iterator(path))
            if (entry.is_regular_file() && is_course_file(entry.path())) files.push_back(load_small(entry.path(), fs::relative(entry.path(), path)));
    }
    if (files.empty()) throw Error(ErrorCode::not_found, fmt::format("{} holds nothing that can be imported.", path.string()));
    for (const auto& file : files)
        if (file.bytes().size() > config.upload_limit) throw Error(ErrorCode::too_large, fmt::format("{} is too large.", file.filename()));
    return files;
}

}  // namespace library
