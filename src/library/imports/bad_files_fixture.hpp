#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "library/archive/zip_fixture.hpp"
#include "library/pdf/pdf_fixture.hpp"

// Files that no course can be made of, for tests and benchmarks.
namespace library::bad_files {

struct BadFile {
    std::string filename, bytes, why;  // `why` is part of what the uploader is told
};

// RC4 with an empty dictionary of permissions: enough for every reader to ask for a password.
inline std::string locked_pdf() {
    auto pdf = pdf_fixture::make_pdf({{{.text = "secret"}}});
    const auto trailer = pdf.find("/Root");
    pdf.insert(trailer, "/Encrypt << /Filter /Standard /V 1 /R 2 /P -60 /O (12345678901234567890123456789012) /U (abcdefghijklmnopqrstuvwxyz012345) >> "
                        "/ID [(0123456789abcdef) (0123456789abcdef)] ");
    return pdf;
}

inline std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t at = 0; at < times; ++at) result += text;
    return result;
}

// Ten entities, each ten of the one before: ten thousand million letters to whoever expands them.
inline std::string billion_laughs(std::string_view root, std::string_view body) {
    std::string entities = "<!ENTITY a0 \"ha\">";
    for (int at = 1; at < 10; ++at) entities += fmt::format("<!ENTITY a{} \"{}\">", at, repeated(fmt::format("&a{};", at - 1), 10));
    return fmt::format("<?xml version=\"1.0\"?><!DOCTYPE {} [{}]>{}", root, entities, body);
}

inline std::string nested_zip(int depth) {
    auto bytes = zip_fixture::make_zip({{"a.md", std::string(20u << 20, 'a')}});
    for (; depth > 0; --depth) bytes = zip_fixture::make_zip({{"a.zip", bytes}, {"b.zip", bytes}});
    return bytes;
}

inline std::string docx_of(const std::string& document) {
    return zip_fixture::make_zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}});
}

inline std::vector<BadFile> hostile_files() {
    using zip_fixture::make_docx;
    using zip_fixture::make_epub;
    using zip_fixture::make_zip;
    const auto deep = repeated("<div>", 200'000) + "x";
    return {{"bomb.zip", make_zip({{"a.md", std::string(60u << 20, 'a')}}), "zip bomb"},
            {"many-bombs.zip", make_zip({{"a.md", std::string(40u << 20, 'a')}, {"b.md", std::string(40u << 20, 'b')}}), "zip bomb"},
            {"nested.zip", nested_zip(5), "holds no HTML, Markdown or text files"},
            {"bomb.docx", make_docx(std::string(60u << 20, ' ')), "zip bomb"},
            {"laughs.docx", docx_of(billion_laughs("w:document", "<w:document><w:body>&a9;</w:body></w:document>")), "No text"},
            {"laughs.epub", make_epub(billion_laughs("html", "<html><body></body></html>"), "<html></html>"), "No text"},
            {"deep.html", "<html><body>" + deep, "nested too deeply"},
            {"deep.epub", make_epub("<html><body>" + deep, "<html></html>"), "nested too deeply"},
            {"deep.docx", make_docx(repeated("<w:p>", 100'000)), "damaged"},
            {"long.pdf", pdf_fixture::make_pdf(std::vector<pdf_fixture::Page>(10'000)), "has 10000 pages; the limit is 5000"}};
}

inline std::vector<BadFile> broken_files() {
    using zip_fixture::make_docx;
    using zip_fixture::make_zip;
    const auto pdf = pdf_fixture::make_pdf(std::vector<pdf_fixture::Page>(20, {{.text = "words on a page"}}));
    return {{"empty.pdf", "", "is empty"},
            {"empty.md", "", "is empty"},
            {"blank.md", " \n\n ", "No text"},
            {"cut.pdf", pdf.substr(0, pdf.size() / 2), "cut off"},
            {"locked.pdf", locked_pdf(), "password"},
            {"picture.pdf", "\x89PNG\r\n\x1a\n....", "a PNG image. Supported: PDF"},
            {"notes.pdf", "just some text", "does not hold what its name says"},
            {"program.exe", std::string("MZ\x90\0\0", 5), "a Windows program"},
            {"data.csv", "a,b\n1,2\n", "of an unknown kind"},
            {"old.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "save it as DOCX"},
            {"broken.txt", std::string(3000, '\xFF'), "neither text"},
            {"cut.docx", make_docx("<w:p/>").substr(0, 200), "cut.docx"},
            {"noise.epub", make_zip({{"mimetype", "application/epub+zip"}}), "lacks META-INF/container.xml"}};
}

}  // namespace library::bad_files
