#pragma once
#include <gumbo.h>

#include "library/import/document.hpp"

namespace library {

enum class Dollars { are_tex, are_money };  // "$" on pages with and without a script that typesets it

// Walks the elements of a page and collects sections and blocks.
class HtmlReader {
public:
    HtmlReader(Document& document, Dollars dollars) : document_(document), dollars_(dollars) {}
    void read(const GumboNode& content);

private:
    void walk(const GumboNode& node);
    void heading(const GumboNode& node, int level);
    void list(const GumboNode& node);
    void table(const GumboNode& node);
    void definitions(const GumboNode& node);
    void block(Kind kind, std::string text);
    void flush();  // ends the paragraph that is being collected

    std::string inline_text(const GumboNode& node);
    void add_inline(const GumboNode& node, std::string& text);
    void add_element(const GumboNode& node, std::string& text);
    void add_math(std::string tex, bool display, std::string& text);
    void items(const GumboNode& node, int depth, std::string& text);
    std::string plain(std::string_view text) const;

    Document& document_;
    Dollars dollars_;
    std::string paragraph_;
};

// Runs of white space become one blank.
std::string one_line(std::string_view text);

}  // namespace library
