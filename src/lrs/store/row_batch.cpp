#include "lrs/store/row_batch.hpp"

#include <fmt/format.h>

namespace lrs {

namespace {
void separate(std::string& array) {
    if (array.size() > 1) array += ',';
}
}  // namespace

void RowBatch::append(std::string& array, std::string_view text) {
    separate(array);
    array += '"';
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') array += '\\';
        array += letter;
    }
    array += '"';
}

void RowBatch::append(std::string& array, const db::Bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    separate(array);
    array += R"("\\x)";
    for (const auto byte : bytes) {
        const auto value = std::to_integer<unsigned>(byte);
        array.append({digits[value >> 4], digits[value & 15]});
    }
    array += '"';
}

void RowBatch::append(std::string& array, std::int64_t number) {
    separate(array);
    array += std::to_string(number);
}

void RowBatch::append(std::string& array, double number) {
    separate(array);
    array += fmt::format("{}", number);
}

void RowBatch::append_null(std::string& array) {
    separate(array);
    array += "NULL";
}

void RowBatch::flush() {
    if (arrays_.empty()) return;
    std::vector<db::Value> columns;
    for (auto& array : arrays_) columns.emplace_back(std::move(array += '}'));
    arrays_.clear();
    tx_.execute(query_, columns);
}

}  // namespace lrs
