#include "tutor/core/citation.hpp"

#include <boost/json/object.hpp>

#include "platform/error.hpp"

namespace tutor {
namespace {

Citation citation_of(const library::Span& span, const engine::Index& index, int n) {
    Citation citation{n, span.passage, span.start, span.end, span.quote, "", std::nullopt};
    if (const auto* passage = index.passage(span.passage)) {
        citation.page = passage->page;
        if (const auto* node = index.node(passage->node)) citation.title = node->title;
    }
    return citation;
}

boost::json::object to_json(const Citation& citation) {
    boost::json::object object{{"n", citation.n},         {"passage_id", citation.passage_id.str()}, {"start", citation.start},
                               {"end", citation.end},     {"quote", citation.quote},                 {"title", citation.title}};
    if (citation.page) object["page"] = *citation.page;
    return object;
}

}  // namespace

Task<std::vector<Citation>> cite(Room& room, OrgId org, SharedIndex index, std::vector<engine::Cite> cites, int first) {
    std::vector<Citation> citations;
    for (const auto& one : cites) {
        const auto span = co_await room.library.reread(org, one.passage, one.start, one.end);
        if (!span) throw Error(ErrorCode::not_found, "The course has changed and a source is gone.");
        citations.push_back(citation_of(*span, *index, first + static_cast<int>(citations.size())));
    }
    co_return citations;
}

boost::json::array to_json(const std::vector<Citation>& citations) {
    boost::json::array array;
    for (const auto& citation : citations) array.push_back(to_json(citation));
    return array;
}

}  // namespace tutor
