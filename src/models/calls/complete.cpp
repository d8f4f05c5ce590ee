#include <algorithm>

#include "models/calls/state.hpp"
#include "models/moderation/personal_data.hpp"
#include "platform/client/retry_after.hpp"

namespace models {

namespace {

using Clock = std::chrono::steady_clock;

// Four characters a token: only for what no provider has counted.
std::int64_t tokens_of(std::size_t characters) { return static_cast<std::int64_t>(characters / 4 + 1); }

std::int64_t prompt_tokens(const Prompt& prompt) {
    std::size_t characters = prompt.system.size();
    for (const auto& one : prompt.messages) characters += one.text.size();
    return tokens_of(characters);
}

// Some servers report zeros: then nobody has counted.
bool counted(const Reply& reply) {
    return reply.usage && reply.usage->out > 0 && reply.usage->uncached_in + reply.usage->cache_read + reply.usage->cache_write_5m + reply.usage->cache_write_1h > 0;
}

// What an attempt is billed: as reported, or as estimated when the count is missing or the stream broke off before the last one.
Usage usage_of(const Attempt& attempt, const Prompt& prompt) {
    if (!attempt.began) return {};
    const Reply& reply = attempt.reply;
    Usage usage = counted(reply) ? *reply.usage : Usage{.uncached_in = prompt_tokens(prompt), .estimated = true};
    if (counted(reply) && reply.finished) return usage;
    const auto written = reply.text.empty() ? 0 : tokens_of(reply.text.size());
    usage.estimated |= written > usage.out;
    usage.out = std::max(usage.out, written);
    return usage;
}

double worst_case(const Models::State& state, const Target& target, const Prompt& prompt) {
    Usage usage{.uncached_in = prompt_tokens(prompt), .out = prompt.max_tokens};
    return state.cost(target, usage, timing::now());
}

void take_out_personal_data(Prompt& prompt) {
    for (auto& message : prompt.messages)
        if (message.role == Message::Role::user) message.text = redact(message.text);
}

Completion completion_of(Reply reply, const RunRecord& record, const Sink& sink) {
    return {.text = std::move(reply.text), .tool_calls = std::move(reply.tool_calls), .stop_reason = std::move(reply.stop_reason),
            .usage = record.run.usage, .cost_usd = record.run.cost_usd, .latency = record.run.latency,
            .first_token = sink.first_token.value_or(record.run.latency), .model = reply.model.empty() ? record.run.model : std::move(reply.model)};
}

// Tries until the reply is whole, something was shown, or trying again is of no use.
Task<Attempt> try_until_done(Models::State& state, const Provider& provider, const Target& target, const Prompt& prompt,
                             const Context& context, Sink& sink, RunRecord& record) {
    const client::RetryPolicy policy{.retries = state.config.retries};
    for (int attempt = 0;; ++attempt) {
        ++record.run.attempts;
        auto request = provider.chat(target.model, prompt);
        limit(request, state.deadlines(), context);
        limit(request, sink);
        auto one = co_await try_once(state.client, provider, target.model, prompt, std::move(request), sink);
        record.add(usage_of(one, prompt));
        const auto& fault = one.reply.fault;
        if (!fault || !fault->retry || sink.shown) co_return one;
        const auto wait = policy.wait(attempt, one.rejection ? &*one.rejection : nullptr);
        if (!wait || Clock::now() + *wait >= sink.patient_until() || !co_await pause(*wait, context)) co_return one;
    }
}

// A deadline of ours or a stop may surface as any fault of the transfer; a refusal comes as a stop reason.
std::optional<Fault> outcome(const Reply& reply, const Context& context) {
    if (reply.stop_reason == "refusal" && !reply.fault) return Fault{Reason::refused, "the model refused"};
    if (reply.fault && context.stop.stop_requested()) return Fault{Reason::cancelled, "stopped"};
    return reply.fault;
}

std::chrono::milliseconds asked_to_wait(const Attempt& attempt) {
    const auto asked = attempt.rejection ? client::retry_after(*attempt.rejection) : std::nullopt;
    return asked.value_or(std::chrono::milliseconds(0));
}

Task<Result> call(Models::State& state, Alias alias, Target wanted, const Prompt& prompt, const Context& context, Sink& sink) {
    RunRecord record(state, alias, wanted, context);
    Health& health = state.health.find(wanted.provider)->second;
    const auto target = co_await named(state, wanted, context);
    if (!target) {
        health.failed(target.error());
        co_await record.save(target.error());
        co_return std::unexpected(ModelError{target.error().reason, target.error().detail, {}});
    }
    record.rename(*target);
    sink.silent_since = Clock::now();
    Budget::Hold hold(state.budget, context.org, context.user, worst_case(state, *target, prompt));
    auto done = co_await try_until_done(state, *state.providers.at(target->provider), *target, prompt, context, sink, record);
    record.run.first_token = sink.first_token;
    const auto fault = outcome(done.reply, context);
    fault ? health.failed(*fault) : health.succeeded();
    co_await record.save(fault);
    hold.settle(record.run.cost_usd);
    if (fault) co_return std::unexpected(ModelError{fault->reason, fault->detail, std::move(done.reply.text), asked_to_wait(done)});
    co_return completion_of(std::move(done.reply), record, sink);
}

bool another_may_serve(Reason reason) { return reason != Reason::cancelled && reason != Reason::refused; }

}  // namespace

Task<Result> complete(Models::State& state, Alias alias, Prompt prompt, Context context, std::function<void(std::string_view)> on_text) {
    const auto& targets = state.targets(alias);
    ModelError last{Reason::not_configured, "no model serves " + std::string(to_string(alias)), {}};
    if (targets.empty()) co_return std::unexpected(last);
    if (!co_await state.permitted(context)) co_return std::unexpected(ModelError{Reason::withheld, "the person does not want it", {}});
    if (auto over = co_await over_quota(state, context)) co_return std::unexpected(*over);
    take_out_personal_data(prompt);
    Sink sink{.on_text = std::move(on_text), .patience = context.patience};
    last = {Reason::unavailable, "every provider rests after failures", {}};
    for (const auto& target : targets) {
        if (!state.health.find(target.provider)->second.take_turn()) continue;
        auto result = co_await call(state, alias, target, prompt, context, sink);
        if (result || sink.shown || !another_may_serve(result.error().reason)) co_return result;
        last = std::move(result.error());
    }
    co_return std::unexpected(last);
}

}  // namespace models
