-- Where an officer cycles: OSRM's own bicycle profile, with the rights of somebody on duty.
--
-- OSRM shuts private ways to bicycles altogether. She may ride up a private drive or through the
-- gate of a compound to reach a household there, but not cut through: entering one costs as much
-- as a long detour. One-way streets and ways shut to bicycles bind her as everybody.

local bicycle = require('bicycle')

local BUSINESS = { private = true, permit = true, residents = true, delivery = true }
local OF_BICYCLES = { 'bicycle', 'vehicle' }
local ENTERING_WEIGHT = 240 -- seconds of riding that she takes on rather than cut through

local function on_duty(profile)
  for word in pairs(BUSINESS) do
    profile.access_tag_blacklist[word] = nil
  end
  -- Not `duration`: entering what is private has a weight, and takes no time.
  profile.properties.weight_name = 'liking'
  -- Hundredths: fewer ways weigh the same, so that tables and drawn lines choose the same one.
  profile.properties.weight_precision = 2
  return profile
end

function setup()
  local profile = on_duty(bicycle.setup())
  -- `access=no` alone, on a drive or yard, is a sign to strangers; `bicycle=no` is not.
  profile.where_nobody_may = on_duty(bicycle.setup())
  profile.where_nobody_may.access_tag_blacklist['no'] = nil
  return profile
end

local YARDS = { service = true, residential = true, living_street = true, unclassified = true,
                footway = true, path = true, pedestrian = true, track = true }

-- What the most particular of the tags says.
local function access_of(item)
  for _, key in ipairs(OF_BICYCLES) do
    local word = item:get_value_by_key(key)
    if word then
      return word, false
    end
  end
  return item:get_value_by_key('access'), true
end

local function rate(speed)
  return speed > 0 and speed / 3.6 or speed
end

-- No door opens onto it, however near it lies on the map: it runs below.
local function underground(way)
  local tunnel, layer = way:get_value_by_key('tunnel'), way:get_value_by_key('layer')
  return (tunnel and tunnel ~= 'no' and tunnel ~= 'building_passage')
      or (layer and string.sub(layer, 1, 1) == '-')
end

function process_way(profile, way, result)
  local word, of_all = access_of(way)
  local yard = word == 'no' and of_all and YARDS[way:get_value_by_key('highway')]
  bicycle.process_way(yard and profile.where_nobody_may or profile, way, result)
  result.forward_rate, result.backward_rate = rate(result.forward_speed), rate(result.backward_speed)
  if result.duration > 0 then
    result.weight = result.duration -- a ferry
  end
  local private = yard or BUSINESS[word] or false
  if private then
    result.forward_restricted, result.backward_restricted = true, true
  end
  if underground(way) then
    result.is_startpoint = false
  end
end

local GATES = { gate = true, lift_gate = true, swing_gate = true, sliding_gate = true,
                bollard = true, entrance = true, cycle_barrier = true }

function process_node(profile, node, result)
  local word, of_all = access_of(node)
  local gate = word == 'no' and of_all and GATES[node:get_value_by_key('barrier')]
  bicycle.process_node(gate and profile.where_nobody_may or profile, node, result)
end

function process_turn(profile, turn)
  bicycle.process_turn(profile, turn)
  local pushing = turn.weight -- the price of getting off, which OSRM adds to the weight alone
  turn.weight = turn.duration + math.max(0, pushing)
  if turn.target_restricted and not turn.source_restricted then
    turn.weight = turn.weight + ENTERING_WEIGHT
  end
end

return { setup = setup, process_way = process_way, process_node = process_node,
         process_turn = process_turn }
