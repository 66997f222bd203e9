-- Where an officer walks, how fast, and which ways she would rather not take.
--
-- She is on duty: she rings at gates, walks up drives, and crosses yards to reach a home. So
-- private ways are open to her, at a price. Two numbers describe each way:
--   speed: how fast she goes, in km/h. It makes the minutes of a plan and is never bent.
--   liking: how much she would rather be elsewhere, 1 being a plain street and 0.5 one that must
--     save half the way to be taken. It chooses the route and adds nothing to its minutes.

api_version = 4

local guidance = require('lib/guidance')

local WALKING = 5    -- km/h on the flat, as on any pedestrian's map
local STEPS = 3      -- along the ground; stairs take about twice the time of a pavement
local LEAST = 0.25   -- even the worst way is taken if a home cannot be reached otherwise

local RING_SECONDS = 30     -- at a locked gate: ring, wait, be let in
local ENTERING_WEIGHT = 120 -- seconds of detour that she walks rather than cut through a compound
local SIGNAL_SECONDS = 2    -- at traffic lights: most are green, or the street is empty

-- Ways by kind: how much they are liked. What is not listed is no way for feet: motorways (the
-- law), railways, construction, races, corridors inside buildings.
local KINDS = {
  footway = 1, pedestrian = 1, living_street = 1, steps = 1, path = 1, platform = 1,
  residential = 1, unclassified = 1, service = 1, road = 1, track = 1,
  tertiary = 0.95, tertiary_link = 0.95,
  -- Big roads have pavements in towns, and where they are the only way, people walk beside them.
  secondary = 0.9, secondary_link = 0.9, primary = 0.85, primary_link = 0.85,
  trunk = 0.7, trunk_link = 0.7,
  -- Made for others, but a home may lie on nothing else.
  cycleway = 0.8, bridleway = 0.8,
}

local BIG = { trunk = true, trunk_link = true, primary = true, primary_link = true,
              secondary = true, secondary_link = true, tertiary = true, tertiary_link = true }

-- Things other than highways that people walk on. Car parks: along their edge, where paths end.
local OTHERS = {
  railway = { platform = 1 }, public_transport = { platform = 1 }, man_made = { pier = 1 },
  amenity = { parking = 0.8 },
}

local OPEN = { yes = true, designated = true, permissive = true, official = true, public = true }
-- Open to those who live or have business there: an officer on duty has.
local BUSINESS = { private = true, permit = true, destination = true, customers = true,
                   residents = true, delivery = true, agricultural = true, forestry = true }
-- What opens a way that is shut to walkers by name: the whole of it is somebody's own.
local OWN = { private = true, permit = true, residents = true }
-- Not even on duty, unless `foot` says otherwise.
local SHUT = { military = true, emergency = true, bus = true, psv = true }

-- A pavement of some sort, drawn into the street itself.
local PAVEMENT = { yes = true, both = true, left = true, right = true }
local SIDEWALK_KEYS = { 'sidewalk', 'sidewalk:both', 'sidewalk:left', 'sidewalk:right' }

-- Walking through it is slower, as a part of the speed on a firm ground.
local GROUND = { gravel = 0.75, pebblestone = 0.75, fine_gravel = 0.75, sand = 0.5, mud = 0.5 }

-- What a way that is drawn through it does not pass: everything else on a way is a gate of a kind.
local WALLS = { wall = true, fence = true, city_wall = true, retaining_wall = true, hedge = true,
                ditch = true }
-- Where somebody may have to open.
local GATES = { gate = true, lift_gate = true, swing_gate = true, sliding_gate = true,
                wicket_gate = true, hampshire_gate = true, door = true, entrance = true,
                sally_port = true, yes = true }
local KEPT_SHUT = { private = true, no = true, permit = true, residents = true, key = true }

function setup()
  -- Squares are crossed from edge to edge, not walked around.
  area_manager:init('visgraph+dijkstra')
  return {
    properties = {
      -- Not `duration`: OSRM then lets the liking choose and the speed count the minutes.
      weight_name = 'liking',
      -- Hundredths: with tenths two ways round a block often weigh the same and take not the same
      -- time, and the table then has the minutes of one and the map the line of the other.
      weight_precision = 2,
      max_speed_for_map_matching = 40 / 3.6,
      u_turn_penalty = 0,                     -- walkers turn round where they like
      continue_straight_at_waypoint = false,
      use_turn_restrictions = false,          -- signs for wheels
      max_collapse_distance = 10,
      area_simplify_threshold = 1.0,          -- square metres: bends that no walker sees
    },
    default_mode = mode.walking,
  }
end

-- The liking of a way by its kind, or nil when it is no way for feet.
local function kind_of(way, highway)
  if highway then
    return KINDS[highway]
  end
  for key, values in pairs(OTHERS) do
    local liking = values[way:get_value_by_key(key)]
    if liking then
      return liking
    end
  end
end

-- Whether she may go there: the factor on the liking and whether it is private; nil when not.
local function rights(way, highway)
  local foot = way:get_value_by_key('foot')
  local access = way:get_value_by_key('access')
  if foot == 'no' then
    -- Meant for strangers where the whole way is private; else a road that kills walkers.
    return OWN[access] and 0.5 or nil, true
  end
  if foot == 'use_sidepath' then
    return 0.6, false
  end
  local word = foot or access
  if word == nil or OPEN[word] then
    return 1, false
  end
  if SHUT[word] then
    return nil
  end
  if word == 'no' and BIG[highway] then
    return nil -- a through road that is shut is dug up, or a bridge is out
  end
  if word == 'no' or BUSINESS[word] then
    -- Restricted for a word like `destination` on a public street costs nothing.
    local stranger = word ~= 'destination' and word ~= 'delivery' and word ~= 'customers'
    return stranger and 0.8 or 0.95, stranger
  end
  return 1, false -- words that say nothing of walking, such as `discouraged` or `unknown`
