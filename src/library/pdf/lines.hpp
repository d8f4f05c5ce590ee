#pragma once
#include <string>
#include <vector>

#include "library/import/document.hpp"

// What poppler tells about a PDF, as plain values.
namespace library::pdf {

struct Line {
    std::string text;
    double size = 0;  // of the font, in points
    bool bold = false;
    double left = 0, right = 0, top = 0, bottom = 0;  // from the top left corner of the page
    double page_height = 0;
    int page = 0;  // from 1
};

struct OutlineItem {
    int level = 1;
    std::string title;
};

struct Pages {
    std::string title;
    int count = 0;
    std::vector<Line> lines;  // in reading order
    std::vector<OutlineItem> outline;
};

Pages load(const std::string& filename, const std::string& path, int page_limit, const Report& report);

}  // namespace library::pdf
