#include "lrs/store/prepared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "lrs/json/raw.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/pipeline/rollups.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/signature.hpp"
#include "lrs/statement/validate.hpp"
#include "lrs/store/ingest.hpp"
#include "lrs/store/keys.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
// XAPI-00096: a lone activity comes back as an array of one.
void write_context_activities(std::string& out, std::string_view text) {
    raw::ObjectWriter object(out);
    for (const auto& [name, value] : raw::members(text)) {
        auto& at = object.begin(name);
        if (raw::is_object(value)) at.append("[").append(value).append("]");
        else at += value;
    }
    object.close();
}

void write_with_arrays(std::string& out, std::string_view text) {
    raw::ObjectWriter object(out);
    for (const auto& [name, value] : raw::members(text)) {
        auto& at = object.begin(name);
        if (name == "contextActivities") write_context_activities(at, value);
        else if ((name == "context" || name == "object") && raw::is_object(value)) write_with_arrays(at, value);
        else at += value;
    }
    object.close();
}

bool keeps_authority(const std::vector<raw::Member>& members, const Sender& sender) {
    return sender.keeps_authority && !raw::find(members, "authority").empty();
}

// The members of the statement as sent, without those that the store sets, and without the end of the object.
std::string compose(const std::vector<raw::Member>& members, const Prepared& prepared, const Facts& facts, Version version, const Sender& sender) {
    std::string out;
    out.reserve(2048);
    raw::ObjectWriter object(out);
    if (!facts.id) object.begin("id").append(1, '"').append(prepared.id).append(1, '"');
    for (const auto& [name, value] : members) {
        if (name == "stored" || (name == "authority" && !sender.keeps_authority)) continue;
        const bool rewrite = facts.has_lone_activity && (name == "context" || name == "object");
        if (rewrite) write_with_arrays(object.begin(name), value);
        else object.add(name, value);
    }
    if (!facts.has_version) object.add("version", version == Version::v2_0_0 ? "\"2.0.0\"" : "\"1.0.0\"");
    if (!keeps_authority(members, sender)) object.add("authority", sender.authority);
    return out;
}

// Gathers what a statement says about activities, verbs and agents, but for what the store knows.
class Definitions {
public:
    Definitions(const Sender& sender, const Facts& facts)
        : sender_(sender),
          seed_(std::hash<std::string_view>{}(sender.org.str())),
          of_verbs_(std::ranges::any_of(facts.verbs, [](const VerbFact& verb) { return verb.display.has_value(); })),
          of_activities_(std::ranges::any_of(facts.activities, [](const ActivityFact& activity) { return activity.definition.has_value(); })),
          of_related_(std::ranges::any_of(facts.activities, [](const ActivityFact& activity) {
              return activity.definition && activity.relation == Relation::related;
          })) {
        found_.reserve(facts.verbs.size() + facts.activities.size() + facts.agents.size());
    }

    void collect(const std::vector<raw::Member>& statement) {
        if (of_verbs_) collect_verb(raw::members(raw::find(statement, "verb")));
        if (of_verbs_ || of_activities_) collect_object(raw::members(raw::find(statement, "object")));
        if (of_related_) collect_context(raw::find(statement, "context"));
    }

    void add_name(const AgentFact& agent) {
        if (agent.name.empty()) return;
        const auto mark = mark_of(Definition::Of::agent, agent.identity, agent.name);
        if (!is_known(mark)) found_.push_back({Definition::Of::agent, agent.identity, std::string(agent.name), mark});
    }

    std::vector<Definition> take() { return std::move(found_); }

private:
    void collect_verb(const std::vector<raw::Member>& verb) {
        if (const auto display = raw::find(verb, "display"); !display.empty()) add_json(Definition::Of::verb, raw::find(verb, "id"), display);
    }

    void collect_object(const std::vector<raw::Member>& object) {
        const auto type = raw::find(object, "objectType");
        if (type == "\"SubStatement\"") collect(object);
        else if (type.empty() || type == "\"Activity\"") collect_activity(object);
    }

