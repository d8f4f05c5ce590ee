#include "lms/package/structure.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <pugixml.hpp>
#include <set>

#include "lms/package/url.hpp"
#include "lrs/lrs.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"
#include "platform/text/ascii.hpp"

namespace lms {

namespace {
constexpr std::string_view cmi5_namespace = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";
constexpr std::size_t most_bytes = 8u << 20, most_units = 10'000, deepest = 32;
// Of the launch: a unit's own query must not use these names (8.1).
constexpr std::array<std::string_view, 5> launch_names{"endpoint", "fetch", "actor", "registration", "activityId"};
// Those that run or read something else than what the course brought.
constexpr std::array<std::string_view, 6> unsafe_schemes{"javascript", "data", "file", "vbscript", "blob", "about"};

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

// 13.1: whitespace around values is removed.
std::string trimmed(std::string_view text) { return std::string(text::trimmed(text)); }

// An element and how to reach it, for refusals. `up` lives as long as the call that made it.
struct At {
    pugi::xml_node node;
    const At* up = nullptr;
    int number = 0;  // among its siblings of that name; 0 when there can be one only

    std::string path() const {
        const auto own = number > 0 ? fmt::format("/{}[{}]", local_name(node.name()), number) : fmt::format("/{}", local_name(node.name()));
        return up ? up->path() + own : own;
    }
};

class Reader {
public:
    explicit Reader(std::string_view xml) : xml_(xml) {}
    Structure read();

private:
    [[noreturn]] void refuse(const At& at, std::string_view where, std::string_view expected, std::string_view clause) const;
    // The element of the standard with this name; absent: refused, or an empty node.
    pugi::xml_node child(const At& at, std::string_view name) const;
    At required(const At& at, std::string_view name, std::string_view clause) const;
    bool is_ours(pugi::xml_node node) const { return node.type() == pugi::node_element && prefix_of(node) == prefix_; }
    static std::string_view prefix_of(pugi::xml_node node) {
        const std::string_view name = node.name();
        return name.substr(0, name.find(':') == name.npos ? 0 : name.find(':') + 1);
    }

    void check_root(const At& root);
    std::vector<Text> texts(const At& at, std::string_view name, std::string_view clause) const;
    std::string id_of(const At& at, std::string_view clause) const;
    void read_objectives(const At& root, Structure& to) const;
    std::vector<std::string> references(const At& at, std::string_view clause) const;
    void read_units(const At& at, const std::optional<std::string>& parent, std::size_t depth);
    void read_block(const At& at, const std::optional<std::string>& parent, std::size_t depth);
    void read_au(const At& at, const std::optional<std::string>& parent);
    void add(Unit unit, const At& at, std::string_view clause);
    std::string url_of(const At& at) const;
    std::optional<double> mastery_of(const At& at) const;
    template <class Word>
    Word word_of(const At& at, const char* attribute, Word otherwise) const;
    std::optional<std::string> optional_text(const At& at, std::string_view name) const;

