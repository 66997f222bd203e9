/* The beats tab: whose households are where. Officers differ in shape too, so that grey paper tells. */

const BEATS_WIDE = 1000;
const BESIDE = 18;

function beatsTab() {
  const { page, places } = PAGE.desk.beats;
  const named = places.some(([, , officer]) => officer >= 0);
  const link = page && make("p", null, make("a", { href: page }, WORDS.beats_page));
  return make("section.card", null, make("h2", null, WORDS.beats_title),
    named ? [make("p.note", null, WORDS.beats_note), link, beatsMap(places), beatsLegend(places)]
      : [make("p.note", null, WORDS.beats_none), link]);
}

/** Places on a flat map: a town is too small for the earth to be round. */
function beatsMap(places) {
  const narrow = Math.cos((PAGE.station.at[0] * Math.PI) / 180);
  const flat = ([latitude, longitude]) => [longitude * narrow, -latitude];
  const points = [PAGE.station.at, ...places].map(flat);
  const side = (axis) => [Math.min(...points.map((p) => p[axis])), Math.max(...points.map((p) => p[axis]))];
  const [west, east] = side(0);
  const [north, south] = side(1);
  const scale = (BEATS_WIDE - 60) / Math.max(east - west, (south - north) / 1.2, 1e-6);
  const at = (point) => {
    const [x, y] = flat(point);
    return [30 + (x - west) * scale, 30 + (y - north) * scale];
  };
  const high = 60 + (south - north) * scale;
  const seen = new Map();
  const placed = [...places].sort((a, b) => a[2] - b[2]).map((place) => {
    const [x, y] = at(place);
    const before = place[2] < 0 ? 0 : seen.get(`${place[0]} ${place[1]}`) || 0;
    if (place[2] >= 0) seen.set(`${place[0]} ${place[1]}`, before + 1);
    return placeSign(place, [x + BESIDE * before, y]);
  });
  const [x, y] = at(PAGE.station.at);
  return makeSvg("svg.chart.beats-map", { viewBox: `0 0 ${(east - west) * scale + 60} ${high}`, role: "img", "aria-label": WORDS.beats_title },
    beatsGround(at), placed, makeSvg("g", { transform: `translate(${x} ${y})` },
      makeSvg("rect.beats-station", { x: -9, y: -9, width: 18, height: 18 }), makeSvg("path.beats-star", { d: star(6.5) })));
}

/** The base map's streets under the signs, in its own place. */
function beatsGround(at) {
  if (!PAGE.ground) return null;
  const [[south, west], [north, east]] = PAGE.ground;
  const [left, top] = at([north, west]);
  const [right, bottom] = at([south, east]);
  const ground = document.getElementById("ground").cloneNode(true);
  ground.removeAttribute("id");
  ground.removeAttribute("style");
  for (const names of ground.querySelectorAll(".street-names")) names.remove();
  const place = { x: left, y: top, width: right - left, height: bottom - top, preserveAspectRatio: "none", class: "beats-ground" };
  for (const [name, value] of Object.entries(place)) ground.setAttribute(name, value);
  return ground;
}

function placeSign([, , officer, count], [x, y]) {
  const kind = officer < 0 ? makeSvg("circle.beats-nobody", { r: 3 }) : officerSign(officer, { transform: "scale(1.8)" });
  const text = officer >= 0 && count > 1 && makeSvg("text.beats-count", { y: 3.6, "text-anchor": "middle" }, String(count));
  return makeSvg("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` }, kind, text);
}

function beatsLegend(places) {
  const households = (index) => places.reduce((sum, [, , officer, count]) => sum + (officer === index ? count : 0), 0);
  const entry = (drawn, id, name, count) => make("li", null,
    makeSvg("svg", { viewBox: "-9 -9 18 18", width: 20, height: 20, "aria-hidden": "true" }, drawn),
    make("strong", null, id), " ", said("span", name), make("span.count", null, countOf(count, "households", "households")));
  const named = PAGE.officers.map(({ id, name }, k) => entry(officerSign(k, {}), id, name, households(k)));
  const rest = households(-1);
  return make("ul.beats-legend", null, named, rest ? entry(makeSvg("circle.beats-nobody", { r: 3 }), "", WORDS.nobody, rest) : null);
}
