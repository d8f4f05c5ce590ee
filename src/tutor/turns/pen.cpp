#include "tutor/turns/pen.hpp"

namespace tutor {

Task<bool> Pen::write(std::vector<Draft> drafts, TurnLog::Also also) {
    if (lost()) co_return false;
    const bool written = co_await log_.append(lease_, std::move(drafts), TurnState::running, std::move(also));
    if (!written) stop_.request_stop();
    co_return written;
}

Task<bool> Pen::pause(std::chrono::milliseconds span) {
    const auto until = timing::in(span);
    while (!lost() && std::chrono::steady_clock::now() < until) {
        const auto ticket = log_.signal().ticket(wake_key());
        if (!lost()) co_await log_.signal().wait(wake_key(), ticket, until);
    }
    co_return !lost();
}

Task<void> Pen::end(Ending ending) {
    if (lost()) co_return;
    std::vector<Draft> last{draft(to_string(ending.state), ending.data)};
    co_await log_.append(lease_, std::move(last), ending.state);
}

void Pen::lose() {
    stop_.request_stop();
    log_.signal().notify(wake_key());
}

}  // namespace tutor
