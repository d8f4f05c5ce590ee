#include "library/import/read_one.hpp"

#include <fmt/format.h>

#include "library/archive/office.hpp"
#include "library/html/html.hpp"
#include "library/import/markdown.hpp"
#include "library/import/plain_text.hpp"
#include "library/pdf/pdf.hpp"
#include "library/text/utf8.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

std::string text_of(const Source& source) {
    auto repaired = repair(source.bytes());
    if (repaired.broken * 10 > repaired.text.size())
        throw Error(ErrorCode::unsupported_type, fmt::format("{} is not text in UTF-8 or UTF-16.", source.filename()));
    return std::move(repaired.text);
}

std::string path_of(const Source& source) { return fmt::format("/proc/self/fd/{}", source.descriptor()); }

}  // namespace

Document read_one(const Source& source, const Config& config, const Report& report) {
    switch (file_type(source.filename(), source.bytes())) {
        case FileType::markdown: return read_markdown(text_of(source));
        case FileType::plain_text: return read_plain_text(text_of(source));
        case FileType::pdf: return read_pdf(source.filename(), path_of(source), source.bytes(), config.page_limit, report);
        case FileType::html: return read_html(source.filename(), text_of(source));
        case FileType::docx: return read_docx(source.filename(), source.bytes(), config);
        case FileType::epub: return read_epub(source.filename(), source.bytes(), config, report);
        case FileType::zip: return read_zip(source.filename(), source.bytes(), config, report);
    }
    throw Error(ErrorCode::unsupported_type, fmt::format("{} is not supported. Supported: {}.", source.filename(), supported_types));
}

}  // namespace library
