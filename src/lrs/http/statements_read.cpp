#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "lrs/attachments/attachments.hpp"
#include "lrs/http/filters.hpp"
#include "lrs/http/multipart_source.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/shape.hpp"
#include "lrs/store/definitions.hpp"
#include "lrs/store/query.hpp"
#include "platform/error.hpp"
#include "platform/text/percent.hpp"

namespace lrs {

namespace {
enum class Format { exact, ids, canonical };

Format format_of(const Exchange& exchange) {
    const auto name = exchange.text("format").value_or("exact");
    if (name == "exact") return Format::exact;
    if (name == "ids") return Format::ids;
    if (name == "canonical") return Format::canonical;
    throw Error(ErrorCode::invalid, "the parameter format: expected exact, ids or canonical (xAPI part 3, 2.1.3)");
}

// A key that may read its own statements only sees those of its own authority.
std::optional<std::int64_t> only_authority(const Exchange& exchange) {
    if (exchange.who.may_any(scope_all_read | scope_statements_read)) return std::nullopt;
    return exchange.who.sender(exchange.lrs.config.home_page).authority_key;
}

std::vector<std::string> hashes_of(const std::vector<std::string>& ids) {
    std::set<std::string> hashes;
    for (const auto& id : ids) hashes.insert(id_hash(id));
    return {hashes.begin(), hashes.end()};
}

Task<Canon> load_canon(const Exchange& exchange, const std::vector<FoundStatement>& statements) {
    Named named;
    for (const auto& statement : statements) collect_names(statement.body, named);
    Canon canon;
    canon.languages = accepted_languages(exchange.header("Accept-Language").value_or(""));
    auto& database = exchange.lrs.database;
    for (const auto& row : co_await database.read(sql::list_definitions, exchange.who.org, json_list(hashes_of(named.activities))))
        canon.definitions.emplace(row.text(0), row.text(1));
    for (const auto& row : co_await database.read(sql::list_displays, exchange.who.org, json_list(hashes_of(named.verbs))))
        canon.displays.emplace(row.text(0), row.text(1));
    co_return canon;
}

// Brings statements into the form that the reader asks for, and into what its edition knows.
Task<void> reshape(const Exchange& exchange, std::vector<FoundStatement>& statements) {
    const auto format = format_of(exchange);
    Canon canon;
    if (format == Format::canonical) canon = co_await load_canon(exchange, statements);
    for (auto& statement : statements) {
        if (exchange.version == Version::v1_0_3 && statement.edition == 2) statement.body = to_1_0_3(statement.body);
        if (format == Format::ids) statement.body = to_ids(statement.body);
        if (format == Format::canonical) statement.body = to_canonical(statement.body, canon);
    }
}

std::vector<std::string> attachment_hashes_of(const std::vector<FoundStatement>& statements) {
    std::set<std::string> hashes;
    for (const auto& statement : statements)
        for (auto& hash : attachment_hashes(statement.body)) hashes.insert(std::move(hash));
    return {hashes.begin(), hashes.end()};
}

class FileStream final : public http::Stream {
public:
    explicit FileStream(MultipartSource source) : source_(std::move(source)) {}
    Task<std::optional<std::string>> next(timing::Deadline) override {
        auto piece = co_await source_.next();
        if (piece.empty()) co_return std::nullopt;
        co_return piece;
    }

private:
    MultipartSource source_;
};

constexpr std::size_t most_sent_at_once = 1 << 20;  // of files; more are streamed

Task<http::Response> answer_with_files(const Exchange& exchange, std::string json, const std::vector<FoundStatement>& statements) {
    auto& database = exchange.lrs.database;
    const auto hashes = attachment_hashes_of(statements);
    auto files = co_await list_attachments(database, exchange.who.org, hashes);
    std::size_t bytes = 0;
    for (const auto& file : files) bytes += file.size;
    if (bytes <= most_sent_at_once) {
        auto multipart = write_multipart(json, co_await load_attachments(database, exchange.who.org, hashes));
        co_return http::text(200, std::move(multipart.body), std::move(multipart.content_type));
    }
    MultipartSource source(database, exchange.who.org, std::move(json), std::move(files));
    http::Response response;
    response.with("Content-Type", source.content_type());
    response.stream = std::make_unique<FileStream>(std::move(source));
    co_return response;
}

Task<http::Response> answer(const Exchange& exchange, std::string json, const std::vector<FoundStatement>& statements) {
    if (!exchange.flag("attachments")) co_return http::json_text(200, std::move(json));
    co_return co_await answer_with_files(exchange, std::move(json), statements);
}

Error not_found() { return {ErrorCode::not_found, "There is no such statement."}; }

void refuse_filters(const Exchange& exchange) {
    const std::string_view id = exchange.text("voidedStatementId") ? "XAPI-00150" : "XAPI-00151";
    for (const auto& [name, value] : exchange.request.query)
        if (name != "statementId" && name != "voidedStatementId" && name != "attachments" && name != "format")
            throw Error(ErrorCode::invalid, fmt::format("the parameter {} does not go with the id of a statement (xAPI part 3, 2.1.3, {})", name, id));
    if (exchange.text("statementId") && exchange.text("voidedStatementId"))
        throw Error(ErrorCode::invalid, "statementId and voidedStatementId exclude each other (xAPI part 3, 2.1.3, XAPI-00150)");
}

Task<http::Response> get_one(const Exchange& exchange) {
    refuse_filters(exchange);
    const bool voided = exchange.text("voidedStatementId").has_value();
    const auto id = exchange.uuid(voided ? "voidedStatementId" : "statementId");
    auto found = co_await find_statement(exchange.lrs.database, exchange.who.org, *id);
    if (!found || found->voided != voided) throw not_found();
    const auto authority = only_authority(exchange);
    if (authority && *authority != found->authority) throw not_found();
    std::vector<FoundStatement> one{{found->stored, found->edition, std::move(found->body)}};
    co_await reshape(exchange, one);
    auto response = co_await answer(exchange, one[0].body, one);
    response.with("Last-Modified", http_date(one[0].stored));
    co_return response;
}

std::int64_t limit_of(const Exchange& exchange) {
    const std::int64_t most = exchange.lrs.config.page_limit;
    const auto text = exchange.text("limit").value_or("0");
    std::int64_t limit = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (problem != std::errc() || end != text.data() + text.size() || limit < 0)
        throw Error(ErrorCode::invalid, "the parameter limit: expected a number from 0 (xAPI part 3, 2.1.3)");
    return limit == 0 ? most : std::min(limit, most);
}

Query query_of(const Exchange& exchange) {
    Query query = filters_of(exchange);
    query.ascending = exchange.flag("ascending");
    query.limit = limit_of(exchange);
    query.authority = only_authority(exchange);
    return query;
}

// The same question, bounded by the last statement of this page: `stored` rises strictly, so nothing that is stored meanwhile can
// shift what comes next.
std::string more_link(const Exchange& exchange, const Query& query, timing::Micros last) {
    const auto bound = query.ascending ? "since" : "until";
    std::string link = exchange.request.path + '?';
    for (const auto& [name, value] : exchange.request.query)
        if (name != bound) link += text::encode_percent(name) + '=' + text::encode_percent(value) + '&';
    return link + bound + '=' + text::encode_percent(write_timestamp(query.ascending ? last : last - 1));
}

Task<http::Response> get_many(const Exchange& exchange) {
    const auto query = query_of(exchange);
    auto page = co_await find_page(exchange.lrs.database, query);
    const auto more = page.more && !page.statements.empty() ? more_link(exchange, query, page.statements.back().stored) : std::string();
    co_await reshape(exchange, page.statements);
    std::string json = "{\"statements\":[";
    for (const auto& statement : page.statements) json.append(json.back() == '[' ? "" : ",").append(statement.body);
    json += "],\"more\":" + raw::quoted(more) + '}';
    co_return co_await answer(exchange, std::move(json), page.statements);
}
}  // namespace

// part 3, 2.1.3
Task<http::Response> get_statements(const Exchange& exchange) {
    const bool one = exchange.text("statementId") || exchange.text("voidedStatementId");
    return one ? get_one(exchange) : get_many(exchange);
}

}  // namespace lrs
