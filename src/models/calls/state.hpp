#pragma once
#include <map>
#include <mutex>

#include "models/aliases/aliases.hpp"
#include "models/calls/attempt.hpp"
#include "models/calls/health.hpp"
#include "models/prices/prices.hpp"
#include "models/runs/budget.hpp"
#include "models/runs/runs.hpp"

namespace models {

// What all calls share.
struct Models::State {
    State(db::Database& database, client::Client& client, Config config);

    db::Database& database;
    client::Client& client;
    const Config config;
    const Providers providers;
    const Aliases aliases;
    const Prices prices;
    Budget budget;
    Runs runs;
    std::map<std::string, Health, std::less<>> health;  // one per provider, made at start
    Permits permits;
    std::mutex mutex;
    std::map<std::string, std::string> listed_models;  // under the mutex: what an empty model name of a provider stands for

    const std::vector<Target>& targets(Alias alias) const;
    Deadlines deadlines() const;
    // Whether words of the person may leave. Always for calls that are nobody's.
    Task<bool> permitted(const Context& context) const;
    double cost(const Target& target, Usage& usage, timing::Micros at) const;
};

// A row of `model_runs` in the making. Written in every case: when the call is torn down before `save`, as cancelled.
class RunRecord {
public:
    RunRecord(Models::State& state, Alias alias, const Target& target, const Context& context);
    ~RunRecord();
    RunRecord(const RunRecord&) = delete;
    RunRecord& operator=(const RunRecord&) = delete;
    void rename(const Target& target);  // once the model's name is known
    void add(const Usage& usage);
    Task<void> save(std::optional<Fault> fault);

    Run run;

private:
    void close();

    Models::State& state_;
    Target target_;
    timing::Deadline start_ = std::chrono::steady_clock::now();
    bool saved_ = false;
};

// Waits, ends early when the call is stopped. False: stopped, or the deadline comes first.
Task<bool> pause(std::chrono::milliseconds span, const Context& context);
// The target with its model's name, asked of the server when the configuration leaves it open.
Task<std::expected<Target, Fault>> named(Models::State& state, Target target, const Context& context);
Task<std::optional<ModelError>> over_quota(Models::State& state, const Context& context);
// Sends a request whose answer is one JSON body, with retries.
Task<std::expected<std::string, Fault>> ask(Models::State& state, const Provider& provider, client::Request request, const Context& context, RunRecord& record);

Task<Result> complete(Models::State& state, Alias alias, Prompt prompt, Context context, std::function<void(std::string_view)> on_text);
Task<std::expected<std::vector<std::vector<float>>, ModelError>> embed(Models::State& state, std::vector<std::string> texts, Context context);
Task<Moderation> moderate(Models::State& state, std::string text, Context context);

}  // namespace models
