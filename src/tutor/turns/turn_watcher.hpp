#pragma once
#include <string>

#include "platform/http/http.hpp"
#include "tutor/turns/turn_log.hpp"

namespace tutor {

// One connection that follows a turn: sends what is stored after a number and waits for more, until the terminal event.
// Small on purpose, there may be ten thousand of one turn; events live once, in the Tail. `log` outlives it.
class TurnWatcher : public http::Stream {
public:
    // `opening` is sent first: the snapshot of a fresh connection, or "".
    TurnWatcher(TurnLog& log, std::shared_ptr<Tail> tail, std::string opening, std::int64_t after, bool over);

    Task<std::optional<std::string>> next(timing::Deadline until) override;

private:
    Task<std::string> from_rows();

    TurnLog& log_;
    const std::shared_ptr<Tail> tail_;
    std::string opening_;
    std::int64_t after_;
    bool over_;
};

}  // namespace tutor
