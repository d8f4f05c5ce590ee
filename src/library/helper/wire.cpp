#include "library/helper/wire.hpp"

#include <boost/json.hpp>
#include <cstdio>

namespace library {

namespace json = boost::json;

namespace {

void write_line(const json::object& object) {
    const auto text = json::serialize(object) + '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
}

json::value optional_number(const std::optional<int>& number) { return number ? json::value(*number) : json::value(nullptr); }

std::optional<int> number_or_null(const json::value& value) {
    return value.is_null() ? std::nullopt : std::optional(value.to_number<int>());
}

std::string text_of(const json::object& object, std::string_view key) { return std::string(object.at(key).as_string()); }

Section to_section(const json::object& object) {
    Section section{.level = object.at("level").to_number<int>(), .title = text_of(object, "title"), .anchor = text_of(object, "anchor")};
    section.page = number_or_null(object.at("page"));
    return section;
}

Block to_block(const json::object& object) {
    return {static_cast<Kind>(object.at("kind").to_number<int>()), text_of(object, "text"), number_or_null(object.at("page"))};
}

void read_head(const json::object& object, Document& document) {
    document.title = text_of(object, "title");
    document.description = text_of(object, "description");
    document.language = text_of(object, "language");
    document.format = text_of(object, "format");
    document.pages = number_or_null(object.at("pages"));
}

}  // namespace

void send_progress(int done, int total, std::string_view what) {
    write_line({{"is", "progress"}, {"done", done}, {"total", total}, {"what", what}});
    std::fflush(stdout);
}

void send(const Document& document) {
    write_line({{"is", "head"},
                {"title", document.title},
                {"description", document.description},
                {"language", document.language},
                {"format", document.format},
                {"pages", optional_number(document.pages)}});
    for (const auto& section : document.sections) {
        write_line({{"is", "section"}, {"level", section.level}, {"title", section.title}, {"anchor", section.anchor}, {"page", optional_number(section.page)}});
        for (const auto& block : section.blocks)
            write_line({{"is", "block"}, {"kind", static_cast<int>(block.kind)}, {"text", block.text}, {"page", optional_number(block.page)}});
    }
    write_line({{"is", "end"}});
    std::fflush(stdout);
}

void send(const Error& error) {
    write_line({{"is", "error"}, {"code", static_cast<int>(error.code)}, {"detail", error.detail}});
    std::fflush(stdout);
}

void Receiver::line(std::string_view text) {
    const auto value = json::parse(text);
    const auto& object = value.as_object();
    const auto is = text_of(object, "is");
    if (is == "progress") report_(object.at("done").to_number<int>(), object.at("total").to_number<int>(), text_of(object, "what"));
    else if (is == "head") read_head(object, document_);
    else if (is == "section") document_.sections.push_back(to_section(object));
    else if (is == "block") document_.sections.at(document_.sections.size() - 1).blocks.push_back(to_block(object));
    else if (is == "error") throw Error(static_cast<ErrorCode>(object.at("code").to_number<int>()), text_of(object, "detail"));
    else complete_ = is == "end";
    if ((text_ += text.size()) > text_limit_) throw Error(ErrorCode::too_large, "The material holds more text than one course may.");
}

}  // namespace library
