// Times the import of a 700-page PDF until it is searchable, and searches over 100,000 passages. On SQLite in a new
// directory, or on the PostgreSQL database that OT_BENCH_DATABASE names. Prints one line a figure.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "library/extract.hpp"
#include "library/library.hpp"
#include "library/pdf/pdf_fixture.hpp"
#include "library/sql.gen.hpp"
#include "models/sql.gen.hpp"
#include "platform/client/client.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using library::Library;

const OrgId org("bench");

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

template <class T>
T run(Task<T> task) {
    boost::asio::io_context context;
    std::optional<T> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr thrown, T value) {
        failure = thrown;
        if (!thrown) result.emplace(std::move(value));
    });
    context.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

// Words whose frequencies fall as those of a language do (Zipf), from a vocabulary of 30,000.
class Words {
public:
    Words() {
        for (std::size_t rank = 1; rank <= vocabulary; ++rank) weights_.push_back(1.0 / std::pow(static_cast<double>(rank), 1.05));
        pick_ = std::discrete_distribution<std::size_t>(weights_.begin(), weights_.end());
    }
    std::string next() { return word(pick_(random_)); }
    // A content word: as people search, neither the most nor the least frequent ones.
    std::string content() { return word(50 + std::min<std::size_t>(pick_(random_) * 3, vocabulary - 51)); }
    std::string sentence(int words) {
        std::string text = next();
        text[0] = static_cast<char>(text[0] - 32);
        for (int at = 1; at < words; ++at) text += ' ' + next();
        return text + '.';
    }

private:
    static constexpr std::size_t vocabulary = 30'000;
    static std::string word(std::size_t rank) {
        constexpr std::string_view first = "bcdfghklmnprstvw", second = "aeiou";
        std::string word;
        for (std::size_t left = rank + 1; left > 0; left /= 80) {
            word += first[left % 16];
            word += second[left / 16 % 5];
        }
        return word + "x";
    }
    std::vector<double> weights_;
    std::discrete_distribution<std::size_t> pick_;
    std::mt19937 random_{7};
};

std::string make_book(Words& words, int count) {
    std::vector<library::pdf_fixture::Page> pages;
    std::vector<library::pdf_fixture::Bookmark> bookmarks;
    for (int number = 1; number <= count; ++number) {
        library::pdf_fixture::Page page;
        page.push_back({.y = 815, .size = 8, .text = fmt::format("A Long Book   {}", number)});
        if (number % 20 == 1) {
            const auto title = fmt::format("{} {}", number / 20 + 1, words.sentence(3));
            page.push_back({.y = 780, .size = 20, .bold = true, .text = title});
            bookmarks.push_back({title, number});
        }
        if (number % 4 == 1) page.push_back({.y = 750, .size = 14, .bold = true, .text = fmt::format("{}.{} {}", number / 20 + 1, number % 20 / 4 + 1, words.sentence(4))});
        std::vector<std::string> lines;
        for (int line = 0; line < 44; ++line) lines.push_back(words.sentence(11));
        add_lines(page, 725, lines);
        pages.push_back(std::move(page));
    }
    return library::pdf_fixture::make_pdf(pages, bookmarks);
}

library::Upload make_chapter(Words& words, int number, int passages) {
    std::string text = fmt::format("# Chapter {}\n\n", number);
    for (int at = 0; at < passages; ++at) {
        if (at % 8 == 0) text += "## " + words.sentence(3) + "\n\n";
        for (int sentence = 0; sentence < 8; ++sentence) text += words.sentence(12) + ' ';
        text += "\n\n";
    }
    return {fmt::format("{:04}.md", number), std::move(text)};
}

Task<library::Import> import_and_wait(Library& library, std::vector<library::Upload> files) {
    auto import = co_await library.import(org, UserId("bench"), "Book", std::move(files));
    while (import.state != library::ImportState::done && import.state != library::ImportState::failed) import = *co_await library.import_state(org, import.id);
    co_return import;
}

void import_book(Library& library, Words& words) {
    std::vector<library::Upload> files;
    files.push_back({"book.pdf", make_book(words, 700)});
    const auto start = Clock::now();
    const auto import = run(import_and_wait(library, std::move(files)));
    fmt::print("import_700_page_pdf_s {:.2f} passages {} {}\n", seconds_since(start), import.done, import.error);
    const auto sections = run(library.toc(org, import.course)).size();
    rusage self{}, helper{};
    getrusage(RUSAGE_SELF, &self);
    getrusage(RUSAGE_CHILDREN, &helper);
    fmt::print("toc_nodes {} peak_rss_server_mb {} peak_rss_helper_mb {}\n", sections, self.ru_maxrss / 1024, helper.ru_maxrss / 1024);
}

void search_large(Library& library, Words& words) {
    std::vector<library::Upload> files;
    for (int number = 1; number <= 100; ++number) files.push_back(make_chapter(words, number, 1000));
    const auto start = Clock::now();
    const auto import = run(import_and_wait(library, std::move(files)));
    fmt::print("import_100k_s {:.1f} passages {} {}\n", seconds_since(start), import.done, import.error);
    std::vector<double> times;
    std::size_t found = 0;
    for (int at = 0; at < 1000; ++at) {
        std::string query = words.content();
        for (int word = 0; word < at % 5; ++word) query += ' ' + words.content();
        const auto begin = Clock::now();
        found += run(library.search(org, import.course, query)).size();
        times.push_back(seconds_since(begin) * 1000);
    }
    std::ranges::sort(times);
    fmt::print("search_ms p50 {:.2f} p90 {:.2f} p99 {:.2f} worst {:.2f} hits {}\n", times[500], times[900], times[990], times[999], found);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], library::extract_command) == 0) return library::extract_main(argc, argv);
    const auto directory = std::filesystem::temp_directory_path() / ("omnitutor-bench-" + new_uuid());
    const char* url = std::getenv("OT_BENCH_DATABASE");
    {
        const auto database = db::open({.database_url = url ? url : ""}, directory.string());
        database->migrate(models::migrations);
        database->migrate(library::migrations);
        pool::Pool cpu(2);
        client::Client client;
        models::Models models(*database, client, {});
        Library library(*database, cpu, models, {});
        Words words;
        import_book(library, words);
        search_large(library, words);
    }
    std::filesystem::remove_all(directory);
}
