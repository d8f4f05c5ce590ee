#include "library/pdf/pdf.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "library/pdf/headings.hpp"
#include "library/pdf/paragraphs.hpp"
#include "library/pdf/printed_contents.hpp"
#include "library/pdf/running_heads.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

constexpr int pages_per_section = 10;  // where a book has no headings at all

// Programs write their own names here: "Microsoft Word - thesis.doc", "untitled", "main.dvi".
std::string useful_title(const std::string& title) {
    const auto lower = lower_ascii(title);
    for (const auto* mark : {"untitled", "microsoft word", ".doc", ".dvi", ".tex", ".indd", ".qxd"})
        if (lower.find(mark) != std::string::npos) return {};
    return title.size() < 3 ? std::string() : title;
}

void add_sections(const pdf::Pages& pages, const std::vector<pdf::Heading>& headings, Document& document) {
    if (headings.front().first > 0)
        document.sections.push_back({.page = pages.lines.front().page, .blocks = pdf::to_blocks(pages.lines, 0, headings.front().first)});
    for (std::size_t at = 0; at < headings.size(); ++at) {
        const auto end = at + 1 < headings.size() ? headings[at + 1].first : pages.lines.size();
        document.sections.push_back({.level = headings[at].level,
                                     .title = headings[at].title,
                                     .anchor = fmt::format("page={}", pages.lines[headings[at].first].page),
                                     .page = pages.lines[headings[at].first].page,
                                     .blocks = pdf::to_blocks(pages.lines, headings[at].end, end)});
    }
}

void add_page_ranges(const pdf::Pages& pages, Document& document) {
    const auto& lines = pages.lines;
    for (std::size_t from = 0; from < lines.size();) {
        const int first = (lines[from].page - 1) / pages_per_section * pages_per_section + 1;
        std::size_t end = from;
        while (end < lines.size() && lines[end].page < first + pages_per_section) ++end;
        document.sections.push_back({.level = 1,
                                     .title = fmt::format("Pages {}\u2013{}", first, std::min(first + pages_per_section - 1, pages.count)),
                                     .anchor = fmt::format("page={}", first),
                                     .page = first,
                                     .blocks = pdf::to_blocks(lines, from, end)});
        from = end;
    }
}

}  // namespace

Document read_pdf(const std::string& filename, const std::string& path, std::string_view bytes, int page_limit, const Report& report) {
    if (bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 4096)).find("%%EOF") == std::string_view::npos)
        throw Error(ErrorCode::invalid, fmt::format("{} is cut off: the end of the PDF is missing. Was the download complete?", filename));
    auto pages = pdf::load(filename, path, page_limit, report);
    pdf::drop_running_heads(pages.lines);
    pdf::drop_printed_contents(pages.lines);
    if (pages.lines.empty())
        throw Error(ErrorCode::invalid, fmt::format("{} holds no text: its pages seem to be pictures. Run text recognition on it first.", filename));
    Document document{.title = useful_title(pages.title), .format = "pdf", .pages = pages.count};
    if (const auto headings = pdf::find_headings(pages); headings.empty()) add_page_ranges(pages, document);
    else add_sections(pages, headings, document);
    return document;
}

}  // namespace library
