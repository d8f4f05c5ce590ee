#include "platform/http/request_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

#include "platform/http/target.hpp"

namespace http {

namespace beast = boost::beast;
using boost::system::error_code;

namespace {
constexpr std::size_t kept_body = 64 * 1024;
constexpr std::size_t shortest_end_of_chunks = std::string_view("0\r\n\r\n").size();

struct Scan {
    enum class Found { end, more, bad_line_end, folded } found = Found::more;
    std::size_t at = 0;  // behind the head, or where to go on
};

// Looks for the empty line from `from` on. Every line feed must follow a carriage return, no line may begin with a blank.
Scan scan_head(std::string_view text, std::size_t from) {
    using enum Scan::Found;
    for (auto feed = text.find('\n', from); feed != text.npos; feed = text.find('\n', feed + 1)) {
        if (feed == 0 || text[feed - 1] != '\r') return {bad_line_end, feed};
        if (feed >= 3 && text[feed - 2] == '\n') return {end, feed + 1};
        if (feed + 1 < text.size() && (text[feed + 1] == ' ' || text[feed + 1] == '\t')) return {folded, feed};
    }
    // The last line feed is looked at again: what follows it decides whether a line is folded.
    const auto last = text.rfind('\n');
    return {more, last == text.npos || last < from ? text.size() : last};
}

}  // namespace

// What the parser learnt beside the request itself.
struct RequestReader::Facts {
    int version = 11;
    int lengths = 0, hosts = 0, encodings = 0;
    bool odd_encoding = false, expects = false;
};

class RequestReader::Parser : public beast::http::basic_parser<true> {
public:
    Parser(Request& request, std::size_t field_limit) : request_(request), field_limit_(field_limit) {
        body_limit(boost::none);  // ours depends on the route, which the parser does not know
        header_limit(static_cast<std::uint32_t>(-1));
    }
    Facts facts;
    std::size_t room = 0;  // bytes of body that may still come

private:
    using View = beast::string_view;

    void on_request_impl(beast::http::verb, View method, View target, int version, error_code&) override {
        facts.version = version;
        request_.method = method;
        request_.target = target;
    }
    void on_response_impl(int, View, int, error_code&) override {}

    void on_field_impl(beast::http::field field, View name, View value, error_code& error) override {
        if (in_body_) return;  // trailers change nothing
        if (request_.headers.size() == field_limit_) {
            error = beast::http::error::header_limit;
            return;
        }
        note(field, value);
        request_.headers.push_back({std::string(name), std::string(value)});
    }

    void note(beast::http::field field, View value) {
        using beast::http::field;
        if (field == field::content_length) facts.lengths += value.find(',') == View::npos ? 1 : 2;
        if (field == field::host) ++facts.hosts;
        if (field == field::expect) facts.expects = beast::iequals(value, "100-continue");
        if (field == field::transfer_encoding) {
            ++facts.encodings;
            facts.odd_encoding |= !beast::iequals(value, "chunked");
        }
    }

