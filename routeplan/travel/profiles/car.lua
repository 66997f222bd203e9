-- Where an officer drives: OSRM's own car profile, with the rights of somebody on duty.
--
-- She may drive into a compound, a yard or a private road that her household lies on. OSRM's
-- profile already knows ways that are only for the beginning and the end of a route, and lets a
-- route enter them at a price so high that nobody cuts through; private service roads it leaves
-- out. One-way streets, turn restrictions and streets without motors bind her as everybody.

local car = require('car')

-- Words of `access` by which somebody with business there may come in.
local BUSINESS = { 'private', 'permit', 'residents', 'customers', 'delivery', 'destination' }
local OF_MOTORS = { 'motorcar', 'motor_vehicle', 'vehicle' }

local function on_duty(profile)
  for _, word in ipairs(BUSINESS) do
    profile.restricted_access_tag_list[word] = true
  end
  profile.service_access_tag_blacklist = {}
  return profile
end

function setup()
  local profile = on_duty(car.setup())
  -- `access=no` alone, on a drive or yard, is a sign to strangers; `motor_vehicle=no` is not.
  profile.where_nobody_may = on_duty(car.setup())
  profile.where_nobody_may.restricted_access_tag_list['no'] = true
  return profile
end

local function only_access_says_no(item)
  if item:get_value_by_key('access') ~= 'no' then
    return false
  end
  for _, key in ipairs(OF_MOTORS) do
    if item:get_value_by_key(key) then
      return false
    end
  end
  return true
end

local YARDS = { service = true, residential = true, living_street = true, unclassified = true }

-- No door opens onto it, however near it lies on the map: it runs below.
local function underground(way)
  local tunnel, layer = way:get_value_by_key('tunnel'), way:get_value_by_key('layer')
  return (tunnel and tunnel ~= 'no' and tunnel ~= 'building_passage')
      or (layer and string.sub(layer, 1, 1) == '-')
end

function process_way(profile, way, result, relations)
  local yard = YARDS[way:get_value_by_key('highway')] and only_access_says_no(way)
  car.process_way(yard and profile.where_nobody_may or profile, way, result, relations)
  if underground(way) then
    result.is_startpoint = false
  end
end

-- A gate that is kept shut is opened for her; a bollard is not.
local GATES = { gate = true, lift_gate = true, swing_gate = true, sliding_gate = true }

function process_node(profile, node, result, relations)
  local barrier = node:get_value_by_key('barrier')
  if (barrier == 'swing_gate' or barrier == 'sliding_gate')
      and not node:get_value_by_key('motor_vehicle') then
    obstacle_map:add(node, Obstacle.new(obstacle_type.gate, obstacle_direction.both, 60, 0))
    return
  end
  local gate = GATES[barrier] and only_access_says_no(node)
  car.process_node(gate and profile.where_nobody_may or profile, node, result, relations)
end

return { setup = setup, process_way = process_way, process_node = process_node,
         process_turn = car.process_turn }
