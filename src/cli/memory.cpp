// What jemalloc reads before main (jemalloc(3), TUNING): few arenas, since few threads allocate much; what is free goes back to the system within a tenth of a second,
// also while nothing happens, and what is large (pieces of files, bodies of requests) at once. Without jemalloc (a build with sanitizers) nobody reads it.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "narenas:4,dirty_decay_ms:100,muzzy_decay_ms:0,oversize_threshold:262144,background_thread:true,max_background_threads:1";
}