    void on_header_impl(error_code&) override { in_body_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(View body, error_code& error) override { return take(body, error); }
    void on_chunk_header_impl(std::uint64_t size, View, error_code& error) override {
        if (size > room) error = beast::http::error::body_limit;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, View body, error_code& error) override { return take(body, error); }
    void on_finish_impl(error_code&) override {}

    std::size_t take(View body, error_code& error) {
        if (body.size() > room) {
            error = beast::http::error::body_limit;
            return 0;
        }
        room -= body.size();
        request_.body.append(body.data(), body.size());
        return body.size();
    }

    Request& request_;
    std::size_t field_limit_;
    bool in_body_ = false;
};

ErrorCode code_of_refusal(int status) {
    if (status == 413) return ErrorCode::too_large;
    if (status == 408) return ErrorCode::timeout;
    return status == 503 ? ErrorCode::unavailable : ErrorCode::invalid;
}

RequestReader::RequestReader(Limits limits) : limits_(std::move(limits)) { reset(); }
RequestReader::~RequestReader() = default;

void RequestReader::reset() {
    parser_.reset();
    request_.method.clear();
    request_.target.clear();
    request_.query.clear();
    request_.headers.clear();
    request_.path_values.clear();
    request_.body.clear();
    request_.stream = nullptr;
    if (request_.body.capacity() > kept_body) request_.body.shrink_to_fit();
    state_ = State::head;
    scanned_ = announced_ = 0;
    expects_ = false;
}

void RequestReader::release() {
    parser_.reset();
    request_ = {};
    limits_.body = {};
}

bool RequestReader::take_expectation() { return std::exchange(expects_, false); }

void RequestReader::refuse(int status, std::string reason) {
    state_ = State::refused;
    keep_alive_ = false;
    refusal_ = {status, std::move(reason)};
}

void RequestReader::refuse_large() { refuse(413, "the body is larger than the " + std::to_string(allowed_) + " bytes that this route takes"); }

std::size_t RequestReader::feed(std::string_view input) {
    if (state_ == State::head) return feed_head(input);
    if (state_ == State::body) return feed_body(input);
    return 0;
}

std::size_t RequestReader::feed_head(std::string_view input) {
    // RFC 9112, 2.2: an empty line before a request is skipped, also one whose first half was looked at before
    std::size_t skipped = 0;
    while (scanned_ <= 1 && input.starts_with("\r\n")) {
        input.remove_prefix(2);
        skipped += 2;
        scanned_ = 0;
    }
    const Scan scan = scan_head(input, scanned_);
    const std::size_t size = scan.found == Scan::Found::more ? input.size() : scan.at;
    if (scan.found == Scan::Found::bad_line_end) refuse(400, "a line ends without a carriage return");
    else if (scan.found == Scan::Found::folded) refuse(400, "a folded header line");
    else if (size > limits_.head)
        refuse(input.substr(0, limits_.head).find('\n') == input.npos ? 414 : 431, "the head of the request is too large");
    if (state_ == State::refused) return skipped;
    scanned_ = scan.at;
    if (scan.found == Scan::Found::more) return skipped;
    take_head(input.substr(0, size));
    return skipped + size;
}

void RequestReader::take_head(std::string_view head) {
    parser_ = std::make_unique<Parser>(request_, limits_.fields);
    error_code error;
    parser_->put({head.data(), head.size()}, error);
    if (error == beast::http::error::header_limit) return refuse(431, "too many header fields");
    if (error == beast::http::error::bad_version) return refuse(505, "HTTP/1.1 expected");
    if (error || !parser_->is_header_done()) return refuse(400, "malformed request");
    if (!admit()) return;
    parser_->eager(true);
    state_ = parser_->is_done() ? State::complete : State::body;
    expects_ = state_ == State::body && parser_->facts.expects && http11_;
}

// RFC 9112, 3.2, 6.1 and 6.3: what makes the end of a message doubtful ends the connection.
bool RequestReader::admit() {
    const Facts& facts = parser_->facts;
    http11_ = facts.version == 11;
    keep_alive_ = parser_->keep_alive();
    if (facts.hosts > 1 || (http11_ && facts.hosts == 0)) refuse(400, "exactly one Host expected");
    else if (facts.lengths > 1 || facts.encodings > 1) refuse(400, "the length of the body is told twice");
    else if (facts.encodings && !http11_) refuse(400, "HTTP/1.0 has no transfer codings");
    else if (facts.odd_encoding) refuse(501, "a transfer coding other than chunked");
    else if (!locate()) refuse(400, "malformed request target");
    else if (!parser_->is_done() && !make_room()) refuse_large();
    return state_ != State::refused;
}

bool RequestReader::locate() {
    auto target = parse_target(request_.target);
    if (!target) return false;
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
    return true;
}

bool RequestReader::make_room() {
    allowed_ = parser_->room = limits_.body(request_.method, request_.path);
    const auto length = parser_->content_length();
    announced_ = static_cast<std::size_t>(length.value_or(0));
    if (length && *length > parser_->room) return false;
    // No more than a first piece is set aside on a client's word.
    request_.body.reserve(std::min<std::uint64_t>(length.value_or(0), kept_body));
    return true;
}

std::size_t RequestReader::feed_body(std::string_view input) {
    // The parser asserts that it has this much when it looks at the last chunk for the second time, and no body in chunks ends with less.
    if (parser_->chunked() && input.size() < shortest_end_of_chunks) return 0;
    error_code error;
    const std::size_t used = parser_->put({input.data(), input.size()}, error);
    if (error == beast::http::error::body_limit) refuse_large();
    else if (error && error != beast::http::error::need_more) refuse(400, "malformed body");
    else if (parser_->is_done()) state_ = State::complete;
    else if (used == 0 && input.size() >= limits_.head) refuse(400, "the head of a chunk is too large");
    return used;
}

}  // namespace http
