#include <cstdint>

#include "library/archive/office.hpp"
#include "library/archive/zip_fixture.hpp"
#include "library/import/document_fuzz.hpp"
#include "platform/error.hpp"

// The first byte chooses: the rest is a whole zip file, or the text of a document or a page inside a good one.
namespace {
library::Document read(unsigned kind, const std::string& rest) {
    using namespace library::zip_fixture;
    const library::Config config;
    const library::Report silent = [](int, int, std::string_view) {};
    switch (kind % 6) {
        case 0: return library::read_zip("a.zip", rest, config, silent);
        case 1: return library::read_docx("a.docx", rest, config);
        case 2: return library::read_epub("a.epub", rest, config, silent);
        case 3: return library::read_docx("a.docx", make_docx(rest), config);
        case 4: return library::read_epub("a.epub", make_epub(rest, rest), config, silent);
        default: return library::read_zip("a.zip", make_zip({{"b.html", rest}, {"a.md", rest}}), config, silent);
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    try {
        library::check_document(read(bytes[0], {reinterpret_cast<const char*>(bytes) + 1, size - 1}));
    } catch (const Error& refused) {
        if (refused.code != ErrorCode::invalid && refused.code != ErrorCode::too_large && refused.code != ErrorCode::unsupported_type) std::abort();
    }
    return 0;
}
