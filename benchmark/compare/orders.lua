-- The load, for wrk: wrk ... -s orders.lua URL -- place|read CUSTOMERS ORDER RUN
-- Every request is text made beforehand; of a new order only the key is new. No answer is looked at: wrk counts
-- those that refuse by itself.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

-- A line of CUSTOMERS: guest, token, orders.
local function customers(file)
  local all = {}
  for line in io.lines(file) do
    local words = line:gmatch("%S+")
    local customer = { headers = { ["Grapevine-Guest"] = words(), ["Causal-Token"] = words() }, orders = {} }
    for order in words do customer.orders[#customer.orders + 1] = order end
    all[#all + 1] = customer
  end
  return all
end

-- Thread and run make a key the only one of its kind.
local function prepare_place(all, body, run)
  local heads, tails, count = {}, {}, #all
  for i, customer in ipairs(all) do
    customer.headers["Content-Type"] = "application/json"
    customer.headers["Idempotency-Key"] = run .. "-" .. number .. "-KEY"
    local text = wrk.format("POST", "/v1/orders", customer.headers, body)
    local from, to = text:find("KEY", 1, true)
    heads[i], tails[i] = text:sub(1, from - 1), text:sub(to + 1)
  end
  local n = 0
  function request()
    n = n + 1
    local i = n % count + 1
    return heads[i] .. n .. tails[i]
  end
end

local function prepare_read(all)
  local requests = {}
  for i = 1, #all[1].orders do
    for _, customer in ipairs(all) do
      requests[#requests + 1] = wrk.format("GET", "/v1/orders/" .. customer.orders[i], customer.headers)
    end
  end
  local count = #requests
  local n = number * 997
  function request()
    n = n + 1
    return requests[n % count + 1]
  end
end

function init(arguments)
  local operation, all = arguments[1], customers(arguments[2])
  if operation == "place" then
    prepare_place(all, io.open(arguments[3]):read("*l"), arguments[4])
  else
    prepare_read(all)
  end
end

-- requests, seconds, p50 and p99 in milliseconds, errors
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured %d %.6f %.3f %.3f %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
