#include "lrs/statement/signature.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/error.hpp"

// A signature is bytes of a stranger: a JWS with a certificate in its header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view statement = R"({"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://a.b/v"},"object":{"id":"http://a.b/o"}})";
    try {
        lrs::check_signature({reinterpret_cast<const char*>(data), size}, statement, "/attachments/0");
    } catch (const Error& refusal) {
        if (refusal.code != ErrorCode::invalid) std::abort();
    }
    return 0;
}
