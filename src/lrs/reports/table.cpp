#include "lrs/reports/table.hpp"

#include <fmt/format.h>

#include <optional>

#include "lrs/csv/cell.hpp"
#include "lrs/json/raw.hpp"
#include "platform/clock/clock.hpp"

namespace lrs {

namespace {
// Numbers as JSON and CSV both write them; nullopt for texts.
std::optional<std::string> number_text(const db::Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
    return std::nullopt;
}

db::Value shown(const Column& column, const db::Value& value) {
    const auto* at = std::get_if<std::int64_t>(&value);
    if (at && column.holds == Holds::time) return timing::to_rfc3339(*at);
    if (at && column.holds == Holds::day) return timing::to_rfc3339(*at * timing::a_day).substr(0, 10);
    return value;
}

db::Value read_cell(const Column& column, const db::Row& from, std::size_t place) {
    if (from.is_null(place)) return {};
    if (column.holds == Holds::text) return from.text(place);
    if (column.holds == Holds::real) return from.real(place);
    return from.integer(place);
}

std::string json_cell(const db::Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return "null";
    if (auto number = number_text(value)) return *number;
    return raw::quoted(std::get<std::string>(value));
}

std::string csv_value(const db::Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return "";
    if (auto number = number_text(value)) return *number;
    return csv_text(std::get<std::string>(value));
}
}  // namespace

Row read_row(std::span<const Column> columns, const db::Row& from, std::size_t first) {
    Row row;
    for (std::size_t i = 0; i < columns.size(); ++i) row.push_back(read_cell(columns[i], from, first + i));
    return row;
}

std::string to_json(std::span<const Column> columns, const ReportPage& page) {
    std::string out = R"({"rows":[)";
    for (const auto& row : page.rows) {
        if (out.back() != '[') out += ',';
        raw::ObjectWriter object(out);
        for (std::size_t i = 0; i < columns.size(); ++i) object.add(columns[i].name, json_cell(shown(columns[i], row[i])));
        object.close();
    }
    out += ']';
    if (!page.after.empty()) out.append(R"(,"after":)").append(raw::quoted(page.after));
    return out + '}';
}

std::string csv_head(std::span<const Column> columns) {
    std::string out;
    for (const auto& column : columns) out.append(out.empty() ? "" : ",").append(column.name);
    return out + "\r\n";
}

std::string csv_lines(std::span<const Column> columns, const std::vector<Row>& rows) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) out.append(i == 0 ? "" : ",").append(csv_value(shown(columns[i], row[i])));
        out += "\r\n";
    }
    return out;
}

}  // namespace lrs
