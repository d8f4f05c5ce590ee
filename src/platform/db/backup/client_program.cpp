#include "platform/db/backup/client_program.hpp"

#include "platform/process/process.hpp"
#include "platform/stop.hpp"

namespace db::postgres {

namespace {
using Ended = process::Outcome::Ended;
constexpr std::size_t longest_reason = 2000;

// The end of what was said: the reason comes last.
void hear(std::string& heard, std::string_view piece) {
    heard += piece;
    if (heard.size() > longest_reason) heard.erase(0, heard.size() - longest_reason);
}
}  // namespace

void run_client(const std::vector<std::string>& command, const std::map<std::string, std::string>& variables, std::chrono::seconds deadline,
                const std::stop_token& stop) {
    std::string heard;
    const auto outcome = process::run({.command = command, .variables = variables, .complaints = true, .stop = stop}, deadline,
                                      [&](std::string_view piece) { hear(heard, piece); });
    if (outcome.ended == Ended::well) return;
    heed(stop);
    if (outcome.ended == Ended::late) throw Error(ErrorCode::timeout, command[0] + " took too long.");
    if (outcome.ended == Ended::not_started || (outcome.ended == Ended::by_code && outcome.code == 127))
        throw Error(ErrorCode::unavailable, command[0] + " cannot be started: install PostgreSQL's client programs (Debian package postgresql-client).");
    throw Error(ErrorCode::unavailable, command[0] + " failed: " + heard);
}

}  // namespace db::postgres
