#include "identity/privacy/takeout_file.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace identity {

namespace {
constexpr std::int64_t rows_at_once = 200;

boost::json::value value_of(const db::Row& row, std::size_t column, As as) {
    if (row.is_null(column)) return nullptr;
    switch (as) {
        case As::text: return boost::json::string(row.text(column));
        case As::number: return row.real(column);
        case As::time: return boost::json::string(timing::to_rfc3339(row.integer(column)));
        case As::truth: return row.integer(column) != 0;
        case As::json: break;
    }
    boost::system::error_code wrong;
    auto value = boost::json::parse(row.text(column), wrong);
    return wrong ? boost::json::value(row.text(column)) : value;
}

std::string document_of(const db::Row& row, const std::vector<Field>& fields) {
    boost::json::object document;
    for (std::size_t at = 0; at < fields.size(); ++at) document[fields[at].name] = value_of(row, at, fields[at].as);
    return boost::json::serialize(document);
}
}  // namespace

Task<void> TakeoutFile::add(std::string_view file, std::string_view json) {
    const auto path = path_of(file);
    zip_.append(path, arrays_.insert(path).second ? "[\n" : ",\n");
    zip_.append(path, json);
    co_return;
}

Task<void> TakeoutFile::append(std::string_view file, std::string_view bytes) {
    zip_.append(path_of(file), bytes);
    co_return;
}

void TakeoutFile::finish() {
    for (const auto& path : arrays_) zip_.append(path, "\n]\n");
    zip_.finish();
}

Task<void> take_out_rows(db::Database& database, Takeout& takeout, Person person, TakeoutTable table) {
    std::string after;
    for (std::int64_t found = rows_at_once; found == rows_at_once;) {
        const auto rows = co_await database.read(table.query, person.org, person.user, after, rows_at_once);
        for (const auto row : rows) co_await takeout.add(table.file, document_of(row, table.fields));
        found = static_cast<std::int64_t>(rows.size());
        if (found > 0) after = rows[rows.size() - 1].text(0);
    }
}

}  // namespace identity
