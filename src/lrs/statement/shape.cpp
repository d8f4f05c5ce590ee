#include "lrs/statement/shape.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <ranges>
#include <span>

#include "lrs/json/raw.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/signature.hpp"

namespace lrs {

namespace {
using raw::ObjectWriter;
using Write = std::function<void(std::string& out, std::string_view value)>;

// How each kind of thing in a statement is written.
struct Shape {
    Write agent, verb, activity;
};

void as_it_is(std::string& out, std::string_view value) { out += value; }

// An array with each item written by `write`; a lone value counts as its item.
void write_items(std::string& out, std::string_view value, const Write& write) {
    if (!raw::is_array(value)) return write(out, value);
    out += '[';
    for (const auto item : raw::items(value)) {
        if (out.back() != '[') out += ',';
        write(out, item);
    }
    out += ']';
}

template <class Pick>
void write_members(std::string& out, std::string_view object, const Pick& pick) {
    ObjectWriter writer(out);
    for (const auto& [name, value] : raw::members(object)) {
        const Write* write = pick(name);
        if (write) (*write)(writer.begin(name), value);
        else writer.add(name, value);
    }
    writer.close();
}

void write_context(std::string& out, std::string_view context, const Shape& shape) {
    const Write activities = [&](std::string& to, std::string_view value) { write_items(to, value, shape.activity); };
    const Write all_activities = [&](std::string& to, std::string_view value) { write_members(to, value, [&](const raw::Name&) { return &activities; }); };
    const Write inner = [&](std::string& to, std::string_view value) {
        write_members(to, value, [&](const raw::Name& name) { return name == "agent" || name == "group" ? &shape.agent : nullptr; });
    };
    const Write related = [&](std::string& to, std::string_view value) { write_items(to, value, inner); };
    write_members(out, context, [&](const raw::Name& name) -> const Write* {
        if (name == "instructor" || name == "team") return &shape.agent;
        if (name == "contextActivities") return &all_activities;
        return name == "contextAgents" || name == "contextGroups" ? &related : nullptr;
    });
}

void write_statement(std::string& out, std::string_view statement, const Shape& shape) {
    const Write context = [&](std::string& to, std::string_view value) { write_context(to, value, shape); };
    const Write object = [&](std::string& to, std::string_view value) {
        const auto type = raw::find(raw::members(value), "objectType");
        if (type.empty() || type == "\"Activity\"") shape.activity(to, value);
        else if (type == "\"SubStatement\"") write_statement(to, value, shape);
        else if (type == "\"StatementRef\"") to += value;
        else shape.agent(to, value);
    };
    write_members(out, statement, [&](const raw::Name& name) -> const Write* {
        if (name == "actor" || name == "authority") return &shape.agent;
        if (name == "verb") return &shape.verb;
        if (name == "object") return &object;
        return name == "context" ? &context : nullptr;
    });
}

void write_only(std::string& out, std::string_view object, std::span<const std::string_view> names) {
    ObjectWriter writer(out);
    for (const auto& [name, value] : raw::members(object))
        if (std::ranges::any_of(names, [&](std::string_view kept) { return name == kept; })) writer.add(name, value);
    writer.close();
}

void write_id(std::string& out, std::string_view object) {
    static constexpr std::array<std::string_view, 1> names{"id"};
    write_only(out, object, names);
}

// An anonymous group is known by its members only.
void write_identifier(std::string& out, std::string_view agent) {
    static constexpr std::array<std::string_view, 5> names{"objectType", "mbox", "mbox_sha1sum", "openid", "account"};
    const auto members = raw::members(agent);
    const bool identified = std::ranges::any_of(names | std::views::drop(1), [&](std::string_view name) { return !raw::find(members, name).empty(); });
    if (identified) return write_only(out, agent, names);
    ObjectWriter writer(out);
    writer.add("objectType", "\"Group\"");
    write_items(writer.begin("member"), raw::find(members, "member"), write_identifier);
    writer.close();
}
}  // namespace

std::string to_ids(std::string_view statement) {
    std::string out;
    write_statement(out, statement, {write_identifier, write_id, write_id});
    return out;
}

namespace {
using Ranges = std::vector<LanguageRange>;

LanguageRange range_of(std::string_view header) {
    const auto text = lower_case(header);
    const auto semicolon = std::min(text.find(';'), text.size());
    LanguageRange range{std::string(raw::trimmed(std::string_view(text).substr(0, semicolon)))};
    const auto q = text.find("q=", semicolon);
    if (q != text.npos) std::from_chars(text.data() + q + 2, text.data() + text.size(), range.quality);
    return range;
}

// RFC 4647, 3.3.1.
bool names(std::string_view range, std::string_view tag) { return tag == range || (tag.starts_with(range) && tag[range.size()] == '-'); }

// The range that says how welcome a tag is: the longest that names it.
const LanguageRange* range_for(std::string_view tag, const Ranges& ranges) {
    const LanguageRange *longest = nullptr, *any = nullptr;
    for (const auto& range : ranges) {
        if (range.tag == "*") any = &range;
        else if (names(range.tag, tag) && (!longest || range.tag.size() > longest->tag.size())) longest = &range;
    }
    return longest ? longest : any;
}

bool is_unwanted(std::string_view tag, const Ranges& ranges) {
    const auto* range = range_for(tag, ranges);
    return range && range->quality <= 0;
}

// "en" is better than nothing for who reads "en-GB".
bool suits(std::string_view tag, const LanguageRange& wanted, const Ranges& ranges) {
    return range_for(tag, ranges) == &wanted || (names(tag, wanted.tag) && !is_unwanted(tag, ranges));
}

const raw::Member& best(const std::vector<raw::Member>& map, const Ranges& ranges) {
    std::vector<std::string> tags;
    for (const auto& entry : map) tags.push_back(lower_case(entry.name.text()));
    const auto entry_of = [&](auto tag) -> const raw::Member& { return map[static_cast<std::size_t>(tag - tags.begin())]; };
    for (const auto& wanted : ranges) {
        if (wanted.quality <= 0) continue;
        if (const auto exact = std::ranges::find(tags, wanted.tag); exact != tags.end()) return entry_of(exact);
        const auto near = std::ranges::find_if(tags, [&](const std::string& tag) { return suits(tag, wanted, ranges); });
        if (near != tags.end()) return entry_of(near);
    }
    const auto other = std::ranges::find_if(tags, [&](const std::string& tag) { return !is_unwanted(tag, ranges); });
    return other == tags.end() ? map.front() : entry_of(other);
}

void write_one_language(std::string& out, std::string_view map, const Ranges& languages) {
    const auto entries = raw::members(map);
    ObjectWriter writer(out);
    if (!entries.empty()) {
        const auto& [name, value] = best(entries, languages);
        writer.add(name, value);
    }
    writer.close();
}

void write_definition(std::string& out, std::string_view definition, const Ranges& languages) {
    const Write map = [&](std::string& to, std::string_view value) { write_one_language(to, value, languages); };
    const Write component = [&](std::string& to, std::string_view value) {
        write_members(to, value, [&](const raw::Name& name) { return name == "description" ? &map : nullptr; });
    };
    const Write components = [&](std::string& to, std::string_view value) { write_items(to, value, component); };
    constexpr std::array<std::string_view, 5> lists{"choices", "scale", "source", "target", "steps"};
    write_members(out, definition, [&](const raw::Name& name) -> const Write* {
        if (name == "name" || name == "description") return &map;
        return std::ranges::any_of(lists, [&](std::string_view list) { return name == list; }) ? &components : nullptr;
    });
}

// The object with `part` as the canon has it, else as it says itself.
template <class Known, class WritePart>
void write_known(std::string& out, std::string_view object, std::string_view part, const Known& known, const WritePart& write) {
    const auto members = raw::members(object);
    const auto found = known.find(raw::unquoted(raw::find(members, "id")));
    const auto own = raw::find(members, part);
    const auto value = found == known.end() ? own : std::string_view(found->second);
    ObjectWriter writer(out);
    for (const auto& [name, text] : members)
        if (name != part) writer.add(name, text);
    if (!value.empty()) write(writer.begin(part), value);
    writer.close();
}
}  // namespace

std::vector<LanguageRange> accepted_languages(std::string_view header) {
    Ranges ranges;
    while (!header.empty()) {
        const auto end = std::min(header.find(','), header.size());
        auto range = range_of(header.substr(0, end));
        const auto place = std::ranges::upper_bound(ranges, range.quality, std::greater<>(), &LanguageRange::quality);
        if (!range.tag.empty()) ranges.insert(place, std::move(range));
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return ranges;
}

std::string to_canonical(std::string_view statement, const Canon& canon) {
    std::string out;
    const auto display = [&](std::string& to, std::string_view map) { write_one_language(to, map, canon.languages); };
    const auto definition = [&](std::string& to, std::string_view value) { write_definition(to, value, canon.languages); };
    write_statement(out, statement,
                    {as_it_is, [&](std::string& to, std::string_view verb) { write_known(to, verb, "display", canon.displays, display); },
                     [&](std::string& to, std::string_view activity) { write_known(to, activity, "definition", canon.definitions, definition); }});
    return out;
}

void collect_names(std::string_view statement, Named& into) {
    std::string unused;
    const auto note = [](std::vector<std::string>& names) {
        return [&names](std::string&, std::string_view object) { names.push_back(raw::unquoted(raw::find(raw::members(object), "id"))); };
    };
    write_statement(unused, statement, {as_it_is, note(into.verbs), note(into.activities)});
}

namespace {
bool is_only_newer(const raw::Name& name) { return name == "contextAgents" || name == "contextGroups"; }

bool has_newer_context(std::string_view statement) {
    if (!raw::is_object(statement)) return false;
    const auto context = raw::find(raw::members(statement), "context");
    return raw::is_object(context) && std::ranges::any_of(raw::members(context), is_only_newer, &raw::Member::name);
}

// Nothing when it says nothing else.
void write_older_context(ObjectWriter& statement, std::string_view context) {
    std::string kept;
    ObjectWriter writer(kept);
    const auto parts = raw::members(context);
    for (const auto& [name, part] : parts)
        if (!is_only_newer(name)) writer.add(name, part);
    writer.close();
    if (parts.empty() || kept.size() > 2) statement.add("context", kept);
}

void write_unsigned(ObjectWriter& statement, std::string_view attachments) {
    std::string kept;
    for (const auto attachment : raw::items(attachments))
        if (!is_signature(attachment)) kept.append(kept.empty() ? "" : ",").append(attachment);
    if (!kept.empty()) statement.add("attachments", '[' + kept + ']');
}

void write_older_object(std::string& out, std::string_view object) {
    ObjectWriter writer(out);
    for (const auto& [name, value] : raw::members(object)) {
        if (name == "context") write_older_context(writer, value);
        else writer.add(name, value);
    }
    writer.close();
}
}  // namespace

bool is_signature(std::string_view attachment) {
    if (!raw::is_object(attachment)) return false;
    const auto usage = raw::find(raw::members(attachment), "usageType");
    return usage.starts_with('"') && raw::unquoted(usage) == signature_usage;
}

std::string to_1_0_3(std::string_view statement) {
    const auto members = raw::members(statement);
    const auto object = raw::find(members, "object");
    const bool changes = has_newer_context(statement) || has_newer_context(object);
    std::string out;
    ObjectWriter writer(out);
    for (const auto& [name, value] : members) {
        if (name == "version") writer.add(name, "\"1.0.0\"");
        else if (changes && name == "context") write_older_context(writer, value);
        else if (changes && name == "object") write_older_object(writer.begin(name), value);
        else if (changes && name == "attachments") write_unsigned(writer, value);
        else writer.add(name, value);
    }
    writer.close();
    return out;
}

std::vector<std::string_view> attachments_of(std::string_view statement) {
    std::vector<std::string_view> found;
    if (!raw::is_object(statement)) return found;
    const auto members = raw::members(statement);
    const auto list = raw::find(members, "attachments");
    if (raw::is_array(list))
        for (const auto item : raw::items(list))
            if (raw::is_object(item)) found.push_back(item);
    // An object that declares some is a SubStatement, which holds no further one.
    for (const auto nested : attachments_of(raw::find(members, "object"))) found.push_back(nested);
    return found;
}

std::vector<std::string> attachment_hashes(std::string_view statement) {
    std::vector<std::string> hashes;
    for (const auto attachment : attachments_of(statement)) hashes.push_back(raw::unquoted(raw::find(raw::members(attachment), "sha2")));
    return hashes;
}

}  // namespace lrs
