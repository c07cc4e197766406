-- Availability for random periods and filters, for wrk: figures A1 to A3.
-- Arguments: venues, zones and features (comma separated), first and last usable instant (Unix seconds), seed.

local function split(text)
  local parts = {}
  for part in string.gmatch(text or "", "[^,]+") do
    parts[#parts + 1] = part
  end
  return parts
end

local function instant(seconds)
  return os.date("!%Y-%m-%dT%H:%M:%SZ", seconds)
end

local thread_count = 0

function setup(thread)
  thread:set("number", thread_count)
  thread_count = thread_count + 1
end

function init(args)
  venues = split(args[1])
  zones = split(args[2])
  features = split(args[3])
  first = tonumber(args[4])
  last = tonumber(args[5])
  -- Each thread its own row of random numbers, the same in every run.
  math.randomseed(tonumber(args[6]) + number)
end

function request()
  local day = 86400
  local days = math.floor((last - first) / day)
  -- Between 8 and 15 o'clock UTC the hall is open all the year round, for at least two hours more.
  local from = first + math.random(0, days - 1) * day + math.random(9 * 4, 14 * 4) * 900
  local to = from + math.random(2, 8) * 900
  local venue = #venues > 1 and venues[math.random(1, #venues)] or venues[1]
  local path = "/api/v1/venues/" .. venue .. "/availability?from=" .. instant(from) .. "&to=" .. instant(to)
  local filter = math.random(1, 5)
  if filter == 1 and #zones > 0 then
    path = path .. "&zone=" .. zones[math.random(1, #zones)]
  elseif filter == 2 and #features > 0 then
    path = path .. "&features=" .. features[math.random(1, #features)]
  elseif filter == 3 then
    path = path .. "&party_size=" .. math.random(2, 4)
  end
  return wrk.format("GET", path)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"status_errors":%d,"socket_errors":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
