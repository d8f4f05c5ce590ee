#pragma once
#include <boost/json/object.hpp>
#include <map>

#include "models/providers/provider.hpp"

namespace models {

// The tool that carries structured output of models without output_config.format; its input is the reply's text.
inline constexpr std::string_view structured_tool = "answer";

// An `error.type` of the Messages API as ours.
Fault anthropic_fault(std::string_view type, std::string_view message);
std::chrono::seconds until_next_month();

// The event stream of the Messages API.
class AnthropicReply final : public ReplyReader {
public:
    explicit AnthropicReply(bool tool_is_text) : tool_is_text_(tool_is_text) {}
    std::string take(const client::ServerSentEvent& event) override;

private:
    struct Block {
        std::string type, id, name, input;
    };
    void start_message(const boost::json::object& event);
    std::string start_block(const boost::json::object& event);
    std::string add_delta(const boost::json::object& event);
    void stop_block(const boost::json::object& event);
    void add_message_delta(const boost::json::object& event);
    void fail(const boost::json::object& event);
    std::string show(std::string_view text);

    std::map<std::int64_t, Block> blocks_;
    bool tool_is_text_;
};

}  // namespace models
