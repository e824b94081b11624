-- Posts the form in FORM if there is one, and says at the end what was measured.

local form = os.getenv("FORM")
if form and form ~= "" then
  wrk.method = "POST"
  wrk.body = form
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
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
