#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"

namespace db {

// Many rows by one query, written when the batch is flushed: texts, integers, doubles, bytes and optionals of these; a column holds one kind.
// The query's text for SQLite takes one row and runs at each add(), where a prepared statement costs less than any list. Its text for PostgreSQL is
//   COPY table (column, …) FROM STDIN (FORMAT binary)   for rows that are new: cheapest. The width of an integer must be its column's.
//   INSERT … SELECT … FROM unnest(CAST($1 AS TEXT[]), …) ON CONFLICT …   for others: each column is an array.
class RowBatch {
public:
    RowBatch(Transaction& tx, const Query& query);

    template <class... Columns>
    void add(const Columns&... columns) {
        if (way_ == Way::one_by_one) {
            const std::array<View, sizeof...(columns)> row{to_view(columns)...};
            tx_.insert(query_, row);
        } else if (way_ == Way::copied) {
            begin_row(sizeof...(columns));
            (append_field(columns), ...);
        } else {
            arrays_.resize(sizeof...(columns), "{");
            std::size_t column = 0;
            (append_item(arrays_[column++], columns), ...);
        }
    }
    void flush();

private:
    enum class Way { one_by_one, copied, arrays };

    // The binary format of COPY ("COPY", PostgreSQL's manual): big-endian, each field after its length.
    void begin_row(std::size_t columns);
    template <class Number>
    void append_number(Number number);
    void append_bytes(std::string_view bytes);
    void append_field(std::string_view text);
    void append_field(const Bytes& bytes);
    void append_field(std::int32_t number);
    void append_field(std::int64_t number);
    void append_field(double number);
    void append_no_field();
    template <class Column>
    void append_field(const std::optional<Column>& column) {
        if (column) append_field(*column);
        else append_no_field();
    }

    // The text format of arrays.
    static void append_item(std::string& array, std::string_view text);
    static void append_item(std::string& array, const Bytes& bytes);
    static void append_item(std::string& array, std::int32_t number);
    static void append_item(std::string& array, std::int64_t number);
    static void append_item(std::string& array, double number);
    static void append_null(std::string& array);
    template <class Column>
    static void append_item(std::string& array, const std::optional<Column>& column) {
        if (column) append_item(array, *column);
        else append_null(array);
    }

    Transaction& tx_;
    const Query& query_;
    Way way_;
    std::string copied_;
    std::vector<std::string> arrays_;
};

}  // namespace db
