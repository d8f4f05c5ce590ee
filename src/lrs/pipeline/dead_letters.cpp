#include "lrs/pipeline/dead_letters.hpp"

#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
std::string id_of(const std::string& statement) { return lower_case(raw::unquoted(raw::find(raw::members(statement), "id"))); }

void insert(db::Transaction& tx, const DeadLetter& letter) {
    const auto& sent = letter.sent;
    const auto version = std::string(to_string(sent.version));
    const auto token = sent.issuer.empty() ? "" : sent.issuer + '\n' + sent.acted_for + '\n';
    const auto hash = crypto::sha256_hex(token + sent.sender + '\n' + version + '\n' + letter.statement);
    tx.run(sql::add_dead_letter, sent.org, new_uuid(), hash, id_of(letter.statement), sent.sender, sent.may_define, version, letter.statement, letter.code,
           letter.pointer, letter.reason, timing::now(), sent.issuer, sent.acted_for);
}
}  // namespace

Task<void> DeadLetters::add(std::vector<DeadLetter> letters) {
    co_await database_.transact([&letters](db::Transaction& tx) {
        for (const auto& letter : letters) insert(tx, letter);
    });
}

Task<std::vector<DeadLetter>> DeadLetters::list(OrgId org, std::optional<std::string> before, std::int64_t limit) {
    std::vector<DeadLetter> letters;
    for (const auto& row : co_await database_.read(sql::list_dead_letters, org, before, limit))
        letters.push_back({.id = row.text(0),
                           .sent = {.org = org, .sender = row.text(2), .version = version_named(row.text(3)).value_or(Version::v2_0_0)},
                           .statement_id = row.text(1),
                           .statement = row.text(4),
                           .code = row.text(5),
                           .pointer = row.text(6),
                           .reason = row.text(7),
                           .failed_at = row.integer(8)});
    co_return letters;
}

Task<std::optional<Queued>> DeadLetters::find(OrgId org, std::string id) {
    const auto rows = co_await database_.read(sql::find_dead_letter, org, id);
    if (rows.empty()) co_return std::nullopt;
    const auto row = rows[0];
    const auto version = version_named(row.text(2)).value_or(Version::v2_0_0);
    Sent sent{.org = org, .sender = row.text(0), .issuer = row.text(4), .acted_for = row.text(5), .may_define = row.integer(1) != 0, .version = version};
    co_return Queued{std::move(sent), {row.text(3)}, ""};
}

Task<bool> DeadLetters::discard(OrgId org, std::string id) { co_return (co_await database_.write(sql::delete_dead_letter, org, id)).affected() > 0; }

}  // namespace lrs
