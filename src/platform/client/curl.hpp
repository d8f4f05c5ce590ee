#pragma once
#include <curl/curl.h>

#include <memory>

// Owners of what libcurl gives away, for the files of this folder.
namespace client {

struct FreeCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};

}  // namespace client
