/* The page of beats. Neighbours differ in colour and in hatching, so that grey paper shows them. */

/* Dark enough on a light map, and to be told apart by the colour-blind. */
const BEAT_COLOURS = ["#0060a8", "#c2410c", "#11734b", "#8b2f8f", "#8a6100", "#b0174c", "#1d7c92", "#4a4a4a"];
/* Each colour's own hatching: lines at an angle (degrees), so many pixels apart, and how wide. */
const HATCHES = [[45, 9, 1.3], [0, 9, 1.3], [90, 9, 1.3], [135, 9, 1.3], [45, 5, 1.1], [0, 5, 1.1], [90, 5, 1.1], [135, 5, 1.1]];
/* What the table shows: a figure, its word and its decimals. */
const COLUMNS = [["households", "households_head", 0], ["hours", "hours_work", 1], ["percent_of_even", "of_even", 0],
  ["minutes_to_centre", "to_centre", 1], ["pieces", "pieces", 0]];

/** The hatchings as SVG patterns, which the map's paths are filled with. */
function hatchings() {
  return makeSvg("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position:absolute" },
    makeSvg("defs", null, HATCHES.map(([angle, apart, wide], k) =>
      makeSvg("pattern", {
        id: `hatch${k}`, patternUnits: "userSpaceOnUse", width: apart, height: apart, patternTransform: `rotate(${angle})`,
      },
      makeSvg("rect", { width: apart, height: apart, fill: BEAT_COLOURS[k], "fill-opacity": 0.14 }),
      makeSvg("rect", { width: apart, height: wide, fill: BEAT_COLOURS[k], "fill-opacity": 0.6 })))));
}

function tagOf(beat) {
  return make("span.tag", { style: `--own:${BEAT_COLOURS[beat.colour]}` }, beat.officer);
}

/** Polygons, and the officer's tag in the largest one. */
function drawBeat(beat) {
  const shapes = beat.polygons.map((rings) => rings.map(unpacked));
  const style = { color: BEAT_COLOURS[beat.colour], weight: 2.2, fillColor: `url(#hatch${beat.colour})`, fillOpacity: 1 };
  L.polygon(shapes, { ...style, pane: "lines", interactive: false, smoothFactor: 0.5 }).addTo(map);
  const sizes = shapes.map(([outer]) => Math.abs(area(outer)));
  const largest = shapes[sizes.indexOf(Math.max(...sizes))];
  if (!largest) return;
  const icon = L.divIcon({ className: "", html: make("span.beat-label", null, tagOf(beat)), iconSize: [0, 0] });
  L.marker(middleOf(largest[0]), { icon, title: beat.name, interactive: false, keyboard: false }).addTo(map);
}

/** Twice the signed area of a ring, in square degrees. */
function area(ring) {
  return ring.reduce((sum, [lat, lon], k) => {
    const [nextLat, nextLon] = ring[(k + 1) % ring.length];
    return sum + lon * nextLat - nextLon * lat;
  }, 0);
}

/** The middle of the widest stretch across a ring's middle latitude: a point inside it. */
function middleOf(ring) {
  const latitudes = ring.map(([lat]) => lat).sort((a, b) => a - b);
  const at = latitudes[Math.floor(latitudes.length / 2)] + 1e-7;
  const cuts = [];
  ring.forEach(([lat, lon], k) => {
    const [nextLat, nextLon] = ring[(k + 1) % ring.length];
    if (lat > at !== nextLat > at) cuts.push(lon + ((at - lat) / (nextLat - lat)) * (nextLon - lon));
  });
  cuts.sort((a, b) => a - b);
  let best = [0, ring[0][1], ring[0][1]];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    if (cuts[k + 1] - cuts[k] > best[0]) best = [cuts[k + 1] - cuts[k], cuts[k], cuts[k + 1]];
  }
  return [at, (best[1] + best[2]) / 2];
}

function figure([before, after], digits) {
  const text = (value) => numberText(value, digits);
  const same = text(before) === text(after);
  return make("td.figure", null, same ? null : [make("span.before", null, text(before)), " → "], make("span", null, text(after)));
}

function beatsTable() {
  const heads = [WORDS.officer, "", ...COLUMNS.map(([, word]) => WORDS[word]), WORDS.came, WORDS.went];
  const row = (beat) => make("tr", null, make("td", null, tagOf(beat)), make("td", null, said("span.name", beat.name)),
    COLUMNS.map(([key, , digits]) => figure(beat.figures[key], digits)),
    make("td.figure", null, numberText(beat.came)), make("td.figure", null, numberText(beat.went)));
  return make("section.card.beats-table", null, make("h2", null, WORDS.before_after),
    make("div.table-box", null, make("table", null,
      make("thead", null, make("tr", null, heads.map((head, k) => make(k > 1 ? "th.figure" : "th", { scope: "col" }, head)))),
      make("tbody", null, PAGE.beats.map(row)))),
    make("p.note", null, PAGE.note), PAGE.cut_off && make("p.note", null, PAGE.cut_off));
}

function masthead() {
  const tile = (value, word) => make("li", null, make("strong", null, value), make("span", null, word));
  const of = PAGE.beats.map(({ figures }) => figures.percent_of_even);
  const span = (k) => `${numberText(Math.min(...of.map((pair) => pair[k])), 0)}–${numberText(Math.max(...of.map((pair) => pair[k])), 0)} %`;
  return make("header.head", null, banners(),
    make("div.head-row", null,
      make("div.title", null, make("h1", { dir: "auto" }, PAGE.station.name), make("p.period", null, WORDS.beats)),
      make("ul.tiles", null, tile(numberText(PAGE.households), WORDS.households_head), tile(numberText(PAGE.changed), WORDS.changed),
        PAGE.new ? tile(numberText(PAGE.new), WORDS.new_homes) : null,
        tile(`${span(0)} → ${span(1)}`, WORDS.least_most))));
}

function fitBeats() {
  const points = PAGE.beats.flatMap(({ polygons }) => polygons.flatMap(([outer]) => unpacked(outer)));
  fitTo([PAGE.station.at, ...points], null, 12);
}

function start() {
  document.title = `${WORDS.beats} · ${PAGE.station.name}`;
  document.body.append(make("div.overview-page", { id: "app" }, hatchings(), masthead(),
    make("main", null,
      make("section.card.day.beats-map", null,
        make("div.map-slot", { role: "region", "aria-label": WORDS.map }, document.getElementById("map_page"))),
      beatsTable())));
  openMap(WORDS.fit_beats, fitBeats);
  for (const beat of PAGE.beats) drawBeat(beat);
  refitForPrint(fitBeats, fitBeats);
}

start();
