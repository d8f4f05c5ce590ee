#pragma once
#include <stop_token>
#include <string>
#include <vector>

namespace client {

// A bucket of Amazon S3 or of a store that speaks like it, addressed by path, each request signed (AWS Signature Version 4, by libcurl).
// All calls block: for commands and for jobs on a pool. They throw Error(unavailable) with what the store said, soon also after they were asked to stop,
// Error(not_found) for an object that is not there. One thread at a time.
class S3 {
public:
    struct Config {
        std::string endpoint;  // https://s3.example.com; empty: Amazon's of the region
        std::string region = "us-east-1";
        std::string bucket;
        std::string key, secret;
    };
    explicit S3(Config config);

    // Objects of up to 5 GB, the most that one request may bring; Error(too_large) beyond.
    void put(const std::string& name, const std::string& file, const std::stop_token& stop = {}) const;
    void get(const std::string& name, const std::string& file, const std::stop_token& stop = {}) const;
    std::vector<std::string> list(const std::string& prefix) const;  // names of all objects
    void remove(const std::string& name) const;

private:
    std::string url_of(const std::string& name) const;
    Config config_;
};

}  // namespace client
