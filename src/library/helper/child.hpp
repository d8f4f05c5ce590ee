#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace library {

struct ChildOutcome {
    enum class Ended { well, by_code, by_signal, late } ended = Ended::well;
    int code = 0;  // exit code or signal
};

// Runs a program with `input` as its standard input and hands over each line of its output as it comes. Blocking. The program
// is killed at the deadline, when a line grows beyond `longest_line`, or when `line` throws, and never outlives the call.
ChildOutcome run_child(const std::vector<std::string>& command, int input, std::chrono::seconds deadline, std::size_t longest_line,
                       const std::function<void(std::string_view)>& line);

}  // namespace library
