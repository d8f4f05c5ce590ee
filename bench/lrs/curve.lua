-- Asks for the lines of the file PATHS one after another; prints p50, p99 and worst in microseconds, the answers, the bad ones and the bytes.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
wrk.headers["X-Experience-API-Version"] = "1.0.3"
wrk.headers["Authorization"] = "Basic cHVibGljOnNlY3JldA=="
wrk.headers["Cookie"] = os.getenv("COOKIE")
local at = 0

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency)
  local errors = summary.errors
  print("figures", latency:percentile(50), latency:percentile(99), latency.max, summary.requests,
    errors.status + errors.timeout + errors.read + errors.connect, summary.bytes)
end
