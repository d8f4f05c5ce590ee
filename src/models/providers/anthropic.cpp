#include <boost/json/serialize.hpp>
#include <algorithm>
#include <array>

#include "models/providers/anthropic_reply.hpp"
#include "models/providers/provider.hpp"
#include "models/providers/wire.hpp"

// Anthropic Messages: what is sent, and what an error means.
namespace models {

namespace {

namespace json = boost::json;

json::array system_blocks(const std::string& system) {
    // The one breakpoint of the prompt cache: tools and system are the stable prefix of every call.
    return {{{"type", "text"}, {"text", system}, {"cache_control", {{"type", "ephemeral"}}}}};
}

json::array content_blocks(const Message& message) {
    json::array blocks;
    for (const auto& result : message.tool_results)
        blocks.push_back({{"type", "tool_result"}, {"tool_use_id", result.call_id}, {"content", result.content}, {"is_error", result.is_error}});
    if (!message.text.empty()) blocks.push_back({{"type", "text"}, {"text", message.text}});
    for (const auto& call : message.tool_calls)
        blocks.push_back({{"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", call.input}});
    return blocks;
}

json::array message_list(const std::vector<Message>& messages) {
    json::array list;
    for (const auto& one : messages)
        list.push_back({{"role", one.role == Message::Role::user ? "user" : "assistant"}, {"content", content_blocks(one)}});
    return list;
}

json::array input_tools(const std::vector<Tool>& tools) {
    json::array list;
    for (const auto& one : tools)
        list.push_back({{"name", one.name}, {"description", one.description}, {"input_schema", one.input_schema}});
    return list;
}

void force_tool(json::object& body, const json::object& schema) {
    const Tool tool{.name = std::string(structured_tool), .description = "Gives the answer.", .input_schema = schema};
    body["tools"] = input_tools({tool});
    body["tool_choice"] = {{"type", "tool"}, {"name", structured_tool}};
}

json::object chat_body(const std::string& model, const Prompt& prompt) {
    const auto& capability = capability_of(model);
    json::object body{{"model", model}, {"max_tokens", prompt.max_tokens}, {"stream", true}};
    json::object output;
    if (!prompt.system.empty()) body["system"] = system_blocks(prompt.system);
    body["messages"] = message_list(prompt.messages);
    if (!prompt.tools.empty()) body["tools"] = input_tools(prompt.tools);
    if (capability.effort) output["effort"] = "low";
    if (prompt.schema && capability.structure == Structure::output_format)
        output["format"] = {{"type", "json_schema"}, {"schema", *prompt.schema}};
    if (prompt.schema && capability.structure == Structure::forced_tool) force_tool(body, *prompt.schema);
    if (!output.empty()) body["output_config"] = output;
    return body;
}

bool spend_limit_reached(const json::object& error) {
    const auto* details = wire::object(error, "details");
    return details && wire::text(*details, "error_code") == "enforced_spend_limit_reached";
}

constexpr std::array known_types{"invalid_request_error", "authentication_error", "billing_error", "permission_error", "not_found_error",
                                 "conflict_error", "request_too_large", "rate_limit_error", "api_error", "timeout_error", "overloaded_error"};

bool is_known(std::string_view type) { return std::ranges::find(known_types, type) != known_types.end(); }

// Of an HTTP status whose body is not the vendor's, or of a type that is new.
std::string_view type_of(int status) {
    switch (status) {
        case 401: return "authentication_error";
        case 402: return "billing_error";
        case 403: return "permission_error";
        case 404: return "not_found_error";
        case 408:
        case 504: return "timeout_error";
        case 409: return "conflict_error";
        case 413: return "request_too_large";
        case 429: return "rate_limit_error";
        case 529: return "overloaded_error";
        default: return status >= 500 ? "api_error" : "invalid_request_error";
    }
}

class Anthropic final : public Provider {
public:
    Anthropic(std::string base_url, std::string key) : base_url_(std::move(base_url)), key_(std::move(key)) {}

    const std::string& name() const override { return name_; }
    client::Request chat(const std::string& model, const Prompt& prompt) const override {
        auto request = authorised("POST", "/v1/messages");
        request.headers.push_back({"content-type", "application/json"});
        request.body = json::serialize(chat_body(model, prompt));
        return request;
    }
    std::unique_ptr<ReplyReader> reader(const std::string& model, const Prompt& prompt) const override {
        return std::make_unique<AnthropicReply>(prompt.schema && capability_of(model).structure == Structure::forced_tool);
    }
    Fault fault(const client::Response& response) const override {
        const auto body = wire::parse_object(response.body);
        const auto* error = body ? wire::object(*body, "error") : nullptr;
        if (!error) return anthropic_fault(type_of(response.status), "status " + std::to_string(response.status));
        if (spend_limit_reached(*error)) return {Reason::over_quota, "the provider's spend limit is reached", false, until_next_month()};
        const auto type = wire::text(*error, "type");
        return anthropic_fault(is_known(type) ? type : type_of(response.status), wire::text(*error, "message"));
    }
    client::Request list_models() const override { return authorised("GET", "/v1/models"); }

private:
    client::Request authorised(std::string method, std::string path) const {
        return {.method = std::move(method), .url = base_url_ + path, .headers = {{"x-api-key", key_}, {"anthropic-version", "2023-06-01"}}};
    }

    std::string name_ = "anthropic";
    std::string base_url_, key_;
};

}  // namespace

std::chrono::seconds until_next_month() {
    using namespace std::chrono;
    const auto now = system_clock::now();
    const year_month_day today{floor<days>(now)};
    const sys_days next{(today.year() / today.month() + months(1)) / 1};
    return ceil<seconds>(next - now);
}

Fault anthropic_fault(std::string_view type, std::string_view message) {
    const std::string detail = std::string(type) + ": " + std::string(message);
    constexpr std::chrono::minutes key_rest{5};
    if (type == "rate_limit_error") return {Reason::rate_limited, detail, true};
    if (type == "overloaded_error" || type == "api_error" || type == "conflict_error" || !is_known(type)) return {Reason::unavailable, detail, true};
    if (type == "timeout_error") return {Reason::timeout, detail, true};
    if (type == "authentication_error" || type == "permission_error" || type == "billing_error")
        return {Reason::rejected, detail, false, key_rest};
    return {Reason::rejected, detail, false};
}

std::unique_ptr<Provider> make_anthropic(std::string base_url, std::string key) {
    return std::make_unique<Anthropic>(std::move(base_url), std::move(key));
}

}  // namespace models
