#include "tutor/turns/echo.hpp"

#include <boost/describe/class.hpp>

#include "platform/json/json.hpp"

namespace tutor {
namespace {

struct EchoSubject {
    int n = 0;
    int gap_ms = 0;
};
BOOST_DESCRIBE_STRUCT(EchoSubject, (), (n, gap_ms))

}  // namespace

std::string echo_subject(int n, int gap_ms) { return json::write(EchoSubject{n, gap_ms}); }

Task<Ending> produce_echo(Turn turn, std::shared_ptr<Pen> pen) {
    const auto subject = json::read<EchoSubject>(turn.subject);
    for (auto i = turn.seq + 1; i <= subject.n; ++i) {
        std::vector<Draft> next{draft("echo", {{"i", i}, {"of", subject.n}})};
        if (!co_await pen->write(std::move(next))) break;
        if (i < subject.n && !co_await pen->pause(std::chrono::milliseconds(subject.gap_ms))) break;
    }
    co_return Ending{TurnState::done, {{"events", subject.n}}};
}

}  // namespace tutor
