-- What widgets on many pages do, for wrk: figure E1. The same answer again and again, each connection pausing between,
-- so that many ask a little and not one as much as it can. Arguments: milliseconds of pause, and the entity tag that is
-- known already, if any. Prints the same line as availability.lua.

local pause = 0

function init(arguments)
  pause = tonumber(arguments[1])
  if arguments[2] and arguments[2] ~= '' then
    wrk.headers['If-None-Match'] = arguments[2]
  end
end

function delay()
  return pause
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"status_errors":%d,"socket_errors":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