    std::string_view xml_;
    std::string prefix_;  // of the standard's elements, with its colon
    Structure structure_;
    std::set<std::string> objectives_, ids_;
    int aus_ = 0, blocks_ = 0;
};

void Reader::refuse(const At& at, std::string_view where, std::string_view expected, std::string_view clause) const {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(at.node.offset_debug(), 0));
    const auto line = 1 + std::ranges::count(xml_.substr(0, std::min(offset, xml_.size())), '\n');
    throw Error(ErrorCode::invalid, fmt::format("cmi5.xml, line {}: {}{}: expected {} (cmi5, {})", line, at.path(), where, expected, clause));
}

pugi::xml_node Reader::child(const At& at, std::string_view name) const {
    for (const auto node : at.node.children())
        if (is_ours(node) && local_name(node.name()) == name) return node;
    return {};
}

At Reader::required(const At& at, std::string_view name, std::string_view clause) const {
    const auto node = child(at, name);
    if (!node) refuse(at, "", fmt::format("an element {}", name), clause);
    return {node, &at};
}

std::optional<std::string> Reader::optional_text(const At& at, std::string_view name) const {
    const auto node = child(at, name);
    return node ? std::optional(trimmed(node.text().get())) : std::nullopt;
}

std::vector<Text> Reader::texts(const At& at, std::string_view name, std::string_view clause) const {
    const auto element = required(at, name, clause);
    std::vector<Text> texts;
    for (const auto node : element.node.children()) {
        if (!is_ours(node) || local_name(node.name()) != "langstring") continue;
        const auto language = trimmed(node.attribute("lang").value());
        if (!language.empty() && !lrs::is_language_tag(language))
            refuse(element, "/langstring/@lang", fmt::format("a language tag, found \"{}\"", language), clause);
        texts.push_back({language.empty() ? "und" : language, trimmed(node.text().get())});
    }
    if (texts.empty()) refuse(element, "", "at least one langstring", clause);
    return texts;
}

std::string Reader::id_of(const At& at, std::string_view clause) const {
    auto id = trimmed(at.node.attribute("id").value());
    if (!lrs::is_iri(id)) refuse(at, "/@id", fmt::format("an IRI, found \"{}\"", id), clause);
    return id;
}

void Reader::read_objectives(const At& root, Structure& to) const {
    const At list{child(root, "objectives"), &root};
    int number = 0;
    for (const auto node : list.node.children()) {
        if (!is_ours(node) || local_name(node.name()) != "objective") continue;
        const At at{node, &list, ++number};
        to.objectives.push_back({id_of(at, "13.1.3"), texts(at, "title", "13.1.3"), texts(at, "description", "13.1.3")});
    }
}

std::vector<std::string> Reader::references(const At& at, std::string_view clause) const {
    std::vector<std::string> ids;
    const At list{child(at, "objectives"), &at};
    int number = 0;
    for (const auto node : list.node.children()) {
        if (!is_ours(node) || local_name(node.name()) != "objective") continue;
        const At reference{node, &list, ++number};
        auto id = trimmed(node.attribute("idref").value());
        if (!objectives_.contains(id)) refuse(reference, "/@idref", fmt::format("the id of an objective of the course, found \"{}\"", id), clause);
        ids.push_back(std::move(id));
    }
    return ids;
}

template <class Word>
Word Reader::word_of(const At& at, const char* attribute, Word otherwise) const {
    if (!at.node.attribute(attribute)) return otherwise;
    const auto found = trimmed(at.node.attribute(attribute).value());
    Word word{};
    if (boost::describe::enum_from_string(found.c_str(), word)) return word;
    std::string words;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Word>>(
        [&](auto known) { words += fmt::format("{}{}", words.empty() ? "" : ", ", known.name); });
    refuse(at, fmt::format("/@{}", attribute), fmt::format("one of {}, found \"{}\"", words, found), "13.1.4");
}

std::optional<double> Reader::mastery_of(const At& at) const {
    const auto attribute = at.node.attribute("masteryScore");
    if (!attribute) return std::nullopt;
    const auto text = trimmed(attribute.value());
    double score = -1;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), score, std::chars_format::fixed);
    const auto point = text.find('.');
    const bool precise = point == text.npos || text.size() - point - 1 <= 4;
    if (problem != std::errc() || end != text.data() + text.size() || !(score >= 0 && score <= 1) || !precise)
        refuse(at, "/@masteryScore", fmt::format("a decimal from 0 to 1 with at most 4 places, found \"{}\"", text), "13.1.4");
    return score;
}

std::string Reader::url_of(const At& at) const {
    const auto element = required(at, "url", "13.1.4");
    auto url = trimmed(element.node.text().get());
    const auto parts = split_url(url);
    const bool has_blank = url.find_first_of(" \t\r\n<>\"\\") != url.npos;
    const bool unsafe = std::ranges::find(unsafe_schemes, parts.scheme) != unsafe_schemes.end();
    const bool leaves = parts.scheme.empty() && (parts.path.empty() || parts.path.starts_with('/') || ("/" + parts.path + "/").contains("/../"));
    if (has_blank || unsafe || leaves || (!parts.scheme.empty() && !std::string_view(url).substr(parts.scheme.size()).starts_with("://")))
        refuse(element, "", fmt::format("an absolute URL, or one of a file of the package, found \"{}\"", url), "13.1.4");
    for (const auto& name : query_names(parts.query))
        if (std::ranges::find(launch_names, name) != launch_names.end())
            refuse(element, "", fmt::format("a query without \"{}\", which the launch uses", name), "8.1");
    return url;
}

void Reader::add(Unit unit, const At& at, std::string_view clause) {
    if (structure_.units.size() >= most_units) throw Error(ErrorCode::too_large, fmt::format("cmi5.xml: a course may have at most {} units.", most_units));
    if (!ids_.insert(unit.publisher_id).second) refuse(at, "/@id", fmt::format("an id that nothing else has, found \"{}\" again", unit.publisher_id), clause);
    structure_.units.push_back(std::move(unit));
}

