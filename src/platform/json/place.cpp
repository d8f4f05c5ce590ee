#include "platform/json/place.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <algorithm>
#include <vector>

namespace json {

std::string escape_token(std::string_view key) {
    std::string token;
    for (const char letter : key) {
        if (letter == '~') token += "~0";
        else if (letter == '/') token += "~1";
        else token += letter;
    }
    return token;
}

std::string Place::pointer() const {
    if (!parent) return {};
    return parent->pointer() + '/' + (index == none ? escape_token(key) : std::to_string(index));
}

namespace {
using boost::json::error_code;

// Follows the events of Boost.JSON's parser and remembers the path to where it stopped.
struct Trail {
    static constexpr std::size_t max_object_size = -1, max_array_size = -1, max_key_size = -1, max_string_size = -1;
    struct Step {
        bool array;
        std::string key;
        std::size_t index = 0;
        bool entered = false;  // of an object: a key was met
    };
    std::vector<Step> steps;

    std::string pointer() const {
        std::string text;
        for (const Step& step : steps)
            if (step.array || step.entered) text += '/' + (step.array ? std::to_string(step.index) : escape_token(step.key));
        return text;
    }
    bool value_ended() {
        if (!steps.empty() && steps.back().array) ++steps.back().index;
        return true;
    }
    bool close() {
        steps.pop_back();
        return value_ended();
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return steps.push_back({false, {}}), true; }
    bool on_object_end(std::size_t, error_code&) { return close(); }
    bool on_array_begin(error_code&) { return steps.push_back({true, {}}), true; }
    bool on_array_end(std::size_t, error_code&) { return close(); }
    bool on_key_part(std::string_view part, std::size_t size, error_code&) { return append_key(part, size); }
    bool on_key(std::string_view part, std::size_t size, error_code&) { return append_key(part, size); }
    bool append_key(std::string_view part, std::size_t size) {
        if (size == part.size()) steps.back().key.clear();
        steps.back().key += part;
        steps.back().entered = true;
        return true;
    }
    bool on_string_part(std::string_view, std::size_t, error_code&) { return true; }
    bool on_string(std::string_view, std::size_t, error_code&) { return value_ended(); }
    bool on_number_part(std::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, std::string_view, error_code&) { return value_ended(); }
    bool on_uint64(std::uint64_t, std::string_view, error_code&) { return value_ended(); }
    bool on_double(double number, std::string_view text, error_code& error) {
        const bool whole = text.find_first_of(".eE") == text.npos;
        if (whole || number > 1.7e308 || number < -1.7e308) {
            error = boost::json::error::exponent_overflow;
            return false;
        }
        return value_ended();
    }
    bool on_bool(bool, error_code&) { return value_ended(); }
    bool on_null(error_code&) { return value_ended(); }
    bool on_comment_part(std::string_view, error_code&) { return true; }
    bool on_comment(std::string_view, error_code&) { return true; }
};

std::string reason_of(error_code error) {
    using enum boost::json::error;
    if (error == too_deep) return "nesting deeper than 64 levels";
    if (error == exponent_overflow) return "a number out of range";
    if (error == incomplete) return "the text ends too early";
    if (error == extra_data) return "something follows the value";
    if (error) return error.message();
    return "malformed JSON";
}
}  // namespace

Flaw find_flaw(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = 64;
    boost::json::basic_parser<Trail> parser(options);
    error_code error;
    std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && used < text.size()) error = boost::json::error::extra_data;
    used = std::min(used, text.size());

    const auto before = text.substr(0, used);
    const auto line_start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return {reason_of(error), parser.handler().pointer(),
            1 + static_cast<std::size_t>(std::ranges::count(before, '\n')), 1 + used - line_start};
}

}  // namespace json
