#include "lrs/moving/csv.hpp"

#include <algorithm>

#include "lrs/csv/cell.hpp"
#include "lrs/json/raw.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::string_view usual =
    "timestamp,stored,id,actor.name,actor.mbox,actor.account.homePage,actor.account.name,verb.id,object.objectType,object.id,result.score.scaled,"
    "result.score.raw,result.success,result.completion,result.response,result.duration,context.registration,context.platform";

template <class Take>
void split(std::string_view text, char separator, const Take& take) {
    while (true) {
        const auto end = text.find(separator);
        take(text.substr(0, end));
        if (end == text.npos) return;
        text.remove_prefix(end + 1);
    }
}

// RFC 6901, 4
std::string unescaped(std::string_view token) {
    std::string out;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        out += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return out;
}

StatementColumn column_of(std::string_view path) {
    const bool pointer = path.starts_with('/');
    StatementColumn column{std::string(path), {}};
    split(pointer ? path.substr(1) : path, pointer ? '/' : '.', [&](std::string_view step) {
        if (step.empty()) throw Error(ErrorCode::invalid, "the parameter columns: expected paths such as verb.id, separated by commas");
        column.steps.push_back(pointer ? unescaped(step) : std::string(step));
    });
    return column;
}

std::string_view value_at(std::string_view json, const std::vector<std::string>& steps) {
    for (const auto& step : steps) {
        if (!raw::is_object(json)) return {};
        json = raw::find(raw::members(json), step);
    }
    return json;
}

// A number is no text: -1 stays a number.
std::string cell_of(std::string_view value) {
    if (value.empty() || value == "null") return {};
    return value.front() == '"' ? csv_text(raw::unquoted(value)) : csv_cell(value);
}
}  // namespace

std::vector<StatementColumn> read_columns(std::string_view list) {
    std::vector<StatementColumn> columns;
    split(list.empty() ? usual : list, ',', [&](std::string_view path) { columns.push_back(column_of(path)); });
    return columns;
}

std::string csv_head(const std::vector<StatementColumn>& columns) {
    std::string row;
    for (const auto& column : columns) row.append(row.empty() ? "" : ",").append(csv_text(column.title));
    return row + "\r\n";
}

std::string csv_row(const std::vector<StatementColumn>& columns, std::string_view statement) {
    std::string row;
    for (std::size_t i = 0; i < columns.size(); ++i) row.append(i == 0 ? "" : ",").append(cell_of(value_at(statement, columns[i].steps)));
    return row + "\r\n";
}

}  // namespace lrs
