-- Statements like statement.json that differ in learner, activity, registration and score.
local size = tonumber(os.getenv("SIZE") or "1")
local file = io.open(os.getenv("BENCH") .. "/statement.json")
local text = file:read("*a")
file:close()
wrk.method = "POST"
wrk.path = "/xapi/statements"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Experience-API-Version"] = "1.0.3"
wrk.headers["Authorization"] = "Basic cHVibGljOnNlY3JldA=="
math.randomseed(os.time())

local function one()
  local learner = string.format("%012d", math.random(0, 999))
  local s = text:gsub("0123456789ab", learner, 1)
  s = s:gsub("checks/3", "checks/" .. math.random(1, 500), 1)
  s = s:gsub("44982ef22df0", string.format("%012x", math.random(0, 2 ^ 40)), 1)
  return (s:gsub("34.25", math.random(10, 99) .. "." .. math.random(10, 99), 1))
end

function request()
  if size == 1 then return wrk.format(nil, nil, nil, one()) end
  local all = {}
  for i = 1, size do all[i] = one() end
  return wrk.format(nil, nil, nil, "[" .. table.concat(all, ",") .. "]")
end
