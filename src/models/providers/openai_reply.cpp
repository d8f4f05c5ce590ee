#include "models/providers/openai_reply.hpp"

#include <algorithm>
#include <utility>

#include "models/providers/wire.hpp"

namespace models {

namespace {

namespace json = boost::json;

// Cached tokens are inside prompt_tokens here (Anthropic counts them beside).
Usage usage_of(const json::object& given) {
    Usage usage;
    if (const auto* details = wire::object(given, "prompt_tokens_details")) {
        usage.cache_read = wire::integer(*details, "cached_tokens").value_or(0);
        usage.cache_write_5m = wire::integer(*details, "cache_write_tokens").value_or(0);
    }
    const auto prompt = wire::integer(given, "prompt_tokens").value_or(0);
    usage.uncached_in = std::max<std::int64_t>(0, prompt - usage.cache_read - usage.cache_write_5m);
    usage.out = wire::integer(given, "completion_tokens").value_or(0);
    return usage;
}

std::string stop_reason_of(std::string_view finish) {
    if (finish == "stop") return "end_turn";
    if (finish == "length") return "max_tokens";
    if (finish == "tool_calls" || finish == "function_call") return "tool_use";
    if (finish == "content_filter") return "refusal";
    return std::string(finish);
}

// Mid-stream errors carry a status in `code` at some servers, a word or nothing at others.
Fault stream_fault(const json::object& chunk) {
    const auto* error = wire::object(chunk, "error");
    const auto code = error ? wire::integer(*error, "code") : std::nullopt;
    if (code) return openai_fault(static_cast<int>(*code), chunk);
    const auto type = error ? wire::text(*error, "type") : std::string_view();
    return openai_fault(type.contains("rate_limit") ? 429 : 500, chunk);
}

}  // namespace

std::string OpenAiReply::take(const client::ServerSentEvent& event) {
    if (event.data == "[DONE]") {
        reply.finished = true;
        close_calls();
        return {};
    }
    const auto chunk = wire::parse_object(event.data);
    if (!chunk) {
        reply.fault = Fault{Reason::garbage, "a chunk is no JSON object", true};
        return {};
    }
    if (const auto* error = chunk->if_contains("error"); error && !error->is_null()) {
        reply.fault = stream_fault(*chunk);
        return {};
    }
    if (!wire::text(*chunk, "model").empty()) reply.model = wire::text(*chunk, "model");
    if (const auto* usage = wire::object(*chunk, "usage")) reply.usage = usage_of(*usage);
    const auto* choices = wire::array(*chunk, "choices");
    const auto* choice = choices && !choices->empty() ? choices->front().if_object() : nullptr;
    return choice ? take_choice(*choice) : std::string();
}

std::string OpenAiReply::take_choice(const json::object& choice) {
    if (const auto finish = wire::text(choice, "finish_reason"); !finish.empty()) reply.stop_reason = stop_reason_of(finish);
    const auto* delta = wire::object(choice, "delta");
    if (!delta) return {};
    if (!wire::text(*delta, "refusal").empty()) reply.stop_reason = "refusal";
    if (const auto* calls = wire::array(*delta, "tool_calls"))
        for (const auto& one : *calls)
            if (const auto* piece = one.if_object()) add_call(*piece);
    const auto text = wire::text(*delta, "content");
    reply.text += text;
    return std::string(text);
}

// Pieces belong together by `index`; some servers repeat the id, some send the whole call at once.
void OpenAiReply::add_call(const json::object& piece) {
    auto& call = calls_[wire::integer(piece, "index").value_or(static_cast<std::int64_t>(calls_.size()))];
    if (!wire::text(piece, "id").empty()) call.id = wire::text(piece, "id");
    const auto* function = wire::object(piece, "function");
    if (!function) return;
    if (!wire::text(*function, "name").empty()) call.name = wire::text(*function, "name");
    call.arguments += wire::text(*function, "arguments");
}

void OpenAiReply::close_calls() {
    if (std::exchange(closed_, true)) return;
    for (const auto& [index, call] : calls_) {
        auto input = wire::parse_object(call.arguments.empty() ? "{}" : call.arguments);
        if (input)
            reply.tool_calls.push_back({call.id, call.name, std::move(*input)});
        else if (reply.stop_reason != "max_tokens")
            reply.fault = Fault{Reason::garbage, "the arguments of tool " + call.name + " are no JSON object", true};
    }
}

// Some servers end without [DONE]; a finish_reason is as good.
void OpenAiReply::end() {
    if (reply.stop_reason.empty()) return;
    reply.finished = true;
    close_calls();
}

}  // namespace models
