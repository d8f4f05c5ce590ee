#pragma once
#include "models/providers/provider.hpp"

namespace models {

// Where visible text goes, and when the first of it came.
struct Sink {
    std::function<void(std::string_view)> on_text;
    std::optional<std::chrono::milliseconds> patience = {};  // Context::patience
    timing::Deadline start = std::chrono::steady_clock::now();
    timing::Deadline silent_since = start;
    std::optional<std::chrono::milliseconds> first_token = {};
    bool shown = false;

    void show(std::string_view text);
    timing::Deadline patient_until() const { return patience ? silent_since + *patience : timing::Deadline::max(); }
};

// One request and what came of it.
struct Attempt {
    Reply reply;  // with a fault when it failed
    std::optional<client::Response> rejection;  // an answer whose status was not 200
    bool began = false;                         // the provider started to answer, so it may bill
};

struct Deadlines {
    std::chrono::milliseconds connect, first_byte, idle;
};

void limit(client::Request& request, const Deadlines& deadlines, const Context& context);
void limit(client::Request& request, const Sink& sink);  // of another try: what is left of the patience
// All references must outlive the await.
Task<Attempt> try_once(client::Client& client, const Provider& provider, const std::string& model, const Prompt& prompt,
                       client::Request request, Sink& sink);

Fault transfer_fault(const client::TransferError& error);

}  // namespace models
