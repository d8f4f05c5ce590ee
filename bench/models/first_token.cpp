// What we add on top of a provider: from the moment a provider's first text byte is sent until `on_text` is called.
//
//   first_token [CALLS] [AT_ONCE]     prints p50, p90, p99 and the longest, in microseconds
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>

#include "models/models_fake.hpp"
#include "models/sql.gen.hpp"
#include "platform/db/database.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

// Each reply carries the number of its send time, so that calls at once are told apart.
struct Clocks {
    std::vector<Clock::time_point> sent;
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::vector<double> added;
};

models::fake::Script stub(Clocks& clocks) {
    return [&clocks](client::ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(models::fake::anthropic_start());
        std::this_thread::sleep_for(std::chrono::milliseconds(5));  // a model thinks before its first token
        const auto number = clocks.next++;
        const auto bytes = models::fake::anthropic_text(std::to_string(number));
        clocks.sent[number] = Clock::now();
        peer.send(bytes);
        peer.send_after(std::chrono::milliseconds(1), models::fake::anthropic_end());
    };
}

void note(Clocks& clocks, std::string_view number) {
    const auto now = Clock::now();
    const auto& sent = clocks.sent[std::stoul(std::string(number))];
    const std::lock_guard lock(clocks.mutex);
    clocks.added.push_back(std::chrono::duration<double, std::micro>(now - sent).count());
}

Task<void> learner(models::Models& models, Clocks& clocks, int calls) {
    for (int i = 0; i < calls; ++i) {
        models::Context context{.org = OrgId("org"), .user = UserId("user")};
        co_await models.complete(models::Alias::tutor, {.messages = {{.text = "Hi"}}}, context, [&clocks](std::string_view text) { note(clocks, text); });
    }
}

void print(std::vector<double> added) {
    std::ranges::sort(added);
    const auto at = [&added](double share) { return added[static_cast<std::size_t>(share * double(added.size() - 1))]; };
    std::printf("calls %zu  p50 %.0f us  p90 %.0f us  p99 %.0f us  longest %.0f us\n", added.size(), at(0.50), at(0.90), at(0.99), at(1));
}

}  // namespace

int main(int argc, char** argv) {
    const int calls = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int at_once = argc > 2 ? std::atoi(argv[2]) : 1;
    logging::set_level(logging::Level::error);
    const auto directory = std::filesystem::temp_directory_path() / ("omnitutor-bench-" + new_uuid());
    Clocks clocks;
    clocks.sent.resize(static_cast<std::size_t>(calls));
    {
        const auto database = db::open({}, directory.string());
        database->migrate(platform::migrations);
        database->migrate(models::migrations);
        client::ScriptedServer server({stub(clocks)});
        client::Client client;
        models::Models models(*database, client, models::fake::config_for_anthropic(server));
        boost::asio::io_context loop;
        for (int i = 0; i < at_once; ++i) boost::asio::co_spawn(loop, learner(models, clocks, calls / at_once), boost::asio::detached);
        loop.run();
    }
    std::filesystem::remove_all(directory);
    print(clocks.added);
}
