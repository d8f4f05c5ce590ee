#include <algorithm>

#include "identity/openid/apple.hpp"
#include "identity/openid/state.hpp"
#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/hex.hpp"
#include "platform/http/origin.hpp"
#include "platform/text/percent.hpp"

namespace identity {

namespace {
using timing::Micros;
constexpr Micros a_second = 1'000'000;
constexpr std::size_t random_bytes = 32, most_code = 4096;
constexpr auto life = std::chrono::minutes(10);
constexpr Micros micros_of_life = std::chrono::microseconds(life).count();

// One for each journey, so that several may be under way in one browser.
std::string cookie_name_of(const std::string& state) { return "ot_openid_" + crypto::sha256_hex(state).substr(0, 12); }

http::Header cookie_of(const Journey& journey, bool secure) {
    const auto seconds = std::chrono::seconds(life).count();
    return {"Set-Cookie", cookie_name_of(journey.state) + '=' + journey.browser + "; Path=/v1/auth/openid; HttpOnly; SameSite=Lax; Max-Age=" +
                              std::to_string(seconds) + (secure ? "; Secure" : "")};
}

// RFC 7636, 4.2, S256
std::string challenge_of(const Journey& journey) {
    return crypto::to_base64url(crypto::from_hex(crypto::sha256_hex(verifier_of(journey))).value());
}

std::string address_of(const ProviderPlaces& places, const Journey& journey) {
    const bool apple = journey.issuer.kind == IssuerKind::apple;
    Form form{{"response_type", "code"},  {"client_id", journey.issuer.client_id},
              {"scope", apple ? "openid name" : "openid profile"}, {"redirect_uri", journey.redirect_uri},
              {"state", journey.state},    {"nonce", nonce_of(journey)},
              {"code_challenge", challenge_of(journey)}, {"code_challenge_method", "S256"}};
    if (apple) form.emplace_back("response_mode", "form_post");  // which it demands of who asks for the name
    else if (journey.going == Going::to_confirm) form.insert(form.end(), {{"prompt", "login"}, {"max_age", "0"}});
    return places.authorization + (places.authorization.find('?') == std::string::npos ? '?' : '&') + encode_form(form);
}

void store(db::Transaction& tx, const Journey& journey) {
    tx.run(sql::add_openid_departure, journey.issuer.org, crypto::sha256_hex(journey.state), crypto::sha256_hex(journey.browser), journey.issuer.id,
           journey.redirect_uri, journey.return_to, journey.user, journey.left_at + micros_of_life, journey.going == Going::to_confirm);
}

std::string field(const http::Fields& form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &http::Fields::value_type::first);
    return found == form.end() ? "" : found->second;
}

std::string shown(const http::Request& request, std::string_view name) { return std::string(request.parameter(name).value_or("")); }

// RFC 9207, 2.4: what is said must be right, and one who promises to say it must.
void check_answer(const http::Request& request, const ProviderPlaces& places) {
    const auto issuer = request.parameter("iss");
    if (issuer ? *issuer != places.issuer : places.says_issuer) throw Error(ErrorCode::unauthorized, "The answer is not this issuer's.");
}
}  // namespace

std::string nonce_of(const Journey& journey) { return crypto::hmac_sha256_hex(journey.browser, "nonce " + journey.state); }
std::string verifier_of(const Journey& journey) { return crypto::hmac_sha256_hex(journey.browser, "verifier " + journey.state); }

Task<Departure> OpenId::depart(const http::Request& request, Leaving leaving) {
    if (!http::is_local_path(leaving.return_to)) throw Error(ErrorCode::invalid, "expected the path of a page, such as /account").at("/return_to");
    Journey journey{.issuer = co_await state_->issuer(state_->accounts.org, leaving.issuer_id), .state = crypto::random_hex(random_bytes),
                    .browser = crypto::random_hex(random_bytes), .redirect_uri = redirect_uri(request, leaving.issuer_id),
                    .return_to = std::move(leaving.return_to), .user = {}, .going = leaving.going, .left_at = timing::now()};
    if (leaving.going == Going::to_link) journey.user = co_await state_->linker(request, std::move(leaving.password));
    if (leaving.going == Going::to_confirm) journey.user = co_await state_->confirmer(request);
    const auto provider = co_await state_->providers.find(journey.issuer.url);
    co_await state_->database.transact([journey](db::Transaction& tx) { store(tx, journey); });
    co_return Departure{address_of(provider.places, journey), cookie_of(journey, state_->accounts.identity.config().secure_cookies)};
}

