#include <fmt/format.h>

#include <boost/describe.hpp>

#include "library/courses/repository.hpp"
#include "library/courses/routes.hpp"
#include "library/courses/state.hpp"
#include "library/helper/source.hpp"
#include "library/upload/multipart.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace library {

BOOST_DESCRIBE_ENUM(ImportState, queued, reading, indexing, done, failed)

namespace {

struct ImportJson {
    std::string id, course_id, title;
    ImportState state = ImportState::queued;
    int done = 0, total = 0;
    std::string message;
    std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(ImportJson, (), (id, course_id, title, state, done, total, message, error))

struct AcceptedJson {
    ImportJson import;
};
BOOST_DESCRIBE_STRUCT(AcceptedJson, (), (import))

struct ImportsJson {
    std::vector<ImportJson> imports;
};
BOOST_DESCRIBE_STRUCT(ImportsJson, (), (imports))

constexpr std::size_t longest_title = 300;  // bytes

ImportJson to_json(const Import& import) {
    ImportJson json{.id = import.id.str(), .course_id = import.course.str(), .title = import.title, .state = import.state};
    json.done = import.done;
    json.total = import.total;
    json.message = import.message;
    if (!import.error.empty()) json.error = import.error;
    return json;
}

struct Form {
    std::string title;
    std::vector<Source> files;
};

Form read_form(const http::Request& request, const std::filesystem::path& spool) {
    Form form;
    for (const auto& part : parse_multipart(request.header("Content-Type").value_or(""), request.body)) {
        if (part.name == "title") form.title = trimmed(part.content);
        else if (part.name == "file") form.files.push_back(Source::spool(part.filename, part.content, spool));
        else throw Error(ErrorCode::invalid, fmt::format("The part \"{}\" is not known; send \"file\" and \"title\".", part.name));
    }
    if (form.files.empty()) throw Error(ErrorCode::invalid, "Send at least one part named \"file\".");
    if (form.title.size() > longest_title) throw Error(ErrorCode::invalid, "The title is too long.");
    return form;
}

Task<http::Answer<AcceptedJson>> accept_upload(Library& library, const http::Caller& caller, const http::Request& request) {
    auto& state = library.state();
    auto form = co_await state.cpu.run([&] { return read_form(request, state.config.spool); });
    const auto import = co_await library.import_sources(caller.org, caller.user, std::move(form.title), std::move(form.files));
    co_return http::Answer<AcceptedJson>{.body = {to_json(import)}, .status = 202};
}

Task<ImportJson> read_import(Library& library, const http::Caller& caller, const http::Request& request) {
    const std::string id(request.path_value("id"));
    const auto import = co_await library.import_state(caller.org, ImportId(id));
    if (!import) throw Error(ErrorCode::not_found, "There is no such import.");
    co_return to_json(*import);
}

Task<ImportsJson> list_imports(Library& library, const http::Caller& caller) {
    ImportsJson reply;
    for (const auto& import : co_await library.imports(caller.org, caller.user)) reply.imports.push_back(to_json(import));
    co_return reply;
}

}  // namespace

void mount_imports(http::Router& router, Library& library) {
    http::Needs upload{.limit = "upload", .raw_body = true, .summary = "Upload files as a course (multipart/form-data)"};
    upload.body_limit = library.state().config.upload_limit;
    router.post("/v1/courses", upload,
                [&library](const http::Caller& caller, const http::Request& request) { return accept_upload(library, caller, request); });
    router.get("/v1/imports", {.summary = "My imports, newest first"},
               [&library](const http::Caller& caller, const http::Request&) { return list_imports(library, caller); });
    router.get("/v1/imports/{id}", {.summary = "How far an import has come"},
               [&library](const http::Caller& caller, const http::Request& request) { return read_import(library, caller, request); });
}

void mount(http::Router& router, Library& library) {
    mount_courses(router, library);
    mount_imports(router, library);
}

}  // namespace library
