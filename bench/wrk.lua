-- Posts the form in FORM if there is one; asks for the PATHS in turn, if there are some,
-- with PAUSE milliseconds before each request; says at the end what was measured.

local form = os.getenv("FORM")
if form and form ~= "" then
  wrk.method = "POST"
  wrk.body = form
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

local paths, turn = {}, 0
for path in (os.getenv("PATHS") or ""):gmatch("%S+") do
  paths[#paths + 1] = path
end
if #paths > 0 then
  request = function()
    turn = turn % #paths + 1
    return wrk.format(nil, paths[turn])
  end
end

-- wrk knows whole milliseconds only: by chance a longer or a shorter one.
local pause = tonumber(os.getenv("PAUSE") or "") or 0
if pause > 0 then
  delay = function()
    return math.floor(pause + math.random())
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %f, "errors": %d, "p99": %f}',
    summary.requests,
    summary.duration / 1e6,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(99) / 1e3
  ))
end
