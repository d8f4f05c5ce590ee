#include <array>

#include "lrs/statement/formats.hpp"
#include "lrs/statement/rules.hpp"

namespace lrs::rules {

namespace {
// part 2, 2.4.5.1
void score(Pass& pass, const At& at) {
    static constexpr std::array<Property, 4> properties{{{"scaled", number}, {"raw", number}, {"min", number}, {"max", number}}};
    const auto found = each_property(pass, at, properties, "part 2, 2.4.5.1");
    const auto part = [&found](std::size_t row) { return found.has(row) ? std::optional(found[row]) : std::nullopt; };
    const auto scaled = part(0), raw = part(1), min = part(2), max = part(3);
    if (scaled && !(scaled->number() >= -1 && scaled->number() <= 1))
        refuse({*scaled, {&at.place, "scaled"}}, "a number from -1 to 1", "part 2, 2.4.5.1, XAPI-00083");
    if (min && max && min->number() >= max->number())
        refuse({*min, {&at.place, "min"}}, "a number less than max", "part 2, 2.4.5.1, XAPI-00080 and 00081");
    if (raw && min && raw->number() < min->number())
        refuse({*raw, {&at.place, "raw"}}, "a number not less than min", "part 2, 2.4.5.1, XAPI-00082");
    if (raw && max && raw->number() > max->number())
        refuse({*raw, {&at.place, "raw"}}, "a number not greater than max", "part 2, 2.4.5.1, XAPI-00082");
}
}  // namespace

void result(Pass& pass, const At& at) {
    static constexpr std::array<Property, 6> properties{{{"score", score}, {"success", boolean}, {"completion", boolean},
                                                         {"response", string}, {"duration", duration}, {"extensions", extensions}}};
    each_property(pass, at, properties, "part 2, 2.4.5");
}

namespace {
constexpr std::string_view attachment_clause = "part 2, 2.4.11";

void length(Pass&, const At& at) {
    if (at.node.kind() != json::Kind::integer || at.node.integer() < 0) refuse(at, "a number of octets", "part 2, 2.4.11, XAPI-00102");
}

void sha2(Pass&, const At& at) {
    const auto sum = expect_string(at, attachment_clause);
    const bool size = sum.size() == 56 || sum.size() == 64 || sum.size() == 96 || sum.size() == 128;
    if (!size || !is_hex(sum)) refuse(at, "the hexadecimal digits of a SHA-2", "part 2, 2.4.11, XAPI-00103");
}

void content_type(Pass&, const At& at) {
    if (!is_media_type(expect_string(at, attachment_clause))) refuse(at, "a media type such as text/plain", "part 2, 2.4.11, XAPI-00105");
}

void attachment(Pass& pass, const At& at) {
    enum Row { usage_type, display, type, size, sum, description, file_url };
    static constexpr std::array<Property, 7> properties{{{"usageType", iri}, {"display", language_map}, {"contentType", content_type}, {"length", length},
                                                         {"sha2", sha2}, {"description", language_map}, {"fileUrl", irl}}};
    const auto found = each_property(pass, at, properties, attachment_clause);
    for (std::size_t row = 0; row < 5; ++row)
        if (!found.has(row)) refuse_absence(at.place, properties[row].name, "part 2, 2.4.11, XAPI-00102 to 00107");
    pass.facts.attachments.push_back(
        {found[usage_type].string(), found[type].string(), found[sum].string(), found.has(file_url), pass.nested, at.place.pointer()});
}
}  // namespace

void attachments(Pass& pass, const At& at) { each_item(pass, at, attachment, attachment_clause); }

}  // namespace lrs::rules
