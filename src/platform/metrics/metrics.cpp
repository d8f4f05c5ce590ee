#include "platform/metrics/metrics.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <variant>

namespace metrics {

void Counter::add(double amount) { value_.fetch_add(amount, std::memory_order_relaxed); }
double Counter::value() const { return value_.load(std::memory_order_relaxed); }
void Gauge::set(double value) { value_.store(value, std::memory_order_relaxed); }
void Gauge::add(double amount) { value_.fetch_add(amount, std::memory_order_relaxed); }
double Gauge::value() const { return value_.load(std::memory_order_relaxed); }

namespace {
constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0};
}

class Histogram {
public:
    void observe(double seconds) {
        std::size_t bucket = 0;
        while (bucket < bounds.size() && seconds > bounds[bucket]) ++bucket;
        counts_[bucket].fetch_add(1, std::memory_order_relaxed);
        sum_.fetch_add(seconds, std::memory_order_relaxed);
    }
    std::uint64_t count(std::size_t bucket) const { return counts_[bucket].load(std::memory_order_relaxed); }
    double sum() const { return sum_.load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
    std::atomic<double> sum_ = 0;
};

void observe(Histogram& histogram, double seconds) { histogram.observe(seconds); }

namespace {
using Callback = std::function<double()>;
using Child = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>, std::unique_ptr<Histogram>, Callback>;

struct Family {
    std::string help;
    std::string_view type;
    std::map<std::string, Child, std::less<>> children;  // by labels
};

struct Registry {
    std::mutex mutex;
    std::map<std::string, Family, std::less<>> families;
};

// Metrics belong to the process, as its standard error does; everything else is passed by reference.
Registry& registry() {
    static Registry instance;
    return instance;
}

Child& child(std::string_view name, std::string_view help, std::string_view type, std::string_view labels, Child fresh) {
    Family& family = registry().families.try_emplace(std::string(name), Family{std::string(help), type, {}}).first->second;
    return family.children.try_emplace(std::string(labels), std::move(fresh)).first->second;
}

template <class Kind>
Kind& find_or_make(std::string_view name, std::string_view help, std::string_view type, std::string_view labels) {
    const std::lock_guard lock(registry().mutex);
    return *std::get<std::unique_ptr<Kind>>(child(name, help, type, labels, std::make_unique<Kind>()));
}

void line(std::string& out, std::string_view name, std::string_view labels, double value) {
    const auto open = labels.empty() ? "" : "{", close = labels.empty() ? "" : "}";
    fmt::format_to(std::back_inserter(out), "{}{}{}{} {}\n", name, open, labels, close, value);
}

void write_histogram(std::string& out, const std::string& name, const std::string& labels, const Histogram& histogram) {
    const std::string before = labels.empty() ? "" : labels + ",";
    std::uint64_t total = 0;
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
        total += histogram.count(i);
        const std::string bound = i == bounds.size() ? "+Inf" : fmt::format("{}", bounds[i]);
        line(out, name + "_bucket", before + "le=\"" + bound + '"', static_cast<double>(total));
    }
    line(out, name + "_sum", labels, histogram.sum());
    line(out, name + "_count", labels, static_cast<double>(total));
}

void write_child(std::string& out, const std::string& name, const std::string& labels, const Child& child) {
    if (const auto counter = std::get_if<std::unique_ptr<Counter>>(&child)) line(out, name, labels, (*counter)->value());
    else if (const auto gauge = std::get_if<std::unique_ptr<Gauge>>(&child)) line(out, name, labels, (*gauge)->value());
    else if (const auto read = std::get_if<Callback>(&child)) line(out, name, labels, (*read)());
    else write_histogram(out, name, labels, *std::get<std::unique_ptr<Histogram>>(child));
}
}  // namespace

Counter& counter(std::string_view name, std::string_view help, std::string_view labels) {
    return find_or_make<Counter>(name, help, "counter", labels);
}
Gauge& gauge(std::string_view name, std::string_view help, std::string_view labels) {
    return find_or_make<Gauge>(name, help, "gauge", labels);
}
Histogram& histogram(std::string_view name, std::string_view help, std::string_view labels) {
    return find_or_make<Histogram>(name, help, "histogram", labels);
}

void gauge_callback(std::string_view name, std::string_view help, std::string_view labels, std::function<double()> read) {
    const std::lock_guard lock(registry().mutex);
    child(name, help, "gauge", labels, Callback()) = std::move(read);
}

std::string exposition() {
    const std::lock_guard lock(registry().mutex);
    std::string out;
    for (const auto& [name, family] : registry().families) {
        fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, family.help, name, family.type);
        for (const auto& [labels, child] : family.children) write_child(out, name, labels, child);
    }
    return out;
}

}  // namespace metrics
