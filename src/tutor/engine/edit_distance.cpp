#include "tutor/engine/edit_distance.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace tutor::engine {

int edit_distance(std::string_view a, std::string_view b, int limit) {
    const int rows = static_cast<int>(a.size()), columns = static_cast<int>(b.size());
    if (std::abs(rows - columns) > limit) return limit + 1;
    std::vector<int> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (int j = 0; j <= columns; ++j) above[static_cast<std::size_t>(j)] = j;
    for (int i = 1; i <= rows; ++i) {
        const auto x = static_cast<std::size_t>(i);
        row[0] = i;
        for (int j = 1; j <= columns; ++j) {
            const auto y = static_cast<std::size_t>(j);
            row[y] = std::min({above[y] + 1, row[y - 1] + 1, above[y - 1] + (a[x - 1] != b[y - 1])});
            if (i > 1 && j > 1 && a[x - 1] == b[y - 2] && a[x - 2] == b[y - 1]) row[y] = std::min(row[y], before[y - 2] + 1);
        }
        if (std::ranges::min(row) > limit) return limit + 1;
        before = above;
        above = row;
    }
    return std::min(above.back(), limit + 1);
}

}  // namespace tutor::engine
