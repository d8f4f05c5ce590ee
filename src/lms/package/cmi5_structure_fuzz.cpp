#include <cstdint>
#include <cstdlib>

#include "lms/package/structure.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

// Whatever comes is read or refused, and what is read can be kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const auto structure = lms::read_structure({reinterpret_cast<const char*>(bytes), size});
        const auto json = json::write(structure);
        if (json::write(json::read<lms::Structure>(json)) != json) std::abort();
    } catch (const Error& refused) {
        if (refused.code != ErrorCode::invalid && refused.code != ErrorCode::too_large) std::abort();
    }
    return 0;
}