void Reader::read_au(const At& at, const std::optional<std::string>& parent) {
    Unit unit{.id = fmt::format("au-{}", ++aus_), .kind = UnitKind::au, .parent = parent, .publisher_id = id_of(at, "13.1.4")};
    unit.title = texts(at, "title", "13.1.4");
    unit.description = texts(at, "description", "13.1.4");
    unit.objectives = references(at, "13.1.4");
    unit.url = url_of(at);
    unit.launch_method = word_of(at, "launchMethod", LaunchMethod::AnyWindow);
    unit.mastery_score = mastery_of(at);
    unit.move_on = word_of(at, "moveOn", MoveOn::NotApplicable);
    if (const auto type = at.node.attribute("activityType")) unit.activity_type = trimmed(type.value());
    if (unit.activity_type && !lrs::is_iri(*unit.activity_type))
        refuse(at, "/@activityType", fmt::format("an IRI, found \"{}\"", *unit.activity_type), "13.1.4");
    unit.launch_parameters = optional_text(at, "launchParameters");
    unit.entitlement_key = optional_text(at, "entitlementKey");
    add(std::move(unit), at, "13.1.4");
}

void Reader::read_block(const At& at, const std::optional<std::string>& parent, std::size_t depth) {
    if (depth >= deepest) throw Error(ErrorCode::too_large, fmt::format("cmi5.xml: at most {} blocks may stand within each other.", deepest));
    Unit unit{.id = fmt::format("block-{}", ++blocks_), .kind = UnitKind::block, .parent = parent, .publisher_id = id_of(at, "13.1.2")};
    unit.title = texts(at, "title", "13.1.2");
    unit.description = texts(at, "description", "13.1.2");
    unit.objectives = references(at, "13.1.2");
    const auto id = unit.id;
    add(std::move(unit), at, "13.1.2");
    read_units(at, id, depth + 1);
}

void Reader::read_units(const At& at, const std::optional<std::string>& parent, std::size_t depth) {
    int aus = 0, blocks = 0;
    for (const auto node : at.node.children()) {
        if (!is_ours(node)) continue;
        const auto name = local_name(node.name());
        if (name == "au") read_au({node, &at, ++aus}, parent);
        if (name == "block") read_block({node, &at, ++blocks}, parent, depth);
    }
    if (aus + blocks == 0) refuse(at, "", "at least one au or block", "13.1.2");
}

void Reader::check_root(const At& root) {
    if (local_name(root.node.name()) != "courseStructure") refuse(root, "", "courseStructure as the root", "13.2");
    prefix_ = prefix_of(root.node);
    const auto declared = prefix_.empty() ? std::string("xmlns") : "xmlns:" + prefix_.substr(0, prefix_.size() - 1);
    if (trimmed(root.node.attribute(declared.c_str()).value()) != cmi5_namespace)
        refuse(root, "", fmt::format("the namespace {}", cmi5_namespace), "13.2");
}

Structure Reader::read() {
    if (xml_.size() > most_bytes) throw Error(ErrorCode::too_large, fmt::format("cmi5.xml may have at most {} bytes.", most_bytes));
    if (!json::is_utf8(xml_)) throw Error(ErrorCode::invalid, "cmi5.xml: expected UTF-8.");
    pugi::xml_document document;
    // pugixml expands no entities of a document type, so a small text stays small.
    const auto result = document.load_buffer(xml_.data(), xml_.size());
    if (!result || !document.document_element())
        throw Error(ErrorCode::invalid, fmt::format("cmi5.xml is not well-formed XML: {} at byte {}.", result.description(), result.offset));
    const At root{document.document_element()};
    check_root(root);
    read_objectives(root, structure_);
    for (const auto& objective : structure_.objectives)
        if (!objectives_.insert(objective.publisher_id).second)
            refuse(root, "/objectives", fmt::format("ids that differ, found \"{}\" twice", objective.publisher_id), "13.1.3");
    const auto course = required(root, "course", "13.1.1");
    structure_.publisher_id = id_of(course, "13.1.1");
    structure_.title = texts(course, "title", "13.1.1");
    structure_.description = texts(course, "description", "13.1.1");
    read_units(root, std::nullopt, 0);
    return std::move(structure_);
}
}  // namespace

const Unit* find_au(const Structure& structure, std::string_view id) {
    const auto found = std::ranges::find(structure.units, id, &Unit::id);
    return found == structure.units.end() || found->kind != UnitKind::au ? nullptr : &*found;
}

Structure read_structure(std::string_view xml) { return Reader(xml).read(); }

}  // namespace lms
