-- How did the request fare? Gives the lease back and moves the breaker.
-- KEYS[1] the key's hash
-- ARGV token, reason ('' for an answer), seconds, after, slower, exact, recovery, slowest, longest rest
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1e6
local held = {}
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do held[flat[i]] = flat[i + 1] end
local function number(name, default) return tonumber(held[name] or default) end
local function keep(name, value) redis.call('HSET', KEYS[1], name, string.format('%.6f', value)) end

if held['lease'] == ARGV[1] then redis.call('HDEL', KEYS[1], 'lease', 'lease_until') end
local open_until, slow = number('open_until', 0), number('slow', 1)
if ARGV[2] == '' then
  if now < open_until then return end  -- sent before the breaker opened: no proof that all is well
  redis.call('HDEL', KEYS[1], 'open_until', 'reason', 'failures')
  keep('slow', math.max(1, slow * ARGV[7]))
  redis.call('EXPIRE', KEYS[1], 172800)
  return
end
if now < open_until then return end  -- the others of a burst that met the same refusal
local failures = number('failures', 0) + 1
redis.call('HSET', KEYS[1], 'failures', failures)
keep('slow', math.min(tonumber(ARGV[8]), slow * ARGV[5]))
if failures >= tonumber(ARGV[4]) then
  local doublings = ARGV[6] == '1' and 0 or math.min(failures - ARGV[4], 10)
  keep('open_until', now + math.min(ARGV[3] * 2 ^ doublings, tonumber(ARGV[9])))
  redis.call('HSET', KEYS[1], 'reason', ARGV[2])
end
redis.call('EXPIRE', KEYS[1], 172800)
