-- The statements of bench/lrs/post.lua, sent to the path POST_PATH.
dofile(os.getenv("BENCH") .. "/post.lua")
wrk.path = os.getenv("POST_PATH")
