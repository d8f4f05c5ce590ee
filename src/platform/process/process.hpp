#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace process {

struct Start {
    std::vector<std::string> command;                   // a program, found on the PATH when it has no slash, and its arguments
    std::map<std::string, std::string> variables = {};  // over our environment; what is secret belongs here, since everybody can read arguments
    int input = -1;                                     // its standard input; -1: empty
    bool stranger = false;                              // of our environment it gets PATH, HOME, TMPDIR, TZ and the language only: settings hold secrets
    bool complaints = false;                            // its standard error comes with its output; else nobody reads it
    std::stop_token stop = {};                          // asked, the program is killed within a moment
};

struct Outcome {
    enum class Ended { well, by_code, by_signal, late, stopped, not_started } ended = Ended::well;
    int code = 0;  // exit code or signal
};

// Runs a program to its end and hands over its output in pieces, as they come. Blocking. The program is killed at the deadline, when it is to stop, and when `piece`
// throws, and never outlives the call.
Outcome run(Start start, std::chrono::seconds deadline, const std::function<void(std::string_view)>& piece);

}  // namespace process
