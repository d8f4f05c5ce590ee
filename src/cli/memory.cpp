// What jemalloc reads before main (jemalloc(3), TUNING): few arenas, since few threads allocate much, and what is free goes back to the system within a second or
// two, also while nothing happens. Without jemalloc (a build with sanitizers) nobody reads it.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "narenas:4,dirty_decay_ms:1000,muzzy_decay_ms:0,background_thread:true,max_background_threads:1";
}
