#pragma once
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

// Writes zip files for tests.
namespace library::zip_fixture {

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string make_zip(const Members& members) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    zip_source_keep(target);
    for (const auto& [name, content] : members)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
    zip_close(archive);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

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
