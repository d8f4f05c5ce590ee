#include <fstream>
#include <iterator>

#include "admin/debug/debugging.hpp"

namespace admin {

TestReport read_test_report(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(ErrorCode::not_found, "There is no report of tests beside this program: ./check writes one.");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    try {
        return json::read<TestReport>(text);
    } catch (const Error&) {
        throw Error(ErrorCode::not_found, "The report of tests cannot be read: run ./check again.");
    }
}

}  // namespace admin
