#include "library/import/markdown.hpp"

#include <cstdint>

#include "library/import/document_fuzz.hpp"
#include "library/text/utf8.hpp"
#include "platform/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = library::repair({reinterpret_cast<const char*>(bytes), size});
    try {
        const auto document = library::read_markdown(text.text);
        library::check_document(document);
        library::read_glossary(document);
    } catch (const Error& refused) {
        if (refused.code != ErrorCode::invalid) std::abort();
    }
    return 0;
}
