#include <boost/json/serialize.hpp>

#include "models/providers/openai_reply.hpp"
#include "models/providers/provider.hpp"
#include "models/providers/wire.hpp"

// OpenAI's chat completions and everything compatible: what is sent, and what an error means.
namespace models {

namespace {

namespace json = boost::json;

json::object assistant_message(const Message& message) {
    json::object out{{"role", "assistant"}, {"content", message.text}};
    if (message.tool_calls.empty()) return out;
    auto& calls = out["tool_calls"].emplace_array();
    for (const auto& call : message.tool_calls)
        calls.push_back({{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", json::serialize(call.input)}}}});
    return out;
}

json::array message_list(const Prompt& prompt) {
    json::array list;
    if (!prompt.system.empty()) list.push_back({{"role", "system"}, {"content", prompt.system}});
    for (const auto& one : prompt.messages) {
        for (const auto& result : one.tool_results)
            list.push_back({{"role", "tool"}, {"tool_call_id", result.call_id}, {"content", result.content}});
        if (one.role == Message::Role::assistant)
            list.push_back(assistant_message(one));
        else if (!one.text.empty())
            list.push_back({{"role", "user"}, {"content", one.text}});
    }
    return list;
}

json::array function_tools(const std::vector<Tool>& tools) {
    json::array list;
    for (const auto& one : tools)
        list.push_back({{"type", "function"},
                        {"function", {{"name", one.name}, {"description", one.description}, {"parameters", one.input_schema}}}});
    return list;
}

// Strict mode is only for schemas that close their objects; the server answers 400 otherwise.
json::object response_format(const json::object& schema) {
    const auto* closed = schema.if_contains("additionalProperties");
    const bool strict = closed && closed->is_bool() && !closed->get_bool();
    return {{"type", "json_schema"}, {"json_schema", {{"name", "answer"}, {"strict", strict}, {"schema", schema}}}};
}

json::object chat_body(const OpenAiFlavour& flavour, const std::string& model, const Prompt& prompt) {
    json::object body{{"model", model}, {"messages", message_list(prompt)}, {"stream", true}};
    json::object options{{"include_usage", true}};
    if (flavour.obfuscation_option) options["include_obfuscation"] = false;
    body["stream_options"] = options;
    body[flavour.token_field] = prompt.max_tokens;
    if (!prompt.tools.empty()) body["tools"] = function_tools(prompt.tools);
    if (prompt.schema) body["response_format"] = response_format(*prompt.schema);
    return body;
}

class OpenAi final : public Provider {
public:
    explicit OpenAi(OpenAiFlavour flavour) : flavour_(std::move(flavour)) {}

    const std::string& name() const override { return flavour_.name; }
    client::Request chat(const std::string& model, const Prompt& prompt) const override {
        return post("/chat/completions", chat_body(flavour_, model, prompt));
    }
    std::unique_ptr<ReplyReader> reader(const std::string&, const Prompt&) const override { return std::make_unique<OpenAiReply>(); }
    Fault fault(const client::Response& response) const override {
        const auto body = wire::parse_object(response.body);
        return openai_fault(response.status, body ? *body : json::object());
    }
    client::Request list_models() const override { return authorised("GET", "/models"); }
    bool has_embeddings() const override { return true; }
    client::Request embeddings(const std::string& model, const std::vector<std::string>& texts) const override {
        return post("/embeddings", {{"model", model}, {"input", json::array(texts.begin(), texts.end())}, {"encoding_format", "float"}});
    }
    client::Request moderation(const std::string& model, std::string_view text) const override {
        return post("/moderations", {{"model", model}, {"input", text}});
    }

private:
    client::Request authorised(std::string method, const std::string& path) const {
        client::Request request{.method = std::move(method), .url = flavour_.base_url + path};
        if (!flavour_.key.empty()) request.headers.push_back({"authorization", "Bearer " + flavour_.key});
        return request;
    }
    client::Request post(const std::string& path, const json::object& body) const {
        auto request = authorised("POST", path);
        request.headers.push_back({"content-type", "application/json"});
        request.body = json::serialize(body);
        return request;
    }

    OpenAiFlavour flavour_;
};

std::string fault_detail(int status, const json::object& body) {
    const auto* error = wire::object(body, "error");
    const auto message = error ? wire::text(*error, "message") : wire::text(body, "error");
    return "status " + std::to_string(status) + ": " + std::string(message);
}

bool quota_is_spent(const json::object& body) {
    const auto* error = wire::object(body, "error");
    return error && (wire::text(*error, "code") == "insufficient_quota" || wire::text(*error, "type") == "insufficient_quota");
}

}  // namespace

Fault openai_fault(int status, const json::object& body) {
    const auto detail = fault_detail(status, body);
    if (quota_is_spent(body)) return {Reason::over_quota, detail, false, std::chrono::hours(1)};
    if (status == 429) return {Reason::rate_limited, detail, true};
    if (status == 401 || status == 402 || status == 403) return {Reason::rejected, detail, false, std::chrono::minutes(5)};
    if (status == 408 || status == 504) return {Reason::timeout, detail, true};
    if (status == 409 || status >= 500) return {Reason::unavailable, detail, true};
    return {Reason::rejected, detail, false};
}

std::unique_ptr<Provider> make_openai(OpenAiFlavour flavour) { return std::make_unique<OpenAi>(std::move(flavour)); }

}  // namespace models
