// Serves models_fake.hpp to clients that we did not write: prints the two ports, ends when standard input does.
#include <cstdio>

#include "models/models_fake.hpp"

namespace {

using namespace models::fake;

Script anthropic_tool_call() {
    return [](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(anthropic_start() +
                  event("content_block_start", {{"type", "content_block_start"}, {"index", 1},
                                                {"content_block", {{"type", "tool_use"}, {"id", "t1"}, {"name", "search"}, {"input", boost::json::object{}}}}}) +
                  event("content_block_delta", {{"type", "content_block_delta"}, {"index", 1},
                                                {"delta", {{"type", "input_json_delta"}, {"partial_json", "{\"q\":\"friction\"}"}}}}) +
                  event("content_block_stop", {{"type", "content_block_stop"}, {"index", 1}}) + anthropic_end("tool_use"));
    };
}

}  // namespace

int main() {
    client::ScriptedServer anthropic_server({anthropic({"Hel", "lo"}), anthropic_tool_call(), anthropic_refusal_of(529, "overloaded_error")});
    client::ScriptedServer openai_server({openai({"Hel", "lo"}), json_answer(R"({"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":1,"total_tokens":1}})")});
    std::printf("%s %s\n", anthropic_server.url().c_str(), openai_server.url("/v1").c_str());
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
}
