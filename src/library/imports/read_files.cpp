#include "library/imports/read_files.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>

#include "library/import/markdown.hpp"
#include "library/import/plain_text.hpp"
#include "library/text/utf8.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

namespace fs = std::filesystem;

std::string extension(const std::string& filename) { return lower_ascii(fs::path(filename).extension().string()); }
std::string stem(const std::string& filename) { return fs::path(filename).stem().string(); }

// "02-motion_in-a-line" → "Motion in a line"
std::string title_from(const std::string& filename) {
    std::string title = stem(filename);
    if (const auto first = title.find_first_not_of("0123456789-_. "); first != std::string::npos) title.erase(0, first);
    std::ranges::replace_if(title, [](char letter) { return letter == '-' || letter == '_'; }, ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
    return title;
}

bool is_settings(const Upload& file) { return fs::path(file.filename).filename() == "course.toml"; }
bool is_glossary(const Upload& file) { return lower_ascii(stem(file.filename)) == "glossary"; }

void read_settings(const Upload& file, Document& document) {
    toml::table table;
    try {
        table = toml::parse(file.bytes);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::invalid, fmt::format("{}: line {}: {}", file.filename, error.source().begin.line, error.description()));
    }
    document.title = table["title"].value_or(std::string());
    document.description = table["description"].value_or(std::string());
    document.language = table["language"].value_or(std::string());
}

std::string text_of(const Upload& file) {
    auto repaired = repair(file.bytes);
    if (repaired.broken * 10 > repaired.text.size()) throw Error(ErrorCode::unsupported_type, fmt::format("{} is not text.", file.filename));
    return std::move(repaired.text);
}

Document read_file(const Upload& file) {
    const auto kind = extension(file.filename);
    if (file.bytes.empty()) throw Error(ErrorCode::invalid, fmt::format("{} is empty.", file.filename));
    if (kind == ".md" || kind == ".markdown") return read_markdown(text_of(file));
    if (kind == ".txt" || kind == ".text") return read_plain_text(text_of(file));
    throw Error(ErrorCode::unsupported_type, fmt::format("{}: {} files are not supported. Supported: Markdown and plain text.", file.filename,
                                                         kind.empty() ? "such" : kind));
}

// A file of several is a chapter; one without a heading of the first level is named after its file.
void add_chapter(Document& course, Document chapter, const std::string& filename) {
    auto& sections = chapter.sections;
    int least = 7;
    for (const auto& section : sections)
        if (section.level > 0) least = std::min(least, section.level);
    const auto tops = std::ranges::count_if(sections, [&](const Section& section) { return section.level == least; });
    const bool has_title = !sections.empty() && sections.front().level == least && tops == 1;
    const int shift = has_title ? 1 - least : 2 - least;
    for (auto& section : sections)
        if (section.level > 0) section.level += shift;
    if (!has_title) {
        auto blocks = !sections.empty() && sections.front().level == 0 ? std::move(sections.front().blocks) : std::vector<Block>{};
        if (!sections.empty() && sections.front().level == 0) sections.erase(sections.begin());
        const auto title = chapter.title.empty() ? title_from(filename) : chapter.title;
        course.sections.push_back({.level = 1, .title = title, .anchor = slug(title), .blocks = std::move(blocks)});
    }
    std::ranges::move(sections, std::back_inserter(course.sections));
    if (course.format.empty()) course.format = chapter.format;
    else if (course.format != chapter.format) course.format = "mixed";
}

}  // namespace

Document read_files(std::vector<Upload> files, const Config& config, const Report& report) {
    Document course;
    if (const auto settings = std::ranges::find_if(files, is_settings); settings != files.end()) {
        read_settings(*settings, course);
        files.erase(settings);
    }
    if (files.empty()) throw Error(ErrorCode::invalid, "There is no file to read.");
    std::ranges::sort(files, [](const Upload& one, const Upload& other) {
        return std::pair(is_glossary(one), one.filename) < std::pair(is_glossary(other), other.filename);
    });
    for (std::size_t at = 0; at < files.size(); ++at) {
        report(static_cast<int>(at), static_cast<int>(files.size()), "Reading " + files[at].filename);
        auto chapter = read_file(files[at]);
        if (is_glossary(files[at])) course.synonyms = read_glossary(chapter);
        if (files.size() == 1) {
            chapter.title = course.title.empty() ? chapter.title : course.title;
            chapter.description = course.description;
            if (!course.language.empty()) chapter.language = course.language;
            return chapter;
        }
        add_chapter(course, std::move(chapter), files[at].filename);
        if (text_bytes(course) > config.text_limit) throw Error(ErrorCode::too_large, "The material holds too much text.");
    }
    return course;
}

std::vector<Upload> load_path(const fs::path& path, const Config& config) {
    std::vector<fs::path> paths;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator(path)) {
            const auto kind = extension(entry.path().filename().string());
            if (entry.is_regular_file() && (kind == ".md" || entry.path().filename() == "course.toml")) paths.push_back(entry.path());
        }
    } else if (fs::is_regular_file(path)) {
        paths.push_back(path);
    }
    if (paths.empty()) throw Error(ErrorCode::not_found, fmt::format("{} holds nothing that can be imported.", path.string()));
    std::vector<Upload> files;
    for (const auto& file : paths) {
        if (fs::file_size(file) > config.upload_limit) throw Error(ErrorCode::too_large, fmt::format("{} is too large.", file.string()));
        std::ifstream stream(file, std::ios::binary);
        files.push_back({file.filename().string(), std::string(std::istreambuf_iterator<char>(stream), {})});
    }
    return files;
}

}  // namespace library
