#include "tutor/asking/answering.hpp"

#include <boost/json/parse.hpp>

namespace tutor {

using boost::json::object;

AnswerProgress answer_progress(std::span<const Event> events) {
    AnswerProgress progress;
    for (const auto& event : events) {
        if (event.kind == "ask" || event.kind == "level") progress.level = boost::json::parse(event.payload).as_object().at("level").as_string();
        if (event.kind == "ask") progress.asked = true;
        if (event.kind == "sentence" || event.kind == "abstain") ++progress.sentences;
    }
    return progress;
}

Draft sentence_event(std::string_view text, std::string_view source, const std::vector<Citation>& citations) {
    return draft("sentence", {{"text", text}, {"source", source}, {"citations", to_json(citations)}});
}

Draft abstain_event(const engine::Index& index, const std::vector<library::NodeId>& nearest) {
    boost::json::array nodes;
    for (const auto& id : nearest)
        if (const auto* node = index.node(id)) nodes.push_back(object{{"node_id", id.str()}, {"title", node->title}});
    return draft("abstain", {{"message", "This course does not answer that. The nearest sections are below."}, {"nearest", std::move(nodes)}});
}

}  // namespace tutor
