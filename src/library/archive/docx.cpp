#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "library/archive/office.hpp"
#include "library/archive/omml.hpp"
#include "library/import/markdown.hpp"
#include "library/text/escape.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

constexpr int deepest = 100;
constexpr int lowest_level = 6;

// ISO/IEC 29500-1 17.3.1.20: 0 to 8 are levels of headings, 9 is body text; 0 is returned for what is none.
int outline_level(const pugi::xml_node& properties) {
    const int outline = properties.child("w:outlineLvl").attribute("w:val").as_int(-1);
    return outline < 0 || outline > 8 ? 0 : std::min(outline + 1, lowest_level);
}

// Word writes one style id per language: "Heading1", "berschrift1", "Titre1"; the name in styles.xml is "heading 1" in all.
std::map<std::string, int> heading_styles(archive::Zip& archive) {
    std::map<std::string, int> levels;
    pugi::xml_document styles;
    if (!archive.has("word/styles.xml") || !styles.load_string(archive.read("word/styles.xml").c_str())) return levels;
    for (const auto& style : styles.child("w:styles").children("w:style")) {
        const auto name = lower_ascii(style.child("w:name").attribute("w:val").value());
        const int outline = outline_level(style.child("w:pPr"));
        const std::string id = style.attribute("w:styleId").value();
        if (name.starts_with("heading ") && name.size() == 9 && name[8] >= '1' && name[8] <= '9') levels[id] = std::min(name[8] - '0', lowest_level);
        else if (name == "title") levels[id] = 1;
        else if (outline > 0) levels[id] = outline;
    }
    return levels;
}

class Reader {
public:
    Reader(std::map<std::string, int> headings, Document& document) : headings_(std::move(headings)), document_(document) {}

    void body(const pugi::xml_node& body, int depth = 0) {
        for (const auto& child : body.children()) {
            const std::string_view name = child.name();
            if (name == "w:p") paragraph(child);
            else if (name == "w:tbl") table(child);
            else if ((name == "w:sdt" || name == "w:sdtContent") && depth < deepest) this->body(child, depth + 1);
        }
    }

private:
    int level_of(const pugi::xml_node& paragraph) const {
        const auto properties = paragraph.child("w:pPr");
        if (const int outline = outline_level(properties)) return outline;
        const auto found = headings_.find(properties.child("w:pStyle").attribute("w:val").value());
        return found == headings_.end() ? 0 : found->second;
    }

    void paragraph(const pugi::xml_node& paragraph) {
        std::string text;
        runs(paragraph, text, 0);
        text = trimmed(text);
        if (text.empty()) return;
        if (const int level = level_of(paragraph)) {
            document_.sections.push_back({.level = level, .title = text, .anchor = slug(text)});
        } else if (paragraph.child("w:pPr").child("w:numPr")) {
            item(text);
        } else {
            const bool formula = text.starts_with("$$") && text.find("$$", 2) == text.size() - 2 && text.size() > 4;
            add(formula ? Kind::formula : Kind::text, text);
        }
    }

    void runs(const pugi::xml_node& node, std::string& text, int depth) {
        if (depth > deepest) return;
        for (const auto& child : node.children()) {
            const std::string_view name = child.name();
            if (name == "w:t") text += escape_markdown(child.text().get());
            else if (name == "w:tab" || name == "w:br") text += ' ';
            else if (name == "m:oMathPara") text += "$$" + tex_of_omml(child) + "$$";
            else if (name == "m:oMath") text += '$' + tex_of_omml(child) + '$';
            else if (name != "w:pPr" && name != "w:rPr" && name != "w:del" && name != "w:instrText") runs(child, text, depth + 1);
        }
    }

    void item(const std::string& text) {
        if (!document_.sections.empty() && !document_.sections.back().blocks.empty() && document_.sections.back().blocks.back().kind == Kind::list)
            document_.sections.back().blocks.back().text += "\n- " + text;
        else add(Kind::list, "- " + text);
    }

    void table(const pugi::xml_node& table) {
        std::string text;
        for (const auto& row : table.children("w:tr")) {
            std::string line = "|", rule = "|";
            for (const auto& cell : row.children("w:tc")) {
                std::string content;
                runs(cell, content, 0);
                line += ' ' + content + " |";
                rule += "---|";
            }
            text += (text.empty() ? "" : "\n") + line + (text.empty() ? '\n' + rule : "");
        }
        if (!text.empty()) add(Kind::table, text);
    }

    void add(Kind kind, std::string text) {
        if (document_.sections.empty()) document_.sections.emplace_back();
        document_.sections.back().blocks.push_back({kind, std::move(text), std::nullopt});
    }

    std::map<std::string, int> headings_;
    Document& document_;
};

}  // namespace

Document read_docx(const std::string& filename, std::string_view bytes, const Config& config) {
    archive::Zip archive(filename, bytes, limits_of(config));
    auto xml = archive.read("word/document.xml");
    pugi::xml_document parsed;
    if (!parsed.load_buffer_inplace(xml.data(), xml.size())) throw Error(ErrorCode::invalid, fmt::format("{} is a damaged DOCX file.", filename));
    Document document{.format = "docx"};
    if (pugi::xml_document core; archive.has("docProps/core.xml") && core.load_string(archive.read("docProps/core.xml").c_str()))
        document.title = trimmed(core.child("cp:coreProperties").child("dc:title").text().get());
    Reader(heading_styles(archive), document).body(parsed.child("w:document").child("w:body"));
    repair_texts(document);
    return document;
}

}  // namespace library
