#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstring>

#include "cli/commands.hpp"
#include "library/extract.hpp"
#include "platform/error.hpp"

namespace {

struct Options {
    std::string listen, data, port_file, path = "-", org, format = "ndjson", columns, expected, place, name;
    bool markdown = false, incremental = false, everything = false, replace = false;
};

cli::Settings settings_of(const Options& options) {
    cli::Settings settings;
    cli::load(settings);
    if (!options.listen.empty()) settings.http.listen = options.listen;
    if (!options.data.empty()) settings.data = options.data;
    if (!options.place.empty()) settings.backup.to = options.place;
    return settings;
}

int run(int argc, char** argv) {
    CLI::App app{"OmniTutor: a tutor that you run yourself"};
    app.set_version_flag("--version", OT_VERSION);
    app.require_subcommand(1);
    Options options;
    int code = 0;

    auto* serve = app.add_subcommand("serve", "Serve the tutor");
    serve->add_option("--listen", options.listen, "HOST:PORT, port 0 takes a free one (127.0.0.1:8790)");
    serve->add_option("--port-file", options.port_file, "write the port here once requests are answered");
    serve->callback([&] { code = cli::serve(settings_of(options), options.port_file); });

    app.add_subcommand("migrate", "Bring the database to this version")->callback([&] { code = cli::migrate(settings_of(options)); });

    auto* config = app.add_subcommand("config", "Print the effective settings, secrets masked");
    config->add_flag("--markdown", options.markdown, "as the reference page");
    config->callback([&] { code = cli::show_config(settings_of(options), options.markdown); });

    app.add_subcommand("doctor", "Check what a first run needs")->callback([&] { code = cli::doctor(settings_of(options)); });

    auto* etl = app.add_subcommand("etl", "Bring statements into statements_flat");
    etl->add_flag("--incremental", options.incremental, "what is missing, beside whoever else does")->required();
    etl->add_flag("--all", options.everything, "look at all statements again, not only at those that came since the last time");
    etl->callback([&] { code = cli::etl_incremental(settings_of(options), options.everything); });

    auto* course = app.add_subcommand("course", "Course material");
    course->require_subcommand(1);
    auto* import = course->add_subcommand("import", "Import a file or a folder as a course");
    import->add_option("path", options.path, "PDF, HTML, Markdown, text, DOCX, EPUB or a folder of them")->required();
    import->callback([&] { code = cli::course_import(settings_of(options), options.path); });

    auto* xapi = app.add_subcommand("xapi", "Learning records");
    xapi->require_subcommand(1);
    auto* take = xapi->add_subcommand("import", "Store statements of an NDJSON file; what is stored already is passed over");
    take->add_option("file", options.path, "NDJSON, or - for standard input")->required();
    take->callback([&] { code = cli::xapi_import(settings_of(options), options.path, options.org); });
    auto* give = xapi->add_subcommand("export", "Write all statements");
    give->add_option("file", options.path, "where to; - is standard output");
    give->add_option("--format", options.format, "ndjson, with attachments, or csv")->check(CLI::IsMember({"ndjson", "csv"}));
    give->add_option("--columns", options.columns, "paths of CSV columns, such as timestamp,actor.mbox,verb.id");
    give->callback([&] { code = cli::xapi_export(settings_of(options), options.path, options.org, options.format, options.columns); });
    for (auto* command : {take, give}) {
        command->add_option("--org", options.org, "id of the organisation; empty: the first");
        command->add_option("--data", options.data, "directory of the data (data)");
    }

    auto* audit = app.add_subcommand("audit", "The audit log");
    audit->require_subcommand(1);
    auto* verify = audit->add_subcommand("verify", "Look whether each entry is as it was written, behind the one before it");
    verify->add_option("--expect", options.expected, "NUMBER:HASH of an entry that must still be there");
    verify->add_option("--data", options.data, "directory of the data (data)");
    verify->callback([&] { code = cli::audit_verify(settings_of(options), options.expected); });

    auto* backup = app.add_subcommand("backup", "Back the whole database up, beside a server that runs or without one");
    backup->require_subcommand(0, 1);
    backup->callback([&] {
        if (backup->get_subcommands().empty()) code = cli::backup_make(settings_of(options));
    });
    auto* backups = backup->add_subcommand("list", "All backups, newest first");
    backups->callback([&] { code = cli::backup_list(settings_of(options)); });
    auto* prove = backup->add_subcommand("verify", "Load a backup apart and count its rows");
    prove->callback([&] { code = cli::backup_verify(settings_of(options), options.name); });
    auto* restore = app.add_subcommand("restore", "Put a backup in the place of the database; stop the server first");
    restore->add_flag("--replace", options.replace, "move what stands there aside");
    restore->callback([&] { code = cli::restore(settings_of(options), options.name, options.replace); });
    for (auto* command : {prove, restore}) command->add_option("name", options.name, "of a backup; empty: the newest");
    for (auto* command : {backup, backups, prove, restore}) command->add_option("--place", options.place, "where backups are kept (OT_BACKUP_TO)");
    for (auto* command : {backups, prove}) command->add_option("--data", options.data, "directory of the data (data)");

    for (auto* command : app.get_subcommands({})) command->add_option("--data", options.data, "directory of the data (data)");
    import->add_option("--data", options.data, "directory of the data (data)");
    CLI11_PARSE(app, argc, argv);
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    // The extractor of untrusted documents runs as a child of the server under its own limits.
    if (argc > 1 && std::strcmp(argv[1], library::extract_command) == 0) return library::extract_main(argc, argv);
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "omnitutor: %s\n", error.what());
        return 1;
    }
}