end

-- How the pavements of a street change its liking; nil when there is none where one is a must.
local function pavements(way, highway)
  local beside, separate = false, false
  for _, key in ipairs(SIDEWALK_KEYS) do
    local value = way:get_value_by_key(key)
    beside = beside or PAVEMENT[value]
    separate = separate or value == 'separate'
  end
  local foot = way:get_value_by_key('foot')
  local allowed = beside or OPEN[foot]
  if way:get_value_by_key('motorroad') == 'yes' and not allowed then
    return nil -- a road for motors only, in law
  end
  if separate and not OPEN[foot] then
    -- Its pavements are ways of their own: the middle is for crossing, and for homes that the
    -- pavements on the map do not reach.
    return BIG[highway] and 0.4 or 0.8
  end
  if allowed and BIG[highway] then
    return 1.1 -- takes back what a big road without pavements costs
  end
  return 1
end

local function one_way(way, highway, result)
  local only = way:get_value_by_key('oneway:foot')
  local belt = way:get_value_by_key('conveying')
  if (highway == 'steps' or highway == 'footway') and way:get_value_by_key('oneway') ~= 'no' then
    if belt == 'forward' then
      only = only or 'yes'
    elseif belt == 'backward' then
      only = only or '-1'
    end
  end
  if only == 'yes' or only == '1' or only == 'true' then
    result.backward_mode = mode.inaccessible
  elseif only == '-1' or only == 'reverse' then
    result.forward_mode = mode.inaccessible
  end
end

-- No door opens onto it, however near it lies on the map: it runs below.
local function underground(way)
  local tunnel, layer = way:get_value_by_key('tunnel'), way:get_value_by_key('layer')
  return (tunnel and tunnel ~= 'no' and tunnel ~= 'building_passage' and tunnel ~= 'passage')
      or (layer and string.sub(layer, 1, 1) == '-') or false
end

local function ferry(way, result)
  local foot = way:get_value_by_key('foot') or way:get_value_by_key('access')
  if foot == 'no' or foot == 'private' then
    return
  end
  result.forward_mode, result.backward_mode = mode.ferry, mode.ferry
  result.forward_speed, result.backward_speed = WALKING, WALKING
  result.forward_rate, result.backward_rate = WALKING / 3.6, WALKING / 3.6
  local duration = way:get_value_by_key('duration')
  if duration and durationIsValid(duration) then
    result.duration = math.max(parseDuration(duration), 1)
    result.weight = result.duration
  end
  result.is_startpoint = false
end

local function name_of(way)
  return way:get_value_by_key('name')
      or way:get_value_by_key('is_sidepath:of:name')
      or way:get_value_by_key('street:name')
end

function process_way(profile, way, result)
  local highway = way:get_value_by_key('highway')
  if not highway and way:get_value_by_key('route') == 'ferry' then
    ferry(way, result)
    result.name = way:get_value_by_key('name') or ''
    return
  end
  if highway == 'pedestrian' and way:has_true_tag('area') and rights(way, highway) then
    area_manager:way(way)
    return
  end
  local liking = kind_of(way, highway)
  if not liking or way:get_value_by_key('impassable') == 'yes'
      or way:get_value_by_key('status') == 'impassable' then
    return
  end
  local right, private = rights(way, highway)
  local beside = pavements(way, highway)
  if not right or not beside then
    return
  end
  liking = math.max(LEAST, liking * right * beside)
  local speed = highway == 'steps' and STEPS or WALKING
  speed = speed * (GROUND[way:get_value_by_key('surface')] or 1)

  result.forward_mode, result.backward_mode = mode.walking, mode.walking
  one_way(way, highway, result)
  result.forward_speed, result.backward_speed = speed, speed
  result.forward_rate, result.backward_rate = speed / 3.6 * liking, speed / 3.6 * liking
  result.forward_restricted, result.backward_restricted = private, private
  result.is_startpoint = not underground(way)
  result.name = name_of(way) or ''
  if way:get_value_by_key('junction') == 'roundabout' then
    result.roundabout = true
  end
  guidance.set_classification(highway, result, way)
end

function process_relation(profile, relation)
  if relation:has_tag('type', 'multipolygon') and relation:has_tag('highway', 'pedestrian') then
    area_manager:relation(relation)
  end
end

function process_node(profile, node, result)
  if node:get_value_by_key('highway') == 'traffic_signals' then
    result.traffic_lights = true
  end
  local barrier = node:get_value_by_key('barrier')
  if not barrier then
    return
  end
  local foot = node:get_value_by_key('foot')
  local access = node:get_value_by_key('access')
  if OPEN[foot] then
    return
  end
  if WALLS[barrier] or (foot == 'no' and not OWN[access]) then
    result.barrier = true
  elseif GATES[barrier] and (node:get_value_by_key('locked') == 'yes' or KEPT_SHUT[foot or access])
  then
    obstacle_map:add(node, Obstacle.new(
      obstacle_type.gate, obstacle_direction.both, RING_SECONDS, RING_SECONDS))
  end
end

function process_turn(profile, turn)
  turn.duration = turn.has_traffic_light and SIGNAL_SECONDS or 0
  for _, obstacle in pairs(obstacle_map:get(turn.from, turn.via)) do
    if obstacle.type == obstacle_type.gate then
      turn.duration = turn.duration + obstacle.duration
    end
  end
  turn.weight = turn.duration
  if turn.target_restricted and not turn.source_restricted then
    turn.weight = turn.weight + ENTERING_WEIGHT
  end
end

return { setup = setup, process_way = process_way, process_node = process_node,
         process_turn = process_turn, process_relation = process_relation }
