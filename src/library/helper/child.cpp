#include "library/helper/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "platform/error.hpp"

extern char** environ;

namespace library {

namespace {

using Clock = std::chrono::steady_clock;

// The child and the reading end of its output; killed and collected when this goes.
class Child {
public:
    Child(const std::vector<std::string>& command, int input) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(ErrorCode::unavailable, "The server is too busy to read files. Try again.");
        output_ = ends[0];
        const int failed = start(command, input, ends[1]);
        close(ends[1]);
        if (failed != 0) {
            close(output_);
            throw Error(ErrorCode::unavailable, "The server cannot start the program that reads files.");
        }
    }
    ~Child() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            wait();
        }
        close(output_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int output() const { return output_; }
    int wait() {
        int status = 0;
        while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = 0;
        return status;
    }

private:
    int start(const std::vector<std::string>& command, int input, int output) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        std::vector<char*> words;
        for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        const int failed = posix_spawn(&process_, words[0], &actions, nullptr, words.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) process_ = 0;
        return failed;
    }

    pid_t process_ = 0;
    int output_ = -1;
};

bool readable(int descriptor, Clock::time_point until) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd wanted{descriptor, POLLIN, 0};
    return left > 0 && poll(&wanted, 1, static_cast<int>(left)) > 0;
}

void hand_over(std::string& buffer, const std::function<void(std::string_view)>& line) {
    std::size_t from = 0;
    for (auto end = buffer.find('\n'); end != std::string::npos; end = buffer.find('\n', from)) {
        line(std::string_view(buffer).substr(from, end - from));
        from = end + 1;
    }
    buffer.erase(0, from);
}

ChildOutcome outcome_of(int status) {
    if (WIFSIGNALED(status)) return {ChildOutcome::Ended::by_signal, WTERMSIG(status)};
    if (WEXITSTATUS(status) != 0) return {ChildOutcome::Ended::by_code, WEXITSTATUS(status)};
    return {};
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& command, int input, std::chrono::seconds deadline, std::size_t longest_line,
                       const std::function<void(std::string_view)>& line) {
    const auto until = Clock::now() + deadline;
    Child child(command, input);
    std::string buffer;
    std::vector<char> piece(64 * 1024);
    while (readable(child.output(), until)) {
        const auto size = read(child.output(), piece.data(), piece.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return outcome_of(child.wait());
        buffer.append(piece.data(), static_cast<std::size_t>(size));
        hand_over(buffer, line);
        if (buffer.size() > longest_line) throw Error(ErrorCode::too_large, "The material holds a piece of text that is too long.");
    }
    return {ChildOutcome::Ended::late, 0};
}

}  // namespace library
