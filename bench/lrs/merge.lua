-- 64 writers (wrk -t64 -c64: a writer is a thread) merge members of their own into one state document, each a rising number in one of four.
-- Writes to the file MERGES one line a writer: number, the last merge acknowledged, the last sent.
local threads = {}
function setup(thread)
  thread:set("writer", #threads + 1)
  table.insert(threads, thread)
end

function init()
  sent, acknowledged, refused = 0, 0, 0
  wrk.method = "POST"
  wrk.path = os.getenv("DOCUMENT")
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-Experience-API-Version"] = "2.0.0"
  wrk.headers["Authorization"] = "Basic cHVibGljOnNlY3JldA=="
end

function request()
  sent = sent + 1
  return wrk.format(nil, nil, nil, string.format('{"w%d_%d":%d}', writer, sent % 4, sent))
end

function response(status)
  if status == 204 then acknowledged = sent else refused = refused + 1 end
end

function done()
  local file = io.open(os.getenv("MERGES"), "w")
  for _, thread in ipairs(threads) do
    file:write(thread:get("writer"), " ", thread:get("acknowledged"), " ", thread:get("sent"), " ", thread:get("refused"), "\n")
  end
  file:close()
end
