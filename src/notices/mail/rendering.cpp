#include "notices/mail/rendering.hpp"

#include <fmt/format.h>

#include "platform/text/ascii.hpp"

namespace notices {

namespace {
using text::escape_html;

constexpr std::string_view paragraph = "<p style=\"margin:0 0 16px\">{}</p>\n";
constexpr std::string_view button =
    "<p style=\"margin:24px 0\"><a href=\"{0}\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#1d4ed8;color:#ffffff;"
    "text-decoration:none;font-weight:600\">{1}</a></p>\n<p style=\"margin:0 0 16px;font-size:14px;color:#475569\">Or open this address: <br>{0}</p>\n";
// Styles stand at each element, since many readers of mail drop a style sheet; no picture is fetched from anywhere.
constexpr std::string_view page =
    "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title></head>\n"
    "<body style=\"margin:0;padding:24px;background:#f1f5f9;color:#0f172a;font:16px/1.5 system-ui,sans-serif\">\n"
    "<div style=\"max-width:560px;margin:0 auto;padding:32px;border-radius:12px;background:#ffffff\">\n{1}"
    "<p style=\"margin:32px 0 0;font-size:14px;color:#475569\">{2}</p>\n</div>\n</body>\n</html>\n";
}  // namespace

std::string text_of(const Letter& letter, std::string_view name) {
    auto text = fmt::format("Hello {},\n\n", name);
    for (const auto& one : letter.paragraphs) text += one + "\n\n";
    if (!letter.link.empty()) text += fmt::format("{}:\n{}\n\n", letter.action, letter.link);
    return text + "-- \n" + letter.why + '\n';
}

std::string html_of(const Letter& letter, std::string_view name) {
    auto body = fmt::format(paragraph, "Hello " + escape_html(name) + ',');
    for (const auto& one : letter.paragraphs) body += fmt::format(paragraph, escape_html(one));
    if (!letter.link.empty()) body += fmt::format(button, escape_html(letter.link), escape_html(letter.action));
    return fmt::format(page, escape_html(letter.subject), body, escape_html(letter.why));
}

}  // namespace notices
