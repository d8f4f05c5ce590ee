#include "platform/db/row_batch.hpp"

#include <fmt/format.h>

#include <bit>

#include "platform/db/text.hpp"

namespace db {

namespace {
constexpr std::string_view copy_header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};  // with no flags and no extension

void separate(std::string& array) {
    if (array.size() > 1) array += ',';
}
}  // namespace

RowBatch::RowBatch(Transaction& tx, const Query& query)
    : tx_(tx),
      query_(query),
      way_(tx.engine() == Engine::sqlite ? Way::one_by_one : query.postgres.starts_with("COPY ") ? Way::copied : Way::arrays) {}

template <class Number>
void RowBatch::append_number(Number number) {
    if constexpr (std::endian::native == std::endian::little) number = std::byteswap(number);
    copied_.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

void RowBatch::begin_row(std::size_t columns) {
    if (copied_.empty()) copied_ = copy_header;
    append_number(static_cast<std::int16_t>(columns));
}

void RowBatch::append_bytes(std::string_view bytes) {
    append_number(static_cast<std::int32_t>(bytes.size()));
    copied_ += bytes;
}

void RowBatch::append_field(std::string_view text) {
    refuse_nul(text);
    append_bytes(text);
}

void RowBatch::append_field(const Bytes& bytes) { append_bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); }

void RowBatch::append_field(std::int32_t number) {
    append_number(std::int32_t{sizeof(number)});
    append_number(number);
}

void RowBatch::append_field(std::int64_t number) {
    append_number(std::int32_t{sizeof(number)});
    append_number(number);
}

void RowBatch::append_field(double number) { append_field(std::bit_cast<std::int64_t>(number)); }

void RowBatch::append_no_field() { append_number(std::int32_t{-1}); }

void RowBatch::append_item(std::string& array, std::string_view text) {
    separate(array);
    array += '"';
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') array += '\\';
        array += letter;
    }
    array += '"';
}

void RowBatch::append_item(std::string& array, const Bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    separate(array);
    array += R"("\\x)";
    for (const auto byte : bytes) {
        const auto value = std::to_integer<unsigned>(byte);
        array.append({digits[value >> 4], digits[value & 15]});
    }
    array += '"';
}

void RowBatch::append_item(std::string& array, std::int32_t number) { append_item(array, std::int64_t{number}); }

void RowBatch::append_item(std::string& array, std::int64_t number) {
    separate(array);
    array += std::to_string(number);
}

void RowBatch::append_item(std::string& array, double number) {
    separate(array);
    array += fmt::format("{}", number);
}

void RowBatch::append_null(std::string& array) {
    separate(array);
    array += "NULL";
}

void RowBatch::flush() {
    if (!copied_.empty()) {
        append_number(std::int16_t{-1});
        tx_.copy(query_, copied_);
        copied_.clear();
    }
    if (arrays_.empty()) return;
    std::vector<Value> columns;
    for (auto& array : arrays_) columns.emplace_back(std::move(array += '}'));
    arrays_.clear();
    tx_.execute(query_, columns);
}

}  // namespace db
