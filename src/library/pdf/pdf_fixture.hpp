#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

// Writes small, correct PDF files for tests and benchmarks: Helvetica and Helvetica-Bold, an outline, nothing else.
namespace library::pdf_fixture {

struct Text {
    double x = 72, y = 700;  // from the bottom left corner, in points
    double size = 10;
    bool bold = false;
    std::string text;  // Windows-1252
};
using Page = std::vector<Text>;
struct Bookmark {
    std::string title;
    int page = 1;
};

class Writer {
public:
    std::string write(const std::vector<Page>& pages, const std::vector<Bookmark>& bookmarks) {
        const int first_page = 6, first_bookmark = first_page + 2 * static_cast<int>(pages.size());
        out_ = "%PDF-1.4\n";
        object(1, fmt::format("<< /Type /Catalog /Pages 2 0 R{} >>", bookmarks.empty() ? "" : " /Outlines 5 0 R"));
        std::string kids;
        for (std::size_t at = 0; at < pages.size(); ++at) kids += fmt::format("{} 0 R ", first_page + 2 * static_cast<int>(at));
        object(2, fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size()));
        object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        object(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        const int last_bookmark = first_bookmark + static_cast<int>(bookmarks.size()) - 1;
        object(5, bookmarks.empty() ? "<< >>"
                                    : fmt::format("<< /Type /Outlines /First {} 0 R /Last {} 0 R /Count {} >>", first_bookmark, last_bookmark, bookmarks.size()));
        for (std::size_t at = 0; at < pages.size(); ++at) page(first_page + 2 * static_cast<int>(at), pages[at]);
        for (int at = 0; at < static_cast<int>(bookmarks.size()); ++at)
            bookmark(first_bookmark + at, bookmarks[static_cast<std::size_t>(at)], at == 0, first_bookmark + at == last_bookmark, first_page);
        return finish();
    }

private:
    void object(int number, const std::string& body) {
        if (offsets_.size() <= static_cast<std::size_t>(number)) offsets_.resize(static_cast<std::size_t>(number) + 1);
        offsets_[static_cast<std::size_t>(number)] = out_.size();
        out_ += fmt::format("{} 0 obj\n{}\nendobj\n", number, body);
    }
    void page(int number, const Page& page) {
        std::string content;
        for (const auto& text : page)
            content += fmt::format("BT /{} {} Tf {} {} Td ({}) Tj ET\n", text.bold ? "B" : "R", text.size, text.x, text.y, escaped(text.text));
        object(number, fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents {} 0 R >>",
                                   number + 1));
        object(number + 1, fmt::format("<< /Length {} >>\nstream\n{}endstream", content.size(), content));
    }
    void bookmark(int number, const Bookmark& bookmark, bool first, bool last, int first_page) {
        object(number, fmt::format("<< /Title ({}) /Parent 5 0 R /Dest [{} 0 R /Fit]{}{} >>", escaped(bookmark.title), first_page + 2 * (bookmark.page - 1),
                                   first ? "" : fmt::format(" /Prev {} 0 R", number - 1), last ? "" : fmt::format(" /Next {} 0 R", number + 1)));
    }
    static std::string escaped(const std::string& text) {
        std::string result;
        for (const char letter : text) {
            if (letter == '(' || letter == ')' || letter == '\\') result += '\\';
            result += letter;
        }
        return result;
    }
    std::string finish() {
        const auto start = out_.size();
        out_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size());
        for (std::size_t at = 1; at < offsets_.size(); ++at) out_ += fmt::format("{:010} 00000 n \n", offsets_[at]);
        out_ += fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", offsets_.size(), start);
        return std::move(out_);
    }

    std::string out_;
    std::vector<std::size_t> offsets_;
};

inline std::string make_pdf(const std::vector<Page>& pages, const std::vector<Bookmark>& bookmarks = {}) { return Writer().write(pages, bookmarks); }

// Lines of body text from `y` downwards.
inline void add_lines(Page& page, double y, const std::vector<std::string>& lines, double size = 10) {
    for (const auto& line : lines) {
        page.push_back({.y = y, .size = size, .text = line});
        y -= size * 1.2;
    }
}

}  // namespace library::pdf_fixture
