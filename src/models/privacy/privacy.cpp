#include "identity/privacy.hpp"

#include "models/models.hpp"
#include "models/sql.gen.hpp"

namespace models {

namespace {
Task<void> take_out(db::Database& database, identity::Takeout& takeout, identity::Person person) {
    using enum identity::As;
    co_await identity::take_out_rows(database, takeout, std::move(person),
                                     {"calls.json", sql::take_out_runs,
                                      {{"id"}, {"at", time}, {"alias"}, {"provider"}, {"model"}, {"status"}, {"tokens_in", number},
                                       {"tokens_out", number}, {"cost_usd", number}}});
}
}  // namespace

identity::PrivacyPart privacy_part(db::Database& database) {
    return {.name = "models",
            .take_out = [&database](identity::Takeout& takeout, identity::Person person) { return take_out(database, takeout, std::move(person)); },
            .stop = {},
            .erase = [](db::Transaction& tx, const identity::Person& person) { tx.run(sql::erase_runs, person.org, person.user); },
            .settle = {}};
}

}  // namespace models
