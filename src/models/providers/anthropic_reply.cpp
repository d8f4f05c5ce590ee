#include "models/providers/anthropic_reply.hpp"

#include "models/providers/wire.hpp"

namespace models {

namespace {

namespace json = boost::json;

// Counts are cumulative: a field that is given replaces, one that is absent stays.
void merge_usage(Usage& usage, const json::object& given) {
    const auto take = [&given](std::string_view key, std::int64_t& into) {
        if (const auto count = wire::integer(given, key)) into = *count;
    };
    take("input_tokens", usage.uncached_in);
    take("output_tokens", usage.out);
    take("cache_read_input_tokens", usage.cache_read);
    const auto* written = wire::object(given, "cache_creation");
    if (!written) return take("cache_creation_input_tokens", usage.cache_write_5m);
    usage.cache_write_5m = wire::integer(*written, "ephemeral_5m_input_tokens").value_or(0);
    usage.cache_write_1h = wire::integer(*written, "ephemeral_1h_input_tokens").value_or(0);
}

}  // namespace

std::string AnthropicReply::take(const client::ServerSentEvent& event) {
    const auto data = wire::parse_object(event.data);
    if (!data) {
        reply.fault = Fault{Reason::garbage, "an event is no JSON object", true};
        return {};
    }
    const auto type = wire::text(*data, "type");
    if (type == "content_block_delta") return add_delta(*data);
    if (type == "message_start") start_message(*data);
    if (type == "content_block_start") return start_block(*data);
    if (type == "content_block_stop") stop_block(*data);
    if (type == "message_delta") add_message_delta(*data);
    if (type == "message_stop") reply.finished = true;
    if (type == "error") fail(*data);
    return {};
}

void AnthropicReply::start_message(const json::object& event) {
    const auto* message = wire::object(event, "message");
    if (!message) return;
    reply.model = wire::text(*message, "model");
    if (const auto* usage = wire::object(*message, "usage")) merge_usage(reply.usage.emplace(), *usage);
}

std::string AnthropicReply::start_block(const json::object& event) {
    const auto* content = wire::object(event, "content_block");
    if (!content) return {};
    auto& block = blocks_[wire::integer(event, "index").value_or(0)];
    block = {.type = std::string(wire::text(*content, "type")), .id = std::string(wire::text(*content, "id")),
             .name = std::string(wire::text(*content, "name"))};
    return block.type == "text" ? show(wire::text(*content, "text")) : std::string();
}

std::string AnthropicReply::add_delta(const json::object& event) {
    const auto* delta = wire::object(event, "delta");
    if (!delta) return {};
    const auto type = wire::text(*delta, "type");
    if (type == "text_delta") return show(wire::text(*delta, "text"));
    if (type != "input_json_delta") return {};
    blocks_[wire::integer(event, "index").value_or(0)].input += wire::text(*delta, "partial_json");
    return tool_is_text_ ? show(wire::text(*delta, "partial_json")) : std::string();
}

void AnthropicReply::stop_block(const json::object& event) {
    const auto found = blocks_.find(wire::integer(event, "index").value_or(0));
    if (found == blocks_.end() || found->second.type != "tool_use" || tool_is_text_) return;
    const Block block = std::move(found->second);
    blocks_.erase(found);
    auto input = wire::parse_object(block.input.empty() ? "{}" : block.input);
    if (!input)
        reply.fault = Fault{Reason::garbage, "the input of tool " + block.name + " is no JSON object", true};
    else
        reply.tool_calls.push_back({block.id, block.name, std::move(*input)});
}

void AnthropicReply::add_message_delta(const json::object& event) {
    if (const auto* delta = wire::object(event, "delta"); delta && !wire::text(*delta, "stop_reason").empty())
        reply.stop_reason = wire::text(*delta, "stop_reason");
    if (tool_is_text_ && reply.stop_reason == "tool_use") reply.stop_reason = "end_turn";
    const auto* usage = wire::object(event, "usage");
    if (!usage) return;
    if (!reply.usage) reply.usage.emplace();
    merge_usage(*reply.usage, *usage);
}

void AnthropicReply::fail(const json::object& event) {
    const auto* error = wire::object(event, "error");
    reply.fault = error ? anthropic_fault(wire::text(*error, "type"), wire::text(*error, "message"))
                        : Fault{Reason::unavailable, "an error without a body", true};
}

std::string AnthropicReply::show(std::string_view text) {
    reply.text += text;
    return std::string(text);
}

}  // namespace models
