// What jemalloc reads before main (jemalloc(3), TUNING): few arenas, since few threads allocate much; what is free goes back to the system within a second,
// also while nothing happens, and what is very large (bodies of requests) at once. Sooner than that it is asked for again, and each page then costs a fault:
// they were two fifths of the time of a server that stores batches. Without jemalloc (a build with sanitizers) nobody reads it.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "narenas:4,dirty_decay_ms:1000,muzzy_decay_ms:0,oversize_threshold:2097152,background_thread:true,max_background_threads:1";
}
