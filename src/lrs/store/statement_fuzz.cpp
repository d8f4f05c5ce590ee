#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lrs/json/readable.hpp"
#include "lrs/statement/compare.hpp"
#include "lrs/statement/shape.hpp"
#include "lrs/store/prepared.hpp"
#include "platform/error.hpp"

// Statements of strangers. What is accepted must come back in every form as JSON that this store would accept itself, and must
// be equal to what was sent.
namespace {
using namespace lrs;

void expect_json(std::string_view text) { const Readable document(text); }

void check(const Prepared& prepared, Version version, const Sender& sender) {
    const auto stored = prepared.body(1'700'000'000'000'000);
    const auto again = prepare_all(stored, version, sender);
    if (again.size() != 1 || again[0].id != prepared.id || again[0].keys.size() < prepared.keys.size()) std::abort();
    if (!equivalent(stored, again[0].body(1'700'000'000'000'001))) std::abort();
    Named names;
    collect_names(stored, names);
    expect_json(to_ids(stored));
    expect_json(to_canonical(stored, {.definitions = {}, .displays = {}, .languages = {{"en", 1}, {"*", 0.5}, {"de", 0}}}));
    prepare_all(to_1_0_3(stored), Version::v1_0_3, sender);
    if (attachment_hashes(stored).size() != prepared.attachments.size()) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const auto sender = make_sender(OrgId("fuzz"), "http://example.com/xapi", "fuzz", true);
    for (const auto version : {Version::v1_0_3, Version::v2_0_0}) {
        std::vector<Prepared> accepted;
        try {
            accepted = prepare_all(text, version, sender);
        } catch (const Error& refusal) {
            if (refusal.code != ErrorCode::invalid) std::abort();
        }
        for (const auto& prepared : accepted) check(prepared, version, sender);
    }
    return 0;
}
