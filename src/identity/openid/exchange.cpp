#include "identity/openid/exchange.hpp"

#include <boost/describe/class.hpp>

#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"
#include "platform/text/percent.hpp"

namespace identity {

struct TokenAnswer {
    std::string id_token;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (id_token))

namespace {
using namespace std::chrono_literals;
constexpr auto patience = 10s;
constexpr std::size_t most_bytes = 256 << 10;

// RFC 6749, 2.3.1: both are encoded before they are put together.
std::string basic(const CodeExchange& asked) {
    return "Basic " + crypto::to_base64(text::encode_percent(asked.client_id) + ':' + text::encode_percent(asked.client_secret));
}
}  // namespace

std::string encode_form(const Form& form) {
    std::string encoded;
    for (const auto& [name, value] : form) encoded.append(encoded.empty() ? "" : "&").append(name).append("=").append(text::encode_percent(value));
    return encoded;
}

client::Request request_of(const CodeExchange& asked) {
    Form form{{"grant_type", "authorization_code"}, {"code", asked.code}, {"redirect_uri", asked.redirect_uri}, {"code_verifier", asked.verifier}};
    client::Request request{.method = "POST", .url = asked.places.token, .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}}};
    const bool by_basic = !asked.client_secret.empty() && asked.places.proof == ClientProof::basic;
    if (by_basic) request.headers.push_back({"Authorization", basic(asked)});
    else form.emplace_back("client_id", asked.client_id);
    if (!by_basic && !asked.client_secret.empty()) form.emplace_back("client_secret", asked.client_secret);
    request.body = encode_form(form);
    request.first_byte_timeout = patience;
    request.deadline = timing::in(patience);
    request.response_limit = most_bytes;
    request.trace = asked.trace;
    return request;
}

Task<std::string> ask_for_id_token(client::Client& client, CodeExchange asked) {
    const auto answer = co_await client.fetch(request_of(asked));
    if (!answer) throw Error(ErrorCode::upstream, "its token endpoint did not answer: " + answer.error().detail);
    if (answer->status >= 400 && answer->status < 500) throw Error(ErrorCode::unauthorized, "its token endpoint answered with status " + std::to_string(answer->status));
    if (answer->status != 200) throw Error(ErrorCode::upstream, "its token endpoint answered with status " + std::to_string(answer->status));
    try {
        co_return json::read<TokenAnswer>(answer->body).id_token;
    } catch (const Error&) {
        throw Error(ErrorCode::upstream, "its token endpoint gave no ID token");
    }
}

}  // namespace identity
