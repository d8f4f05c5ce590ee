#pragma once
#include <string>
#include <string_view>
#include <vector>

// Where Markdown and TeX begin and end in a passage's text.
namespace tutor::engine {

struct Range {
    std::size_t begin = 0, end = 0;  // bytes
    std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
    friend bool operator==(const Range&, const Range&) = default;
};

struct TexRange {
    Range whole;  // with the dollars
    Range inner;
    bool display = false;
};
// Every `$…$` and `$$…$$`, in order. A lone dollar, or one before a price (`$5 and $6`), is text.
std::vector<TexRange> tex_ranges(std::string_view text);

struct Image {
    std::string alt, url;
    Range whole;
};
std::vector<Image> images(std::string_view text);

// Words only: emphasis, links, code marks and list markers gone, TeX kept as it is.
std::string plain(std::string_view markdown);
// The same without the `$` runs.
std::string without_tex(std::string_view text);
std::string_view trim(std::string_view text);
std::string lower_first(std::string text);
std::string upper_first(std::string text);

}  // namespace tutor::engine
