#include "platform/process/process.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <thread>

namespace {
using namespace std::chrono_literals;
using process::Outcome;
using testing::IsEmpty;

struct Ran {
    Outcome outcome;
    std::string output;
};

Ran run(process::Start start, std::chrono::seconds deadline = 20s) {
    Ran ran;
    ran.outcome = process::run(std::move(start), deadline, [&](std::string_view piece) { ran.output += piece; });
    return ran;
}
process::Start shell(std::string script) { return {.command = {"sh", "-c", std::move(script)}}; }

TEST(Process, GivesOutputAndVariablesAndAnEmptyInput) {
    auto start = shell("cat; echo $OT_PLANTED $HOME; echo dropped >&2");
    start.variables = {{"OT_PLANTED", "a secret"}, {"HOME", "/nowhere"}};
    const auto ran = run(std::move(start));
    EXPECT_EQ(ran.outcome.ended, Outcome::Ended::well);
    EXPECT_EQ(ran.output, "a secret /nowhere\n");
}

TEST(Process, ReadsTheInputItIsGiven) {
    std::FILE* file = std::tmpfile();
    std::fputs("from a file", file);
    std::fflush(file);
    std::rewind(file);
    auto start = shell("cat");
    start.input = fileno(file);
    EXPECT_EQ(run(std::move(start)).output, "from a file");
    std::fclose(file);
}

TEST(Process, TellsComplaintsWhenAskedFor) {
    auto start = shell("echo why >&2; exit 3");
    start.complaints = true;
    const auto ran = run(std::move(start));
    EXPECT_EQ(ran.outcome.ended, Outcome::Ended::by_code);
    EXPECT_EQ(ran.outcome.code, 3);
    EXPECT_EQ(ran.output, "why\n");
}

TEST(Process, TellsASignal) {
    const auto ran = run(shell("kill -TERM $$"));
    EXPECT_EQ(ran.outcome.ended, Outcome::Ended::by_signal);
    EXPECT_EQ(ran.outcome.code, SIGTERM);
}

// A server's threads hold SIGTERM back; a child that inherited that could not be stopped.
TEST(Process, HearsSignalsThatOurThreadHoldsBack) {
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, &before);
    const auto ran = run(shell("kill -TERM $$; echo deaf"));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    EXPECT_EQ(ran.outcome.ended, Outcome::Ended::by_signal);
    EXPECT_THAT(ran.output, IsEmpty());
}

TEST(Process, IsKilledAtTheDeadline) {
    const auto ran = run(shell("echo began; exec sleep 60"), 1s);
    EXPECT_EQ(ran.outcome.ended, Outcome::Ended::late);
    EXPECT_EQ(ran.output, "began\n");
}

TEST(Process, IsKilledWhenItsOutputIsRefused) {
    std::string pid;
    const auto refuse = [&](std::string_view piece) {
        pid = piece;
        throw std::runtime_error("enough");
    };
    EXPECT_THROW(process::run(shell("echo $$; exec sleep 60"), 20s, refuse), std::runtime_error);
    EXPECT_EQ(kill(std::stoi(pid), 0), -1);
}

TEST(Process, IsKilledAtTheDeadlineAlsoWhenItSaysNothingMore) {
    const auto ran = run(shell("exec >&- 2>&-; exec sleep 60"), 1s);
    EXPECT_EQ(ran.outcome.ended, Outcome::Ended::late);
}

TEST(Process, IsKilledWhenItIsAskedToStop) {
    for (const std::string script : {"echo began; exec sleep 60", "exec >&- 2>&-; exec sleep 60"}) {
        std::stop_source source;
        std::jthread asks([&source] {
            std::this_thread::sleep_for(50ms);
            source.request_stop();
        });
        auto start = shell(script);
        start.stop = source.get_token();
        const auto began = std::chrono::steady_clock::now();
        EXPECT_EQ(run(std::move(start), 20s).outcome.ended, Outcome::Ended::stopped) << script;
        EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
    }
}

TEST(Process, TellsAStrangerNoSecrets) {
    setenv("OT_PLANTED_SECRET", "a secret", 1);
    auto start = shell("echo \"[$OT_PLANTED_SECRET]\"; command -v sh >/dev/null && echo found");
    start.stranger = true;
    EXPECT_EQ(run(std::move(start)).output, "[]\nfound\n");
    unsetenv("OT_PLANTED_SECRET");
}

TEST(Process, InheritsNoLinesOfOurs) {
    const int ours = dup(STDIN_FILENO);  // without O_CLOEXEC, as sockets of libraries are
    EXPECT_EQ(run(shell("[ -e /proc/self/fd/" + std::to_string(ours) + " ] && echo open || echo closed")).output, "closed\n");
    close(ours);
}

TEST(Process, SaysWhenThereIsNoSuchProgram) {
    EXPECT_EQ(run({.command = {"no-such-program-anywhere"}}).outcome.ended, Outcome::Ended::not_started);
}
}  // namespace
