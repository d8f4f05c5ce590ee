#include <utility>

#include "platform/client/client.hpp"

// https://html.spec.whatwg.org/multipage/server-sent-events.html, "Interpreting an event stream".
namespace client {

std::vector<ServerSentEvent> SseParser::feed(std::string_view bytes) {
    std::vector<ServerSentEvent> out;
    for (const char byte : bytes) {
        if (byte == '\n' && std::exchange(after_cr_, false)) continue;  // CRLF is one line end
        after_cr_ = byte == '\r';
        if (byte == '\r' || byte == '\n')
            take_line(out);
        else
            line_ += byte;
    }
    return out;
}

void SseParser::take_line(std::vector<ServerSentEvent>& out) {
    const std::string whole = std::exchange(line_, {});
    std::string_view line = whole;
    if (std::exchange(first_, false) && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.empty()) return dispatch(out);
    const auto colon = line.find(':');
    auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    take_field(line.substr(0, colon), value);
}

void SseParser::take_field(std::string_view name, std::string_view value) {
    if (name == "event") event_ = value;
    if (name == "id" && !value.contains('\0')) id_ = value;
    if (name != "data") return;
    if (std::exchange(has_data_, true)) data_ += '\n';
    data_ += value;
}

void SseParser::dispatch(std::vector<ServerSentEvent>& out) {
    if (std::exchange(has_data_, false)) out.push_back({event_, std::exchange(data_, {}), id_});
    event_.clear();
}

}  // namespace client
