#include "library/helper/read_apart.hpp"

#include <fmt/format.h>
#include <signal.h>

#include "library/extract.hpp"
#include "library/helper/child.hpp"
#include "library/helper/limits.hpp"
#include "library/helper/wire.hpp"
#include "platform/log/log.hpp"

namespace library {

namespace {

constexpr std::size_t longest_line = 32u << 20;

using Ended = ChildOutcome::Ended;

bool out_of_memory(const ChildOutcome& outcome) {
    return (outcome.ended == Ended::by_code && outcome.code == helper_out_of_memory) || (outcome.ended == Ended::by_signal && outcome.code == SIGABRT);
}
bool out_of_time(const ChildOutcome& outcome) {
    return outcome.ended == Ended::late || (outcome.ended == Ended::by_signal && (outcome.code == SIGXCPU || outcome.code == SIGKILL));
}

Error failure(const std::string& filename, const ChildOutcome& outcome) {
    logging::warn("library.helper_failed", {{"ended", static_cast<std::int64_t>(outcome.ended)}, {"code", static_cast<std::int64_t>(outcome.code)}});
    if (out_of_memory(outcome)) return {ErrorCode::too_large, fmt::format("{} needs too much memory to be read.", filename)};
    if (out_of_time(outcome)) return {ErrorCode::too_large, fmt::format("{} takes too long to be read.", filename)};
    return {ErrorCode::invalid, fmt::format("{} is damaged in a way that stops it from being read.", filename)};
}

}  // namespace

Document read_apart(const Source& source, const Config& config, const Report& report) {
    Receiver receiver(report, config.text_limit);
    const std::vector<std::string> command{config.extractor, extract_command, source.filename(), std::to_string(config.page_limit),
                                           std::to_string(config.text_limit)};
    const auto outcome = run_child(command, source.descriptor(), helper_deadline, longest_line, [&](std::string_view line) { receiver.line(line); });
    if (outcome.ended != Ended::well || !receiver.complete()) throw failure(source.filename(), outcome);
    return receiver.take();
}

}  // namespace library
