#include "models/calls/state.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <algorithm>
#include <utility>

namespace models {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

Caps caps_of(const Config& config) { return {config.daily_cap_usd, config.user_daily_cap_usd, config.over_quota}; }

}  // namespace

Models::State::State(db::Database& database, client::Client& client, Config given)
    : database(database), client(client), config(std::move(given)), providers(make_providers(config)),
      aliases(make_aliases(config, providers)), prices(config.prices_file), budget(database, caps_of(config)), runs(database) {
    for (const auto& [name, provider] : providers) health[name];
}

const std::vector<Target>& Models::State::targets(Alias alias) const {
    static const std::vector<Target> none;
    const auto found = aliases.find(alias);
    return found == aliases.end() ? none : found->second;
}

Deadlines Models::State::deadlines() const { return {config.connect_timeout, config.first_byte_timeout, config.idle_timeout}; }

Task<bool> Models::State::permitted(const Context& context) const {
    if (!permits || context.user.empty()) co_return true;
    co_return co_await permits(context.org, context.user);
}

// A model that the list does not know costs what the dearest costs at a vendor, and nothing at a server of one's own.
double Models::State::cost(const Target& target, Usage& usage, timing::Micros at) const {
    if (const auto known = prices.cost(target.provider, target.model, usage, at)) return *known;
    const bool own_server = target.provider != "anthropic" && !(target.provider == "openai" && (config.openai_base_url.empty() || is_openai_itself(config.openai_base_url)));
    if (own_server) return 0;
    usage.estimated = true;
    return prices.dearest(usage, at);
}

RunRecord::RunRecord(Models::State& state, Alias alias, const Target& target, const Context& context)
    : run{.id = new_uuid(), .at = timing::now(), .alias = alias, .provider = target.provider, .model = target.model,
          .org = context.org, .user = context.user, .trace_id = std::string(context.trace.trace_id())},
      state_(state), target_(target) {}

void RunRecord::rename(const Target& target) {
    target_ = target;
    run.model = target.model;
}

void RunRecord::add(const Usage& usage) {
    run.usage.uncached_in += usage.uncached_in;
    run.usage.cache_write_5m += usage.cache_write_5m;
    run.usage.cache_write_1h += usage.cache_write_1h;
    run.usage.cache_read += usage.cache_read;
    run.usage.out += usage.out;
    run.usage.estimated |= usage.estimated;
}

void RunRecord::close() {
    saved_ = true;
    run.cost_usd = state_.cost(target_, run.usage, run.at);
    run.latency = std::chrono::duration_cast<milliseconds>(Clock::now() - start_);
}

Task<void> RunRecord::save(std::optional<Fault> fault) {
    close();
    if (fault) {
        run.failure = fault->reason;
        run.error = fault->detail;
    }
    co_await state_.runs.save(run);
}

RunRecord::~RunRecord() {
    if (saved_) return;
    close();
    run.failure = Reason::cancelled;
    run.error = "the caller left";
    state_.runs.save_later(run);
}

Task<bool> pause(milliseconds span, const Context& context) {
    constexpr milliseconds slice{25};
    const auto until = Clock::now() + span;
    if (until >= context.deadline) co_return false;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    while (Clock::now() < until) {
        if (context.stop.stop_requested()) co_return false;
        timer.expires_at(std::min(until, Clock::now() + slice));
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return true;
}

Task<std::optional<ModelError>> over_quota(Models::State& state, const Context& context) {
    if (co_await state.budget.exhausted(context.org, context.user)) co_return ModelError{Reason::over_quota, "the daily cap is reached", {}};
    co_return std::nullopt;
}

Task<std::expected<Target, Fault>> named(Models::State& state, Target target, const Context& context) {
    if (!target.model.empty()) co_return target;
    {
        const std::lock_guard lock(state.mutex);
        if (const auto known = state.listed_models.find(target.provider); known != state.listed_models.end()) target.model = known->second;
    }
    if (!target.model.empty()) co_return target;
    auto request = state.providers.at(target.provider)->list_models();
    limit(request, state.deadlines(), context);
    const auto answer = co_await state.client.fetch(std::move(request));
    if (!answer) co_return std::unexpected(transfer_fault(answer.error()));
    auto ids = model_ids(answer->body);
    std::erase_if(ids, [](const std::string& id) { return id.contains("embed"); });
    if (ids.empty()) co_return std::unexpected(Fault{Reason::unavailable, "the server lists no model"});
    const std::lock_guard lock(state.mutex);
    target.model = state.listed_models[target.provider] = ids.front();
    co_return target;
}

Task<std::expected<std::string, Fault>> ask(Models::State& state, const Provider& provider, client::Request request,
                                            const Context& context, RunRecord& record) {
    const client::RetryPolicy policy{.retries = state.config.retries};
    for (int attempt = 0;; ++attempt) {
        ++record.run.attempts;
        auto answer = co_await state.client.fetch(request);
        if (answer && answer->status == 200) co_return std::move(answer->body);
        const auto fault = answer ? provider.fault(*answer) : transfer_fault(answer.error());
        const auto wait = fault.retry ? policy.wait(attempt, answer ? &*answer : nullptr) : std::nullopt;
        if (!wait || !co_await pause(*wait, context)) co_return std::unexpected(fault);
    }
}

}  // namespace models
