#include "lrs/store/definitions.hpp"

#include <map>

#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
using Merge = std::string (*)(std::string_view name, std::string_view earlier, std::string_view later);

std::string merge_objects(std::string_view earlier, std::string_view later, Merge merge) {
    const auto old_members = raw::members(earlier), new_members = raw::members(later);
    std::string out;
    raw::ObjectWriter object(out);
    for (const auto& [name, value] : old_members) {
        const auto text = name.text();
        const auto news = raw::find(new_members, text);
        object.add(name, news.empty() ? std::string(value) : merge(text, value, news));
    }
    for (const auto& [name, value] : new_members)
        if (raw::find(old_members, name.text()).empty()) object.add(name, value);
    object.close();
    return out;
}

std::string replace(std::string_view, std::string_view, std::string_view later) { return std::string(later); }

std::string merge_part(std::string_view name, std::string_view earlier, std::string_view later) {
    const bool map = (name == "name" || name == "description") && raw::is_object(earlier) && raw::is_object(later);
    return map ? merge_members(earlier, later) : std::string(later);
}

// One row of activities or verbs.
void merge_row(db::Transaction& tx, const OrgId& org, const Definition& definition, const db::Query& find, const db::Query& put,
               std::string (*merge)(std::string_view, std::string_view)) {
    const auto hash = id_hash(definition.id);
    const auto rows = tx.run(find, org, hash);
    const auto merged = rows.empty() ? definition.text : merge(rows[0].text(0), definition.text);
    if (rows.empty() || merged != rows[0].text(0)) tx.run(put, org, hash, definition.id, merged);
}
}  // namespace

std::string id_hash(std::string_view id) { return crypto::sha256_hex(id).substr(0, 32); }

std::string merge_members(std::string_view earlier, std::string_view later) { return merge_objects(earlier, later, replace); }
std::string merge_definition(std::string_view earlier, std::string_view later) { return merge_objects(earlier, later, merge_part); }

void merge_definitions(db::Transaction& tx, const OrgId& org, const std::vector<Definition>& definitions) {
    // By id only: of two definitions of one activity the later statement's comes last.
    std::multimap<std::pair<Definition::Of, std::string_view>, const Definition*> ordered;
    for (const auto& definition : definitions) ordered.emplace(std::pair(definition.of, std::string_view(definition.id)), &definition);
    for (const auto& [key, definition] : ordered) {
        switch (definition->of) {
            case Definition::Of::activity: merge_row(tx, org, *definition, sql::find_definition, sql::put_definition, merge_definition); break;
            case Definition::Of::verb: merge_row(tx, org, *definition, sql::find_display, sql::put_display, merge_members); break;
            case Definition::Of::agent:
                tx.run(sql::add_agent_name, org, id_hash(definition->id), id_hash(definition->text), definition->text);
                break;
        }
    }
}

}  // namespace lrs
