#include "lrs/statement/formats.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lrs/statement/shape.hpp"

// Times, durations, language tags, IRIs, addresses and media types as strangers write them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto version : {lrs::Version::v1_0_3, lrs::Version::v2_0_0})
        if (const auto time = lrs::read_timestamp(text, version))
            if (lrs::read_timestamp(lrs::write_timestamp(*time), version) != time) std::abort();
    if (lrs::is_duration(text) && !lrs::is_duration(lrs::comparable_duration(text))) std::abort();
    if (lrs::is_language_tag(text) && !lrs::is_language_tag(lrs::lower_case(text))) std::abort();
    lrs::is_iri(text);
    lrs::is_mailto(text);
    lrs::is_media_type(text);
    lrs::accepted_languages(text);
    return 0;
}
