#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <pugixml.hpp>

#include "library/archive/office.hpp"
#include "library/html/html.hpp"
#include "library/import/chapters.hpp"
#include "library/text/utf8.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

[[noreturn]] void damaged(const std::string& filename) { throw Error(ErrorCode::invalid, fmt::format("{} is a damaged EPUB file.", filename)); }

pugi::xml_document load(archive::Zip& archive, const std::string& name, const std::string& filename) {
    pugi::xml_document document;
    if (!document.load_string(archive.read(name).c_str())) damaged(filename);
    return document;
}

// "%20" in a reference is a blank in the name of the member.
std::string decoded(std::string_view reference) {
    const auto digit = [](char letter) { return letter <= '9' ? letter - '0' : (letter | 32) - 'a' + 10; };
    const auto is_hex = [](char letter) { return (letter >= '0' && letter <= '9') || ((letter | 32) >= 'a' && (letter | 32) <= 'f'); };
    std::string name;
    for (std::size_t at = 0; at < reference.size(); ++at) {
        if (reference[at] == '%' && at + 2 < reference.size() && is_hex(reference[at + 1]) && is_hex(reference[at + 2])) {
            name += static_cast<char>(digit(reference[at + 1]) * 16 + digit(reference[at + 2]));
            at += 2;
        } else {
            name += reference[at];
        }
    }
    return name;
}

std::vector<std::string> spine_of(const pugi::xml_node& package, const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& item : package.child("manifest").children("item"))
        if (std::string_view(item.attribute("media-type").value()).find("html") != std::string_view::npos && item.attribute("properties").value() != std::string_view("nav"))
            files[item.attribute("id").value()] = (folder / decoded(item.attribute("href").value())).lexically_normal().string();
    std::vector<std::string> spine;
    for (const auto& reference : package.child("spine").children("itemref"))
        if (const auto found = files.find(reference.attribute("idref").value()); found != files.end()) spine.push_back(found->second);
    return spine;
}

void read_metadata(const pugi::xml_node& package, Document& document) {
    const auto metadata = package.child("metadata");
    document.title = trimmed(metadata.child("dc:title").text().get());
    document.description = trimmed(metadata.child("dc:description").text().get());
    document.language = lower_ascii(std::string(metadata.child("dc:language").text().get()).substr(0, 2));
}

}  // namespace

Document read_epub(const std::string& filename, std::string_view bytes, const Config& config, const Report& report) {
    archive::Zip archive(filename, bytes, limits_of(config));
    if (archive.has("META-INF/encryption.xml") && archive.has("META-INF/rights.xml"))
        throw Error(ErrorCode::invalid, fmt::format("{} is protected against copying and cannot be read.", filename));
    const auto container = load(archive, "META-INF/container.xml", filename);
    const std::string path = container.child("container").child("rootfiles").child("rootfile").attribute("full-path").value();
    const auto package = load(archive, path, filename);
    Document book{.format = "epub"};
    read_metadata(package.child("package"), book);
    repair_texts(book);
    const auto spine = spine_of(package.child("package"), std::filesystem::path(path).parent_path());
    if (spine.empty()) damaged(filename);
    for (std::size_t at = 0; at < spine.size(); ++at) {
        report(static_cast<int>(at), static_cast<int>(spine.size()), "Reading " + repair(spine[at]).text);
        auto chapter = read_html(filename, repair(archive.read(spine[at])).text);
        append_part(book, std::move(chapter));
        if (text_bytes(book) > config.text_limit) throw Error(ErrorCode::too_large, fmt::format("{} holds more text than one course may.", filename));
    }
    return book;
}

}  // namespace library
