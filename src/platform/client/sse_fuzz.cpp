#include <cstdint>
#include <cstdlib>

#include "platform/client/client.hpp"

// The first byte says where the rest is cut; the events must not depend on it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::size_t cut = bytes.empty() ? 0 : data[0] % (bytes.size() + 1);
    client::SseParser whole;
    client::SseParser halves;
    const auto expected = whole.feed(bytes);
    auto events = halves.feed(bytes.substr(0, cut));
    for (auto& one : halves.feed(bytes.substr(cut))) events.push_back(one);
    if (events.size() != expected.size()) std::abort();
    for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i].data != expected[i].data || events[i].event != expected[i].event || events[i].id != expected[i].id) std::abort();
    return 0;
}
