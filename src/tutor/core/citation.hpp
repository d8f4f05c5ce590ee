#pragma once
#include <boost/describe/class.hpp>
#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tutor/core/state.hpp"

namespace tutor {

// docs/api.md, "Streams". `quote` is what the database holds between the two code points, read just before it is sent.
struct Citation {
    int n = 1;
    library::PassageId passage_id;
    int start = 0, end = 0;
    std::string quote, title;
    std::optional<int> page;
};
BOOST_DESCRIBE_STRUCT(Citation, (), (n, passage_id, start, end, quote, title, page))

// Numbered from `first`. Throws Error(not_found) when a passage is gone: a sentence without its source is not sent.
Task<std::vector<Citation>> cite(Room& room, OrgId org, SharedIndex index, std::vector<engine::Cite> cites, int first = 1);
boost::json::array to_json(const std::vector<Citation>& citations);

}  // namespace tutor
