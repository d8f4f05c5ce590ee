#pragma once
#include <boost/json/serialize.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "models/models.hpp"
#include "platform/client/client_fake.hpp"

// For tests of any room: model servers on loopback that speak the wire formats, well or badly.
//
//   client::ScriptedServer server({models::fake::anthropic({"Hel", "lo"})});
//   models::Models models(*database, client, models::fake::config_for_anthropic(server));
namespace models::fake {

using Script = client::ScriptedServer::Script;
using client::ScriptedConnection;

inline std::string event(std::string_view name, const boost::json::object& data) {
    return (name.empty() ? "" : "event: " + std::string(name) + "\n") + "data: " + boost::json::serialize(data) + "\n\n";
}

inline std::string anthropic_start(std::int64_t input_tokens = 12) {
    return event("message_start", {{"type", "message_start"},
                                   {"message", {{"id", "msg_1"}, {"type", "message"}, {"role", "assistant"}, {"model", "claude-haiku-5-5"},
                                                {"content", boost::json::array{}}, {"stop_reason", nullptr}, {"stop_sequence", nullptr},
                                                {"usage", {{"input_tokens", input_tokens}, {"cache_read_input_tokens", 4096},
                                                           {"cache_creation_input_tokens", 0}, {"output_tokens", 1}}}}}}) +
           event("content_block_start", {{"type", "content_block_start"}, {"index", 0}, {"content_block", {{"type", "text"}, {"text", ""}}}});
}
inline std::string anthropic_text(std::string_view text) {
    return event("content_block_delta", {{"type", "content_block_delta"}, {"index", 0}, {"delta", {{"type", "text_delta"}, {"text", text}}}});
}
inline std::string anthropic_end(std::string_view stop_reason = "end_turn", std::int64_t output_tokens = 34) {
    return event("content_block_stop", {{"type", "content_block_stop"}, {"index", 0}}) +
           event("message_delta", {{"type", "message_delta"}, {"delta", {{"stop_reason", stop_reason}, {"stop_sequence", nullptr}}},
                                   {"usage", {{"output_tokens", output_tokens}}}}) +
           event("message_stop", {{"type", "message_stop"}});
}
inline std::string anthropic_error(std::string_view type) {
    return event("error", {{"type", "error"}, {"error", {{"type", type}, {"message", "so it says"}}}});
}
// A whole reply in the given pieces.
inline Script anthropic(std::vector<std::string> pieces) {
    return [pieces](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(anthropic_start());
        for (const auto& piece : pieces) peer.send(anthropic_text(piece));
        peer.send(anthropic_end());
    };
}
inline Script anthropic_refusal_of(int status, std::string type, std::string headers = "") {
    return [=](ScriptedConnection& peer) {
        peer.answer(status, boost::json::serialize(boost::json::object{{"type", "error"}, {"error", {{"type", type}, {"message", "no"}}}}), headers);
    };
}

inline std::string openai_chunk(boost::json::object delta, boost::json::value finish = nullptr) {
    return event("", {{"id", "c1"}, {"object", "chat.completion.chunk"}, {"created", 1}, {"model", "local"},
                      {"choices", boost::json::array{boost::json::object{{"index", 0}, {"delta", std::move(delta)}, {"finish_reason", std::move(finish)}}}}});
}
inline std::string openai_usage(std::int64_t prompt = 120, std::int64_t out = 40) {
    return event("", {{"id", "c1"}, {"object", "chat.completion.chunk"}, {"created", 1}, {"model", "local"}, {"choices", boost::json::array{}},
                      {"usage", {{"prompt_tokens", prompt}, {"completion_tokens", out}, {"total_tokens", prompt + out},
                                 {"prompt_tokens_details", {{"cached_tokens", 64}}}}}});
}
inline Script openai(std::vector<std::string> pieces) {
    return [pieces](ScriptedConnection& peer) {
        peer.begin_stream();
        for (const auto& piece : pieces) peer.send(openai_chunk({{"content", piece}}));
        peer.send(openai_chunk({}, "stop") + openai_usage() + "data: [DONE]\n\n");
    };
}
inline Script json_answer(std::string body) {
    return [body](ScriptedConnection& peer) { peer.answer(200, body, "content-type: application/json\r\n"); };
}

inline Config config_for_anthropic(const client::ScriptedServer& server) {
    Config config{.anthropic_api_key = "test-key", .anthropic_base_url = server.url()};
    config.tutor = "anthropic:claude-haiku-5-5";
    return config;
}
inline Config config_for_openai(const client::ScriptedServer& server) {
    Config config{.openai_base_url = server.url("/v1")};
    config.tutor = "openai:local";
    return config;
}

}  // namespace models::fake
