#include "platform/process/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <thread>

#include "platform/clock/clock.hpp"

extern char** environ;

namespace process {

namespace {

bool is_for_strangers(std::string_view name) {
    return name == "PATH" || name == "HOME" || name == "TMPDIR" || name == "TZ" || name == "LANG" || name.starts_with("LC_") || name.ends_with("SAN_OPTIONS");
}

std::vector<std::string> environment_of(const Start& start) {
    std::vector<std::string> all;
    for (char** one = environ; *one; ++one) {
        const std::string_view entry(*one), name = entry.substr(0, entry.find('='));
        if (!start.variables.contains(std::string(name)) && (!start.stranger || is_for_strangers(name))) all.emplace_back(entry);
    }
    for (const auto& [name, value] : start.variables) all.push_back(name + '=' + value);
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// What a child has for its standard input, output and error.
class Streams {
public:
    Streams(const Start& start, int output) {
        posix_spawn_file_actions_init(&actions_);
        if (start.input < 0) posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        else posix_spawn_file_actions_adddup2(&actions_, start.input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        if (start.complaints) posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
        else posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        // Lines to people and databases are ours alone: a child that lives longer would keep them open.
        posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    }
    ~Streams() { posix_spawn_file_actions_destroy(&actions_); }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_;
};

// A server holds signals back from its threads; its child must hear them.
class AllSignals {
public:
    AllSignals() {
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_init(&attributes_);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    }
    ~AllSignals() { posix_spawnattr_destroy(&attributes_); }
    AllSignals(const AllSignals&) = delete;
    AllSignals& operator=(const AllSignals&) = delete;
    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_;
};

// The child and the reading end of its output; killed and collected when this goes.
class Child {
public:
    explicit Child(Start start) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
        output_ = ends[0];
        auto environment = environment_of(start);
        const Streams streams(start, ends[1]);
        const AllSignals signals;
        const auto words = pointers_to(start.command);
        if (posix_spawnp(&process_, words[0], streams.get(), signals.get(), words.data(), pointers_to(environment).data()) != 0) process_ = 0;
        close(ends[1]);
    }
    ~Child() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
            }
        }
        if (output_ >= 0) close(output_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool started() const { return process_ > 0; }
    int output() const { return output_; }
    // nullopt at the deadline, or when it is to stop: one that says nothing more may go on.
    std::optional<int> wait(timing::Deadline until, const std::stop_token& stop) {
        int status = 0;
        for (; waitpid(process_, &status, WNOHANG) == 0; std::this_thread::sleep_for(std::chrono::milliseconds(2)))
            if (stop.stop_requested() || std::chrono::steady_clock::now() >= until) return std::nullopt;
        process_ = 0;
        return status;
    }

private:
    pid_t process_ = 0;
    int output_ = -1;
};

// False at the deadline, or when it is to stop.
bool readable(int descriptor, timing::Deadline until, const std::stop_token& stop) {
    constexpr std::chrono::milliseconds look_every{100};
    pollfd wanted{descriptor, POLLIN, 0};
    for (auto left = look_every; !stop.stop_requested(); ) {
        left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        if (const int ready = poll(&wanted, 1, static_cast<int>((stop.stop_possible() ? std::min(left, look_every) : left).count())); ready != 0) return ready > 0;
    }
    return false;
}

Outcome outcome_of(int status) {
    if (WIFSIGNALED(status)) return {Outcome::Ended::by_signal, WTERMSIG(status)};
    if (WEXITSTATUS(status) != 0) return {Outcome::Ended::by_code, WEXITSTATUS(status)};
    return {};
}

}  // namespace

Outcome run(Start start, std::chrono::seconds deadline, const std::function<void(std::string_view)>& piece) {
    const auto until = timing::in(deadline);
    const auto stop = start.stop;
    Child child(std::move(start));
    if (!child.started()) return {Outcome::Ended::not_started};
    std::vector<char> buffer(64 * 1024);
    while (readable(child.output(), until, stop)) {
        const auto size = read(child.output(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) break;
        piece(std::string_view(buffer.data(), static_cast<std::size_t>(size)));
    }
    if (const auto status = child.wait(until, stop)) return outcome_of(*status);
    return {stop.stop_requested() ? Outcome::Ended::stopped : Outcome::Ended::late};
}

}  // namespace process
