#include "platform/db/backup/client_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "platform/clock/clock.hpp"
#include "platform/error.hpp"

extern char** environ;

namespace db::postgres {

namespace {
constexpr std::size_t longest_reason = 2000;

std::vector<std::string> environment_with(const std::map<std::string, std::string>& variables) {
    std::vector<std::string> all;
    for (char** one = environ; *one; ++one) {
        const std::string_view entry(*one);
        if (!variables.contains(std::string(entry.substr(0, entry.find('='))))) all.emplace_back(entry);
    }
    for (const auto& [name, value] : variables) all.push_back(name + '=' + value);
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// The child and the reading end of what it complains; killed and collected when this goes.
class Child {
public:
    Child(std::vector<std::string> command, std::vector<std::string> environment) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(ErrorCode::unavailable, "The system has no file descriptors left.");
        complaints_ = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
        // A server holds signals back from its threads; its child must hear them.
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
        const int failed = posix_spawnp(&process_, command[0].c_str(), &actions, &attributes, pointers_to(command).data(), pointers_to(environment).data());
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (failed == 0) return;
        close(complaints_);
        throw Error(ErrorCode::unavailable, command[0] + " cannot be started: install PostgreSQL's client programs (Debian package postgresql-client).");
    }
    ~Child() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            wait();
        }
        close(complaints_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // All that it complained; its pipe ends with it. False at the deadline.
    bool listen(std::string& heard, timing::Deadline until) {
        std::array<char, 4096> piece{};
        while (true) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
            pollfd wanted{complaints_, POLLIN, 0};
            if (left <= 0 || poll(&wanted, 1, static_cast<int>(left)) == 0) return false;
            const auto size = read(complaints_, piece.data(), piece.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) return true;
            heard.append(piece.data(), static_cast<std::size_t>(size));
            if (heard.size() > 2 * longest_reason) heard.erase(0, heard.size() - longest_reason);
        }
    }
    int wait() {
        int status = 0;
        while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = 0;
        return status;
    }

private:
    pid_t process_ = 0;
    int complaints_ = -1;
};
}  // namespace

void run_client(const std::vector<std::string>& command, const std::map<std::string, std::string>& variables, std::chrono::seconds deadline) {
    Child child(command, environment_with(variables));
    std::string heard;
    if (!child.listen(heard, timing::in(deadline))) throw Error(ErrorCode::timeout, command[0] + " took too long.");
    const int status = child.wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        throw Error(ErrorCode::unavailable, command[0] + " is not installed (Debian package postgresql-client).");
    throw Error(ErrorCode::unavailable, command[0] + " failed: " + heard);
}

}  // namespace db::postgres
