#pragma once
#include <string>

#include "notices/push/subscription.hpp"
#include "notices/push/vapid.hpp"
#include "platform/json/json.hpp"

// What goes to a push service, and what its answer means (RFC 8030). Pure.
namespace notices {

// What a browser shows; its service worker (web/src/worker) reads it.
struct PushWords {
    std::string title, body, path;
};
BOOST_DESCRIBE_STRUCT(PushWords, (), (title, body, path))
// As JSON that fits into a message: a long body is cut behind a whole character.
std::string payload_of(PushWords words);

// The request that brings a message to a browser: encrypted for it and signed.
client::Request push_request(const Browser& to, const PushWords& words, Vapid& vapid);

enum class Reception {
    taken,    // the push service has it
    gone,     // the browser is subscribed no more
    refused,  // this message will never be taken
    later,    // it may be better then
};
Reception reception_of(int status);

}  // namespace notices
