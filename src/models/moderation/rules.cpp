#include "models/moderation/rules.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "models/moderation/words.hpp"

namespace models {

namespace {

using Words = std::vector<std::string>;

std::vector<Words> parse_list(std::string_view list) {
    std::vector<Words> out;
    while (!list.empty()) {
        const auto bar = list.find('|');
        out.push_back(words_of(list.substr(0, bar)));
        list = bar == std::string_view::npos ? std::string_view() : list.substr(bar + 1);
    }
    return out;
}

// Where the phrase ends when it starts at `at`; nothing when it does not.
std::optional<std::size_t> match(const Words& words, std::size_t at, const Words& phrase, std::size_t gap) {
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        const auto last = std::min(words.size(), at + (i == 0 ? 1 : gap + 1));
        const auto found = std::find(words.begin() + static_cast<std::ptrdiff_t>(std::min(at, words.size())), words.begin() + static_cast<std::ptrdiff_t>(last), phrase[i]);
        if (found == words.begin() + static_cast<std::ptrdiff_t>(last)) return std::nullopt;
        at = static_cast<std::size_t>(found - words.begin()) + 1;
    }
    return at;
}

struct Phrases {
    std::string_view category;
    std::size_t gap;
    std::vector<Words> list;
};
struct Acts {
    std::string_view category;
    std::vector<Words> acts, objects;
};

// The data, split into words once.
struct Rules {
    std::vector<Phrases> phrases;
    std::vector<Acts> acts;
    std::vector<Words> frames, harmless;
    std::set<std::string> softeners, study;

    Rules() : frames(parse_list(rule_data.frames)), harmless(parse_list(rule_data.harmless)) {
        for (const auto& one : rule_data.phrases) phrases.push_back({one.category, static_cast<std::size_t>(one.gap), parse_list(one.phrases)});
        for (const auto& one : rule_data.acts) acts.push_back({one.category, parse_list(one.acts), parse_list(one.objects)});
        for (const auto& one : parse_list(rule_data.softeners)) softeners.insert(one[0]);
        for (const auto& one : parse_list(rule_data.study)) study.insert(one[0]);
    }
};

const Rules& rules() {
    static const Rules all;
    return all;
}

std::optional<std::size_t> match_any(const Words& words, std::size_t at, const std::vector<Words>& list) {
    std::optional<std::size_t> longest;
    for (const auto& phrase : list)
        if (const auto end = match(words, at, phrase, 0); end && (!longest || *end > *longest)) longest = end;
    return longest;
}

bool breaks_phrase(const Words& words, const Phrases& rule) {
    for (std::size_t at = 0; at < words.size(); ++at)
        for (const auto& phrase : rule.list)
            if (phrase[0] == words[at] && match(words, at, phrase, rule.gap)) return true;
    return false;
}

// A request frame before the act, or the act as the order that opens the text ("please build a …").
bool is_request(const Words& words, std::size_t act) {
    constexpr std::size_t reach = 10;
    if (act == 0 || (act == 1 && words[0] == "please")) return true;
    for (std::size_t at = act > reach ? act - reach : 0; at < act; ++at)
        if (match_any(words, at, rules().frames)) return true;
    return false;
}

bool is_harmless_pair(const Words& words, std::size_t begin, std::size_t end) {
    if (begin > 0 && match_any(words, begin - 1, rules().harmless)) return true;
    return match_any(words, begin, rules().harmless) || match_any(words, end - 1, rules().harmless);
}

bool reaches_object(const Words& words, std::size_t from, const std::vector<Words>& objects) {
    constexpr std::size_t reach = 6;
    for (std::size_t at = from; at < std::min(words.size(), from + reach); ++at) {
        if (rules().softeners.contains(words[at])) return false;
        const auto end = match_any(words, at, objects);
        if (end && !is_harmless_pair(words, at, *end)) return true;
    }
    return false;
}

bool breaks_act(const Words& words, const Acts& rule) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto after = match_any(words, at, rule.acts);
        if (after && is_request(words, at) && reaches_object(words, *after, rule.objects)) return true;
    }
    return false;
}

bool is_study(const Words& words) {
    return std::ranges::any_of(words, [](const std::string& word) { return rules().study.contains(word); });
}

// Suicide in the first person, unless it is plainly a subject of study.
bool speaks_of_own_suicide(const Words& words) {
    const auto has = [&words](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    if (!has("suicide") && !has("suicidal")) return false;
    if (is_study(words)) return false;
    return has("i") || has("im") || has("me") || has("my") || has("ive");
}

}  // namespace

std::string_view broken_rule(std::string_view text) {
    for (const auto raw : rule_data.raw)
        if (text.contains(raw)) return self_harm;
    const auto words = words_of(text);
    for (const auto& rule : rules().phrases)
        if (breaks_phrase(words, rule)) return rule.category;
    if (speaks_of_own_suicide(words)) return self_harm;
    for (const auto& rule : rules().acts)
        if ((rule.category != self_harm || !is_study(words)) && breaks_act(words, rule)) return rule.category;
    return {};
}

}  // namespace models
