#include <algorithm>
#include <array>

#include "lrs/http/exchange.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"
#include "platform/text/percent.hpp"

namespace lrs {

namespace {
constexpr std::array<std::string_view, 6> header_fields{"authorization", "x-experience-api-version", "content-type",
                                                        "content-length", "if-match", "if-none-match"};

Error refusal(std::string reason) { return {ErrorCode::invalid, std::move(reason) + " (xAPI part 3, 1.3)"}; }

std::string decoded(std::string_view text) {
    auto plain = text::decode_percent(text, text::Plus::is_space);
    if (!plain) throw refusal("the form is not URL-encoded");
    return std::move(*plain);
}

template <class Take>
void read_form(std::string_view form, const Take& take) {
    while (!form.empty()) {
        const auto end = std::min(form.find('&'), form.size());
        const auto field = form.substr(0, end);
        const auto equals = field.find('=');
        if (equals == field.npos) throw refusal("the body is no URL-encoded form");
        take(decoded(field.substr(0, equals)), decoded(field.substr(equals + 1)));
        form.remove_prefix(std::min(end + 1, form.size()));
    }
}

void set_header(http::Request& request, const std::string& name, std::string value) {
    std::erase_if(request.headers, [&](const http::Header& header) { return text::equal_without_case(header.name, name); });
    request.headers.push_back({name, std::move(value)});
}

bool is_header_field(std::string_view name) { return std::ranges::find(header_fields, lower_case(name)) != header_fields.end(); }
}  // namespace

bool is_alternate(const http::Request& request) { return request.parameter("method").has_value(); }

http::Request unwrap_alternate(const http::Request& request) {
    if (request.method != "POST") throw refusal("the parameter method belongs to POST");
    if (request.query.size() != 1) throw refusal("all parameters but method belong into the form");
    auto type = request.header("content-type").value_or("application/x-www-form-urlencoded");
    if (type.substr(0, type.find(';')) != "application/x-www-form-urlencoded") throw refusal("Content-Type: application/x-www-form-urlencoded expected");

    http::Request inner{.method = std::string(*request.parameter("method")), .target = request.path, .path = request.path};
    inner.headers = request.headers;
    inner.peer = request.peer;
    inner.trace = request.trace;
    std::erase_if(inner.headers, [](const http::Header& header) { return text::equal_without_case(header.name, "content-type"); });
    bool has_content = false;
    read_form(request.body, [&](std::string name, std::string value) {
        if (name == "content") {
            inner.body = std::move(value);
            has_content = true;
        } else if (is_header_field(name)) {
            set_header(inner, name, std::move(value));
        } else {
            inner.query.emplace_back(std::move(name), std::move(value));
        }
    });
    if ((inner.method == "PUT" || inner.method == "POST") && !has_content) throw refusal("the form has no field content");
    if (has_content && !inner.header("content-type")) set_header(inner, "Content-Type", "application/json");
    return inner;
}

}  // namespace lrs