Task<Journey> OpenId::State::take(const http::Request& request, OpenIdIssuer issuer) {
    Journey journey{.issuer = std::move(issuer), .state = shown(request, "state"), .browser = {}, .redirect_uri = {}, .return_to = {}, .user = {}};
    journey.browser = request.cookie(cookie_name_of(journey.state)).value_or("");
    const auto rows = co_await database.write(sql::take_openid_departure, journey.issuer.org, crypto::sha256_hex(journey.state),
                                              crypto::sha256_hex(journey.browser), journey.issuer.id, timing::now());
    if (rows.empty()) throw Error(ErrorCode::invalid, "This sign-in was not begun in this browser, or too long ago.");
    journey.redirect_uri = rows[0].text(0);
    journey.return_to = rows[0].text(1);
    if (!rows[0].is_null(2)) {
        journey.user = rows[0].id<UserId>(2);
        journey.going = rows[0].integer(4) != 0 ? Going::to_confirm : Going::to_link;
    }
    journey.called = rows[0].text(3);
    journey.left_at = rows[0].integer(5) - micros_of_life;
    co_return journey;
}

Task<std::string> OpenId::State::client_secret(OpenIdIssuer issuer) {
    if (!issuer.has_secret) co_return "";
    auto kept = co_await vault.find(secret_place(issuer));
    // Without it a code would be asked for as by a public client, which some issuers let pass.
    if (!kept) throw Error(ErrorCode::unavailable, "its client secret is not in the vault: remove this issuer and add it again");
    co_return issuer.kind == IssuerKind::apple ? apple_client_secret(issuer, *kept, timing::now() / a_second) : std::move(*kept);
}

Task<IdToken> OpenId::State::exchange(const Provider& provider, const Journey& journey, CodeExchange asked, std::string& raw) {
    asked.places = provider.places;
    asked.client_id = journey.issuer.client_id;
    asked.client_secret = co_await client_secret(journey.issuer);
    asked.redirect_uri = journey.redirect_uri;
    asked.verifier = verifier_of(journey);
    raw = co_await ask_for_id_token(client, std::move(asked));
    auto token = read_id_token(raw);
    ExpectedToken expected{.issuer = journey.issuer.url, .client_id = journey.issuer.client_id, .nonce = nonce_of(journey)};
    const bool says_when = journey.issuer.kind != IssuerKind::apple || token.authenticated;
    if (journey.going == Going::to_confirm && says_when) expected.authenticated_since = journey.left_at / a_second;
    check_id_token(token, expected, timing::now() / a_second);
    const auto key = co_await provider.keys->find(token.proof.key_id, token.proof.algorithm);
    if (!key) throw jose::token_refused("its key is not one of its issuer's");
    if (!key->verifies(token.proof.algorithm, token.proof.jws.signed_text, token.proof.jws.signature)) throw jose::token_refused("its signature does not hold");
    co_return token;
}

Task<Arrival> OpenId::arrive(const http::Request& request, std::string issuer_id) {
    const auto journey = co_await state_->take(request, co_await state_->issuer(state_->accounts.org, std::move(issuer_id)));
    const auto provider = co_await state_->providers.find(journey.issuer.url);
    check_answer(request, provider.places);
    auto code = shown(request, "code");
    if (code.empty() || code.size() > most_code || request.parameter("error")) throw Error(ErrorCode::unauthorized, "The issuer did not let you in.");
    std::string raw;  // what the token is read from
    auto token = co_await state_->exchange(provider, journey, {.code = std::move(code), .trace = request.trace}, raw);
    if (token.called.empty()) token.called = journey.called;
    Arrival arrival{.return_to = journey.return_to, .opened = {}, .cookie_name = cookie_name_of(journey.state)};
    if (journey.going == Going::to_link) co_await state_->link(request, journey, token);
    else if (journey.going == Going::to_confirm) co_await state_->confirm(request, journey, token);
    else arrival.opened = co_await state_->sign_in(request, journey.issuer, token);
    co_return arrival;
}

Task<std::string> OpenId::pass_on(std::string issuer_id, http::Fields form) {
    const auto issuer = co_await state_->issuer(state_->accounts.org, std::move(issuer_id));
    if (issuer.kind != IssuerKind::apple) throw Error(ErrorCode::not_found, "This issuer sends no forms.");
    if (const auto called = first_name_in(field(form, "user")); !called.empty())
        co_await state_->database.write(sql::name_openid_departure, issuer.org, crypto::sha256_hex(field(form, "state")), issuer.id, called, timing::now());
    Form query;
    for (const auto* name : {"code", "state", "iss", "error"})
        if (auto value = field(form, name); !value.empty() && value.size() <= most_code) query.emplace_back(name, std::move(value));
    co_return "/v1/auth/openid/" + issuer.id + "/callback?" + encode_form(query);
}

}  // namespace identity
