#include "library/import/file_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "library/text/utf8.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

constexpr std::size_t looked_at = 64 * 1024;  // bytes that decide whether a file is text

struct Extension {
    std::string_view name;
    FileType type;
};
constexpr std::array<Extension, 12> extensions{{{".md", FileType::markdown},
                                                {".markdown", FileType::markdown},
                                                {".mdown", FileType::markdown},
                                                {".txt", FileType::plain_text},
                                                {".text", FileType::plain_text},
                                                {".html", FileType::html},
                                                {".htm", FileType::html},
                                                {".xhtml", FileType::html},
                                                {".pdf", FileType::pdf},
                                                {".docx", FileType::docx},
                                                {".epub", FileType::epub},
                                                {".zip", FileType::zip}}};

struct Signature {
    std::string_view bytes, name;
};
using namespace std::string_view_literals;
constexpr std::array<Signature, 12> foreign{{{"\x89PNG"sv, "a PNG image"},
                                             {"\xFF\xD8\xFF"sv, "a JPEG image"},
                                             {"GIF8"sv, "a GIF image"},
                                             {"MZ"sv, "a Windows program"},
                                             {"\x7F""ELF"sv, "a Linux program"},
                                             {"\xD0\xCF\x11\xE0"sv, "an old Office file (.doc, .xls, .ppt); save it as DOCX"},
                                             {"{\\rtf"sv, "an RTF file; save it as DOCX"},
                                             {"\x1F\x8B"sv, "a gzip archive"},
                                             {"Rar!"sv, "a RAR archive"},
                                             {"7z\xBC\xAF"sv, "a 7-Zip archive"},
                                             {"%!PS"sv, "a PostScript file; save it as PDF"},
                                             {"SQLite format 3"sv, "a database"}}};

[[noreturn]] void unsupported(const std::string& filename, std::string_view found) {
    throw Error(ErrorCode::unsupported_type, fmt::format("{} is {}. Supported: {}.", filename, found, supported_types));
}

std::optional<FileType> by_name(const std::string& filename) {
    const auto extension = lower_ascii(std::filesystem::path(filename).extension().string());
    const auto found = std::ranges::find(extensions, extension, &Extension::name);
    return found == extensions.end() ? std::nullopt : std::optional(found->type);
}

bool is_pdf(std::string_view bytes) { return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos; }
bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

bool is_text(std::string_view bytes) {
    const auto head = bytes.substr(0, looked_at);
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
    if (head.find('\0') != std::string_view::npos) return false;
    return repair(head).broken * 10 <= head.size();
}

bool is_html(std::string_view bytes) {
    const auto head = lower_ascii(bytes.substr(0, 1024));
    return head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos;
}

// The names of a zip's members stand in its central directory in plain bytes.
FileType zip_type(std::string_view bytes) {
    if (bytes.substr(0, 200).find("application/epub+zip") != std::string_view::npos) return FileType::epub;
    if (bytes.find("word/document.xml") != std::string_view::npos) return FileType::docx;
    if (bytes.find("META-INF/container.xml") != std::string_view::npos) return FileType::epub;
    return FileType::zip;
}

std::optional<FileType> by_bytes(std::string_view bytes) {
    if (is_pdf(bytes)) return FileType::pdf;
    if (is_zip(bytes)) return zip_type(bytes);
    if (!is_text(bytes)) return std::nullopt;
    return is_html(bytes) ? FileType::html : FileType::plain_text;
}

std::string_view name_of(FileType type) {
    switch (type) {
        case FileType::pdf: return "a PDF file";
        case FileType::docx: return "a DOCX file";
        case FileType::epub: return "an EPUB file";
        case FileType::zip: return "a zip archive";
        case FileType::html: return "an HTML page";
        default: return "text";
    }
}

std::string_view foreign_name(std::string_view bytes) {
    if (is_zip(bytes) && bytes.find("ppt/presentation.xml") != std::string_view::npos) return "a PowerPoint file; save it as PDF";
    if (is_zip(bytes) && bytes.find("xl/workbook.xml") != std::string_view::npos) return "an Excel file; save it as PDF";
    const auto found = std::ranges::find_if(foreign, [&](const Signature& signature) { return bytes.starts_with(signature.bytes); });
    return found == foreign.end() ? std::string_view() : found->name;
}

bool is_textual(FileType type) { return type == FileType::markdown || type == FileType::plain_text || type == FileType::html; }

}  // namespace

FileType file_type(const std::string& filename, std::string_view bytes) {
    if (bytes.empty()) throw Error(ErrorCode::invalid, fmt::format("{} is empty.", filename));
    if (const auto name = foreign_name(bytes); !name.empty()) unsupported(filename, name);
    const auto found = by_bytes(bytes);
    if (!found) unsupported(filename, "neither text nor a format we know");
    const auto named = by_name(filename);
    if (!named) {
        if (std::filesystem::path(filename).has_extension() && is_textual(*found)) unsupported(filename, "of an unknown kind");
        return *found;
    }
    if (*named == *found || (is_textual(*named) && is_textual(*found))) return *named;
    throw Error(ErrorCode::unsupported_type, fmt::format("{} does not hold what its name says: it is {}. Supported: {}.", filename, name_of(*found), supported_types));
}

}  // namespace library