    void collect_activity(const std::vector<raw::Member>& activity) {
        if (const auto definition = raw::find(activity, "definition"); !definition.empty())
            add_json(Definition::Of::activity, raw::find(activity, "id"), definition);
    }

    void collect_context(std::string_view context) {
        if (context.empty()) return;
        const auto activities = raw::find(raw::members(context), "contextActivities");
        if (activities.empty()) return;
        for (const auto& [name, value] : raw::members(activities)) {
            if (raw::is_object(value)) collect_activity(raw::members(value));
            else
                for (const auto item : raw::items(value)) collect_activity(raw::members(item));
        }
    }

    void add_json(Definition::Of of, std::string_view quoted_id, std::string_view text) {
        const auto mark = mark_of(of, quoted_id, text);
        if (!is_known(mark)) found_.push_back({of, raw::unquoted(quoted_id), std::string(text), mark});
    }

    std::size_t mark_of(Definition::Of of, std::string_view id, std::string_view text) const {
        constexpr std::hash<std::string_view> hash;
        std::size_t mark = seed_ + static_cast<std::size_t>(of);
        for (const auto part : {id, text}) mark = std::rotl(mark, 21) * 0x9E3779B97F4A7C15 ^ hash(part);
        return mark;
    }
    bool is_known(std::size_t mark) const { return sender_.known && sender_.known->has(mark); }

    const Sender& sender_;
    std::size_t seed_;
    bool of_verbs_, of_activities_, of_related_;  // what there is to gather, so that the rest of the text need not be walked
    std::vector<Definition> found_;
};

std::vector<Definition> definitions_of(const std::vector<raw::Member>& statement, const Facts& facts, const Sender& sender) {
    Definitions definitions(sender, facts);
    definitions.collect(statement);
    for (const auto& agent : facts.agents) definitions.add_name(agent);
    return definitions.take();
}

bool says_newer(const std::vector<raw::Member>& members, const Facts& facts, Version version) {
    if (facts.is_newer) return true;
    return facts.has_version ? raw::find(members, "version").starts_with("\"2") : version == Version::v2_0_0;
}
}  // namespace

std::string Prepared::body(timing::Micros stored) const {
    const auto time = write_timestamp(stored);
    std::string out;
    out.reserve(open_body.size() + 100);
    out += open_body;
    if (!has_timestamp) out.append(",\"timestamp\":\"").append(time).append("\"");
    return out.append(",\"stored\":\"").append(time).append("\"}");
}

namespace {
std::string account_agent(std::string_view home_page, std::string_view name) {
    return fmt::format(R"({{"objectType":"Agent","account":{{"homePage":{},"name":{}}}}})", raw::quoted(home_page), raw::quoted(name));
}
}  // namespace

Sender make_sender(const OrgId& org, std::string_view home_page, std::string_view name, bool may_define) {
    return {org, account_agent(home_page, name), key_of(org, KeyKind::related_agent, account_identity(home_page, name)), may_define};
}

// The group has no identity of its own, so the pair is what its statements are found by.
Sender make_sender_for(const OrgId& org, std::string_view home_page, std::string_view client, std::string_view user, bool may_define) {
    const auto first = account_identity(home_page, client), second = account_identity(home_page, user);
    auto group = fmt::format(R"({{"objectType":"Group","member":[{},{}]}})", account_agent(home_page, client), account_agent(home_page, user));
    Sender sender{org, std::move(group), key_of(org, KeyKind::related_agent, first + '\n' + second), may_define};
    sender.member_keys = {key_of(org, KeyKind::related_agent, first), key_of(org, KeyKind::related_agent, second)};
    return sender;
}

namespace {
std::shared_ptr<FlatRow> flat_row(json::Node node, const std::string& id, const OrgId& org) {
    auto row = std::make_shared<FlatRow>(flatten(node));
    row->statement_id = id;
    set_keys(org, *row);
    return row;
}
}  // namespace

