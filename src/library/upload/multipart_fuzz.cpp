#include <cstdint>
#include <cstdlib>

#include "library/upload/multipart.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

// Any body is cut into parts or refused; no part reaches beyond the body or holds the boundary.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(bytes), size);
    try {
        for (const library::Part& part : library::parse_multipart("multipart/form-data; boundary=cut", body, {.parts = 20, .head = 256})) {
            const bool inside = part.content.data() >= body.data() && part.content.data() + part.content.size() <= body.data() + body.size();
            if (!inside || !json::is_utf8(part.filename) || part.content.find("\r\n--cut\r\n") != part.content.npos) std::abort();
        }
    } catch (const Error& refused) {
        if (refused.code != ErrorCode::invalid) std::abort();
    }
    const auto line_end = body.find('\n');
    if (line_end == body.npos) return 0;
    try {
        library::parse_multipart(body.substr(0, line_end), body.substr(line_end + 1));
    } catch (const Error&) {
        // the header of the request is somebody else's as well
    }
    return 0;
}
