#include "platform/client/s3.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <pugixml.hpp>

#include "platform/client/curl.hpp"
#include "platform/error.hpp"
#include "platform/text/percent.hpp"

namespace client {

namespace {
constexpr curl_off_t largest = curl_off_t{5} << 30;
constexpr std::size_t longest_answer = 4 << 20;  // of what is read into memory: a page of a listing, an error

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File opened(const std::string& path, const char* mode) {
    File file(std::fopen(path.c_str(), mode));
    if (!file) throw Error(ErrorCode::unavailable, path + " cannot be opened.");
    return file;
}

// One signed request. An answer of 2xx goes to the file, if there is one; everything else into memory.
class Call {
public:
    Call(const S3::Config& config, const char* method, const std::string& url, const std::stop_token& stop = {}) : handle_(curl_easy_init()), stop_(stop) {
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_CUSTOMREQUEST, method);
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT, 10L);
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, 60L);
        set(CURLOPT_AWS_SIGV4, ("aws:amz:" + config.region + ":s3").c_str());
        set(CURLOPT_USERPWD, (config.key + ':' + config.secret).c_str());
        set(CURLOPT_WRITEFUNCTION, &on_body);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &on_progress);
        set(CURLOPT_XFERINFODATA, this);
        // No other header: libcurl 7.88 signs also those that it is told to leave out, such as "Expect:".
        headers_.reset(curl_slist_append(nullptr, "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
        set(CURLOPT_HTTPHEADER, headers_.get());
    }

    void send(std::FILE* from, curl_off_t size) {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READDATA, from);
        set(CURLOPT_INFILESIZE_LARGE, size);
        run();
    }
    void receive(std::FILE* into) {
        into_ = into;
        run();
    }
    std::string run() {
        const CURLcode code = curl_easy_perform(handle_.get());
        if (code != CURLE_OK) throw Error(ErrorCode::unavailable, std::string("the object store: ") + curl_easy_strerror(code));
        if (status() / 100 != 2) refuse();
        return std::move(answer_);
    }

private:
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(handle_.get(), option, value);
    }
    long status() const {
        long status = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
        return status;
    }
    [[noreturn]] void refuse() const {
        pugi::xml_document document;
        document.load_string(answer_.c_str());
        const auto error = document.child("Error");
        throw Error(status() == 404 ? ErrorCode::not_found : ErrorCode::unavailable,
                    "the object store answered " + std::to_string(status()) + ' ' + error.child_value("Code") + ": " + error.child_value("Message"));
    }
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* context) {
        auto& call = *static_cast<Call*>(context);
        const std::size_t bytes = size * count;
        if (call.into_ && call.status() / 100 == 2) return std::fwrite(data, 1, bytes, call.into_);
        if (call.answer_.size() + bytes > longest_answer) return CURL_WRITEFUNC_ERROR;
        call.answer_.append(data, bytes);
        return bytes;
    }

    // libcurl asks about once a second, also while nothing moves.
    static int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Call*>(context)->stop_.stop_requested(); }

    std::unique_ptr<CURL, FreeCurl> handle_;
    std::unique_ptr<curl_slist, FreeCurl> headers_;
    std::stop_token stop_;
    std::FILE* into_ = nullptr;
    std::string answer_;
};
}  // namespace

S3::S3(Config config) : config_(std::move(config)) {
    if (config_.endpoint.empty()) config_.endpoint = "https://s3." + config_.region + ".amazonaws.com";
    while (config_.endpoint.ends_with('/')) config_.endpoint.pop_back();
}

std::string S3::url_of(const std::string& name) const { return config_.endpoint + '/' + config_.bucket + '/' + text::encode_percent(name, "/"); }

void S3::put(const std::string& name, const std::string& file, const std::stop_token& stop) const {
    const auto size = static_cast<curl_off_t>(std::filesystem::file_size(file));
    if (size > largest) throw Error(ErrorCode::too_large, file + " is larger than the 5 GB that one request may bring to an object store.");
    Call(config_, "PUT", url_of(name), stop).send(opened(file, "rb").get(), size);
}

void S3::get(const std::string& name, const std::string& file, const std::stop_token& stop) const {
    const auto into = opened(file, "wb");
    Call(config_, "GET", url_of(name), stop).receive(into.get());
    if (std::fflush(into.get()) != 0) throw Error(ErrorCode::unavailable, file + " cannot be written.");
}

std::vector<std::string> S3::list(const std::string& prefix) const {
    std::vector<std::string> names;
    std::string token;
    do {
        // The names in the order that the signature asks for.
        const auto after = token.empty() ? "" : "continuation-token=" + text::encode_percent(token) + '&';
        const auto answer = Call(config_, "GET", config_.endpoint + '/' + config_.bucket + '?' + after + "list-type=2&prefix=" + text::encode_percent(prefix)).run();
        pugi::xml_document document;
        document.load_string(answer.c_str());
        const auto page = document.child("ListBucketResult");
        for (const auto object : page.children("Contents")) names.emplace_back(object.child_value("Key"));
        token = page.child_value("NextContinuationToken");
    } while (!token.empty());
    return names;
}

void S3::remove(const std::string& name) const { Call(config_, "DELETE", url_of(name)).run(); }

}  // namespace client
