#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/http/request_reader.hpp"

// The first byte says where the rest is cut; a request read in two pieces is the request read in one.
namespace {
using State = http::RequestReader::State;

struct Outcome {
    State state;
    std::string target, body;
    bool operator==(const Outcome&) const = default;
};

void feed(http::RequestReader& reader, std::string_view bytes, std::size_t& begin) {
    while (begin < bytes.size() && (reader.state() == State::head || reader.state() == State::body)) {
        const std::size_t used = reader.feed(bytes.substr(begin));
        begin += used;
        if (used == 0) return;
    }
}

Outcome read(std::string_view bytes, std::size_t cut) {
    http::RequestReader reader({.head = 1024, .fields = 20, .body = [](std::string_view, std::string_view) { return 512u; }});
    std::size_t begin = 0;
    feed(reader, bytes.substr(0, cut), begin);
    feed(reader, bytes, begin);
    if (reader.state() != State::complete) return {reader.state(), "", ""};
    if ((reader.request().path + '/').find("/../") != std::string::npos || reader.request().body.size() > 512) std::abort();
    return {State::complete, reader.request().target, reader.request().body};
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const Outcome whole = read(text, text.size());
    const Outcome cut = read(text, bytes[0] % text.size());
    if (whole.state == State::complete && !(whole == cut)) std::abort();
    return 0;
}
