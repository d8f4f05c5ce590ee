#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"

namespace lrs {

// Many rows by one query: its PostgreSQL text takes each column as an array (`unnest(CAST($1 AS TEXT[]), …)`) and runs once at
// flush(); its SQLite text takes one row and runs at each add(), where a prepared statement costs less than any list. Texts,
// integers, doubles, bytes and optionals of these; a column holds one kind.
class RowBatch {
public:
    RowBatch(db::Transaction& tx, const db::Query& query) : tx_(tx), query_(query) {}

    template <class... Columns>
    void add(const Columns&... columns) {
        if (tx_.engine() == db::Engine::sqlite) {
            const std::array<db::View, sizeof...(columns)> row{db::to_view(columns)...};
            tx_.insert(query_, row);
            return;
        }
        arrays_.resize(sizeof...(columns), "{");
        std::size_t column = 0;
        (append(arrays_[column++], columns), ...);
    }
    void flush();

private:
    static void append(std::string& array, std::string_view text);
    static void append(std::string& array, const db::Bytes& bytes);
    static void append(std::string& array, std::int64_t number);
    static void append(std::string& array, double number);
    static void append_null(std::string& array);
    template <class Column>
    static void append(std::string& array, const std::optional<Column>& column) {
        if (column) append(array, *column);
        else append_null(array);
    }

    db::Transaction& tx_;
    const db::Query& query_;
    std::vector<std::string> arrays_;
};

}  // namespace lrs
