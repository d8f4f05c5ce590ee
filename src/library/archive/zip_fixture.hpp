#pragma once
#include <string>

#include "platform/archive/archive_fixture.hpp"

// Writes documents for tests.
namespace library::zip_fixture {

using archive::make_zip;

inline std::string make_docx(const std::string& body) {
    return make_zip({{"[Content_Types].xml", "<Types/>"},
                     {"word/styles.xml",
                      R"(<w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>)"},
                     {"word/document.xml", R"(<w:document xmlns:w="w" xmlns:m="m"><w:body>)" + body + "</w:body></w:document>"}});
}

inline std::string make_epub(const std::string& first, const std::string& second) {
    return make_zip({{"mimetype", "application/epub+zip"},
                     {"META-INF/container.xml", R"(<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>)"},
                     {"OEBPS/book.opf", R"(<package><metadata><dc:title>A Book</dc:title><dc:language>de-AT</dc:language></metadata><manifest>
                        <item id="b" href="two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="one%20file.xhtml" media-type="application/xhtml+xml"/>
                        </manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>)"},
                     {"OEBPS/one file.xhtml", first},
                     {"OEBPS/two.xhtml", second}});
}

}  // namespace library::zip_fixture
