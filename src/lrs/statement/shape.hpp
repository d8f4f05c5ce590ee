#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

// Other forms of a stored statement, for readers that ask for them (part 3, 2.1.3). Pure; the text is one that was stored.
namespace lrs {

// format=ids: of agents, groups, verbs and activities only what identifies them.
std::string to_ids(std::string_view statement);

// A language range of an Accept-Language header (RFC 9110, 12.5.4), in lower case; "*" is any that no other range names. Quality 0: not wanted.
struct LanguageRange {
    std::string tag;
    double quality = 1;
    bool operator==(const LanguageRange&) const = default;
};
// In the order of preference.
std::vector<LanguageRange> accepted_languages(std::string_view header);

// What the store knows of activities and verbs, by id, as JSON.
struct Canon {
    std::map<std::string, std::string, std::less<>> definitions, displays;
    std::vector<LanguageRange> languages;
};
// format=canonical: definitions and displays as the store knows them, each language map with the one entry that suits best.
std::string to_canonical(std::string_view statement, const Canon& canon);
// The ids that a Canon for this statement must know.
struct Named {
    std::vector<std::string> activities, verbs;
};
void collect_names(std::string_view statement, Named& into);

// A statement of 2.0.0 for a reader of 1.0.3: without contextAgents and contextGroups, which that edition forbids, and with
// version 1.0.0. What is left means the same in both. One that had some loses its signatures too: they hold the statement as it was.
std::string to_1_0_3(std::string_view statement);

// The attachments that a statement and its SubStatement declare, as they were written. The one place that knows where they stand; any JSON
// is welcome, since other stores are read with it too.
std::vector<std::string_view> attachments_of(std::string_view statement);
// The sha2 of each.
std::vector<std::string> attachment_hashes(std::string_view statement);
// Whether an attachment, as it was written, is a signature (part 2, 2.6).
bool is_signature(std::string_view attachment);

}  // namespace lrs
