#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "models/providers/provider.hpp"

namespace models::fake {

// A stream read to its end: what came of it, and the text that a person saw on the way.
struct Read {
    Reply reply;
    std::string shown;
};
inline Read read(std::unique_ptr<ReplyReader> reader, std::string_view stream) {
    client::SseParser parser;
    Read out;
    for (const auto& event : parser.feed(stream)) out.shown += reader->take(event);
    reader->end();
    out.reply = reader->reply;
    return out;
}

inline std::string data(std::string_view text) { return "data: " + std::string(text) + "\n\n"; }

}  // namespace models::fake
