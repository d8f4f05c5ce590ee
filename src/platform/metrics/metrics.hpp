#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <string_view>

// The process's metrics in Prometheus text form. A family is made once (at start) and lives as long as the process;
// `counter`, `gauge`, `histogram` return the child for one set of label values, made at first use. Any thread.
namespace metrics {

class Counter {
public:
    void add(double amount = 1);
    double value() const;

private:
    std::atomic<double> value_ = 0;
};
class Gauge {
public:
    void set(double value);
    void add(double amount);
    double value() const;

private:
    std::atomic<double> value_ = 0;
};
class Histogram;
void observe(Histogram& histogram, double seconds);

// `labels` in exposition form without braces: R"(route="/v1/plan",method="POST")", or "".
Counter& counter(std::string_view name, std::string_view help, std::string_view labels = "");
Gauge& gauge(std::string_view name, std::string_view help, std::string_view labels = "");
Histogram& histogram(std::string_view name, std::string_view help, std::string_view labels = "");
// A gauge read at scrape time (queue depth, open files).
void gauge_callback(std::string_view name, std::string_view help, std::string_view labels, std::function<double()> read);

std::string exposition();

}  // namespace metrics
