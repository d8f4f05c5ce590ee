#include <cstdint>

#include "library/html/html.hpp"
#include "library/import/document_fuzz.hpp"
#include "library/text/utf8.hpp"
#include "platform/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto page = library::repair({reinterpret_cast<const char*>(bytes), size});
    try {
        library::check_document(library::read_html("page.html", page.text));
    } catch (const Error& refused) {
        if (refused.code != ErrorCode::invalid) std::abort();
    }
    return 0;
}
