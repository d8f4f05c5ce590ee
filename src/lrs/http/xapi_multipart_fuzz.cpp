#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lrs/http/multipart_test_support.hpp"
#include "platform/error.hpp"

// The first line is the Content-Type, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = text.find('\n');
    if (line == text.npos) return 0;
    const auto body = text.substr(line + 1);
    try {
        const auto parts = lrs::read_multipart(text.substr(0, line), body);
        for (const auto& part : parts.attachments)
            if (part.content.size() > body.size()) std::abort();
    } catch (const Error& refusal) {
        if (refusal.code != ErrorCode::invalid) std::abort();
    }
    return 0;
}
