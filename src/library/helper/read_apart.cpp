#include "library/helper/read_apart.hpp"

#include <fmt/format.h>
#include <signal.h>

#include "library/extract.hpp"
#include "library/helper/limits.hpp"
#include "library/helper/wire.hpp"
#include "platform/log/log.hpp"
#include "platform/process/process.hpp"

namespace library {

namespace {

constexpr std::size_t longest_line = 32u << 20;

using Ended = process::Outcome::Ended;

bool out_of_memory(const process::Outcome& outcome) {
    return (outcome.ended == Ended::by_code && outcome.code == helper_out_of_memory) || (outcome.ended == Ended::by_signal && outcome.code == SIGABRT);
}
bool out_of_time(const process::Outcome& outcome) {
    return outcome.ended == Ended::late || (outcome.ended == Ended::by_signal && (outcome.code == SIGXCPU || outcome.code == SIGKILL));
}

Error failure(const std::string& filename, const process::Outcome& outcome) {
    logging::warn("library.helper_failed", {{"ended", static_cast<std::int64_t>(outcome.ended)}, {"code", static_cast<std::int64_t>(outcome.code)}});
    if (out_of_memory(outcome)) return {ErrorCode::too_large, fmt::format("{} needs too much memory to be read.", filename)};
    if (out_of_time(outcome)) return {ErrorCode::too_large, fmt::format("{} takes too long to be read.", filename)};
    return {ErrorCode::invalid, fmt::format("{} is damaged in a way that stops it from being read.", filename)};
}

// Pieces of output, put together to lines.
class Lines {
public:
    explicit Lines(Receiver& receiver) : receiver_(receiver) {}
    void take(std::string_view piece) {
        buffer_ += piece;
        std::size_t from = 0;
        for (auto end = buffer_.find('\n'); end != std::string::npos; end = buffer_.find('\n', from)) {
            receiver_.line(std::string_view(buffer_).substr(from, end - from));
            from = end + 1;
        }
        buffer_.erase(0, from);
        if (buffer_.size() > longest_line) throw Error(ErrorCode::too_large, "The material holds a piece of text that is too long.");
    }

private:
    Receiver& receiver_;
    std::string buffer_;
};

}  // namespace

Document read_apart(const Source& source, const Config& config, const Report& report) {
    Receiver receiver(report, config.text_limit);
    Lines lines(receiver);
    process::Start extractor{.command = {config.extractor, extract_command, source.filename(), std::to_string(config.page_limit),
                                         std::to_string(config.text_limit)},
                             .input = source.descriptor(),
                             .stranger = true};
    const auto outcome = process::run(std::move(extractor), helper_deadline, [&](std::string_view piece) { lines.take(piece); });
    if (outcome.ended == Ended::not_started) throw Error(ErrorCode::unavailable, "The server cannot start the program that reads files.");
    if (outcome.ended != Ended::well || !receiver.complete()) throw failure(source.filename(), outcome);
    return receiver.take();
}

}  // namespace library
