#pragma once
#include <boost/json/object.hpp>
#include <map>

#include "models/providers/provider.hpp"

namespace models {

Fault openai_fault(int status, const boost::json::object& body);

// The event stream of chat completions, as OpenAI, LiteLLM, Ollama, vLLM and llama.cpp send it.
class OpenAiReply final : public ReplyReader {
public:
    std::string take(const client::ServerSentEvent& event) override;
    void end() override;

private:
    struct Call {
        std::string id, name, arguments;
    };
    std::string take_choice(const boost::json::object& choice);
    void add_call(const boost::json::object& piece);
    void close_calls();

    std::map<std::int64_t, Call> calls_;
    bool closed_ = false;
};

}  // namespace models
