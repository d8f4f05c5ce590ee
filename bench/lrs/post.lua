-- Statements like statement.json that differ in learner, activity, registration and score, sent to POST_PATH, SIZE a request. The load shares the machine with
-- the server, so a request is put together from pieces at once: with a substitution for each difference the load took a seventh of the machine.
local size = tonumber(os.getenv("SIZE") or "1")
local file = io.open(os.getenv("BENCH") .. "/statement.json")
local rest = file:read("*a"):gsub("%s+$", "")
file:close()
math.randomseed(os.time())

-- what stands at each place, in their order, and what takes its place
local random = math.random
local places = {
  {"0123456789ab", function() return string.format("%012d", random(0, 999)) end},
  {"checks/3", function() return "checks/" .. random(1, 500) end},
  {"34.25", function() return random(10, 99) .. "." .. random(10, 99) end},
  {"44982ef22df0", function() return string.format("%012x", random(0, 2 ^ 40)) end},
}
local between = {}
for i, place in ipairs(places) do
  local from, to = rest:find(place[1], 1, true)
  between[i], rest = rest:sub(1, from - 1), rest:sub(to + 1)
end

local head = "POST " .. (os.getenv("POST_PATH") or "/xapi/statements") .. " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" ..
  "X-Experience-API-Version: 1.0.3\r\nAuthorization: Basic cHVibGljOnNlY3JldA==\r\nContent-Length: "

function request()
  local pieces = {size == 1 and "" or "["}
  for i = 1, size do
    if i > 1 then pieces[#pieces + 1] = "," end
    for j, place in ipairs(places) do
      pieces[#pieces + 1] = between[j]
      pieces[#pieces + 1] = place[2]()
    end
    pieces[#pieces + 1] = rest
  end
  pieces[#pieces + 1] = size == 1 and "" or "]"
  local body = table.concat(pieces)
  return head .. #body .. "\r\n\r\n" .. body
end