Prepared prepare(json::Node node, std::string_view text, Version version, const Sender& sender, const json::Place& place,
                 const std::optional<std::string>& id) {
    auto facts = validate(node, version, place);
    const auto members = raw::members(text);
    // An authority that is not kept is nothing that the stored statement says.
    if (!keeps_authority(members, sender)) std::erase_if(facts.agents, [](const AgentFact& agent) { return agent.of_authority; });
    Prepared prepared;
    prepared.has_new_id = !facts.id && !id;
    prepared.id = facts.id ? lower_case(*facts.id) : id ? lower_case(*id) : new_uuid();
    prepared.said_id = facts.id ? std::string(*facts.id) : prepared.id;
    prepared.has_timestamp = facts.timestamp.has_value();
    prepared.edition = says_newer(members, facts, version) ? 2 : 1;
    prepared.voids = facts.voids;
    if (facts.target) prepared.target = lower_case(*facts.target);
    prepared.open_body = compose(members, prepared, facts, version, sender);
    prepared.keys = keys_of(sender.org, facts);
    if (!keeps_authority(members, sender)) {
        prepared.keys.push_back(sender.authority_key);
        prepared.keys.insert(prepared.keys.end(), sender.member_keys.begin(), sender.member_keys.end());
    }
    if (sender.flatten) prepared.flat = flat_row(node, prepared.id, sender.org);
    if (sender.may_define) prepared.definitions = definitions_of(members, facts, sender);
    for (const auto& attachment : facts.attachments)
        prepared.attachments.push_back({std::string(attachment.content_type), lower_case(attachment.sha2), attachment.has_url,
                                        attachment.usage_type == signature_usage && !attachment.nested, attachment.pointer});
    return prepared;
}

namespace {
void refuse_twins(const std::vector<Prepared>& batch) {
    std::vector<std::string_view> ids;
    for (const auto& prepared : batch) ids.push_back(prepared.id);
    std::ranges::sort(ids);
    const auto twin = std::ranges::adjacent_find(ids);
    if (twin == ids.end()) return;
    throw Error(ErrorCode::invalid, fmt::format("the batch holds the id {} twice (xAPI part 3, 2.1.2)", *twin));
}
}  // namespace

namespace {
// What is no JSON that is accepted is refused by clause and place, as all else of a statement is.
Readable read_statements(std::string_view text) try {
    return Readable(text);
} catch (const Error& error) {
    throw Error(error.code, fmt::format("{}{}{} (xAPI part 2, 2.2, XAPI-00014)", error.pointer, error.pointer.empty() ? "" : ": ", error.detail)).at(error.pointer);
}
}  // namespace

Prepared prepare_one(std::string_view text, Version version, const Sender& sender, const std::string& id) {
    const auto document = read_statements(text);
    auto prepared = prepare(document.root(), raw::trimmed(text), version, sender, {}, id);
    if (prepared.id != lower_case(id)) throw Error(ErrorCode::invalid, "/id: expected the statementId of the request (xAPI part 3, 2.1.1)").at("/id");
    return prepared;
}

std::vector<Prepared> prepare_all(std::string_view text, Version version, const Sender& sender) {
    const auto document = read_statements(text);
    const json::Place root;
    std::vector<Prepared> batch;
    if (document.root().kind() != json::Kind::array) {
        batch.push_back(prepare(document.root(), raw::trimmed(text), version, sender, root));
        return batch;
    }
    const auto texts = raw::items(raw::trimmed(text));
    batch.reserve(texts.size());
    for (json::Cursor at(document.root()); !at.done(); at.advance())
        batch.push_back(prepare(at.value(), texts[batch.size()], version, sender, {&root, {}, batch.size()}));
    refuse_twins(batch);
    return batch;
}

}  // namespace lrs
