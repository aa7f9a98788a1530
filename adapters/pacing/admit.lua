-- May this key send a request now? Returns {verdict, seconds}; "go" takes the turn.
-- KEYS[1] the key's hash
-- ARGV interval, step, longest step, burst, lateness, longest queue,
--      budget (0: none), lease seconds (0: none), token
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1e6
local held = {}
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do held[flat[i]] = flat[i + 1] end
local function number(name, default) return tonumber(held[name] or default) end
local function keep(name, value) redis.call('HSET', KEYS[1], name, string.format('%.6f', value)) end
local function answer(verdict, seconds)
  redis.call('EXPIRE', KEYS[1], 172800)
  return {verdict, string.format('%.6f', seconds)}
end

local open_until = number('open_until', 0)
if now < open_until then return answer('resting', open_until - now) end
local probing = open_until > 0

local day = math.floor(now / 86400)
local used = number('day', -1) == day and number('used', 0) or 0
local budget = tonumber(ARGV[7])
if budget > 0 and used >= budget then return answer('spent', (day + 1) * 86400 - now) end

local slow = number('slow', 1)
local interval, step, longest_step = ARGV[1] * slow, ARGV[2] * slow, ARGV[3] * slow
local tolerance = (ARGV[4] - 1) * interval
local due, queue = number('due', now), number('queue', 0)
local ready = due - tolerance
local lease = tonumber(ARGV[8])
if number('lease_until', 0) > now and (lease > 0 or probing) then
  ready = math.max(ready, now + math.max(interval, 1))
end

if now + 0.001 < ready then
  queue = math.min(math.max(queue, ready - longest_step) + longest_step, ready + interval * ARGV[6])
  keep('queue', queue)
  return answer('wait', queue - now)
end
if now + 0.001 >= queue then redis.call('HDEL', KEYS[1], 'queue') end
keep('due', math.max(due, now - ARGV[5] * slow) + step)
redis.call('HSET', KEYS[1], 'day', day, 'used', used + 1)
if lease > 0 or probing then
  redis.call('HSET', KEYS[1], 'lease', ARGV[9])
  keep('lease_until', now + (lease > 0 and lease or 60))
end
return answer('go', 0)
