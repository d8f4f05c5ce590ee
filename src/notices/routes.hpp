#pragma once

namespace http {
class Router;
}

// What mount() calls, one for each *_routes.cpp.
namespace notices {

class Notices;
void mount_sent(http::Router& router, Notices& notices);
void mount_inbox(http::Router& router, Notices& notices);
void mount_push(http::Router& router, Notices& notices);
void mount_settings(http::Router& router, Notices& notices);
void mount_reminders(http::Router& router, Notices& notices);

}  // namespace notices
