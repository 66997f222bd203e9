/* How routes are told apart without colour: eight kinds of line, and a shape for each at the stops. */

/* Eight colours that the colour-blind can tell apart, dark enough on a light map. */
const COLOURS = ["#0060a8", "#c2410c", "#11734b", "#8b2f8f", "#8a6100", "#b0174c", "#1d7c92", "#4a4a4a"];

/* A line is whole, broken, or has a white core; `core` is the core's own pattern. */
const LINE_KINDS = [
  { width: 3.2 },
  { width: 5.4, core: true },
  { width: 3.4, dashes: "10 5" },
  { width: 5, core: true, coreDashes: "7 7" },
  { width: 4.4, dashes: "0.1 7.4" },
  { width: 3.4, dashes: "14 5.5 0.1 5.5" },
  { width: 5, dashes: "3 4", butt: true },
  { width: 6, core: true, coreDashes: "0.1 8" },
];

/** Officers with the same colour have lines of another kind. */
function lineOf(officer) {
  const again = Math.floor(officer / COLOURS.length);
  return { ...LINE_KINDS[(officer + 3 * again) % LINE_KINDS.length], colour: COLOURS[officer % COLOURS.length] };
}

/** A piece of an officer's line, for lists beside the map. */
function lineSample(officer) {
  const strokes = strokesOf(lineOf(officer)).map((stroke) => makeSvg("path", {
    d: "M3 5H45", fill: "none", stroke: stroke.color, "stroke-width": stroke.weight,
    "stroke-dasharray": stroke.dashArray, "stroke-linecap": stroke.lineCap,
  }));
  return makeSvg("svg.line-sample", { viewBox: "0 0 48 10", width: 48, height: 10, "aria-hidden": "true" }, strokes);
}

/** A mark on the map with an outline of its own; `path` is drawn around (0, 0). */
const ShapeMark = L.CircleMarker.extend({
  options: { pane: "lines", radius: 6, fill: true },
  _updatePath() {
    const at = this._point;
    const moved = this.options.path.replace(/([MLHVA])([^MLHVAz]*)/g, (whole, letter, numbers) => movedStep(letter, numbers, at));
    this._renderer._setPath(this, moved);
  },
});

function movedStep(letter, numbers, at) {
  const share = isPrinting() ? PAPER_SHARE : 1;
  const values = numbers.trim().split(/[ ,]+/).map((value) => share * value);
  const to = (k, by) => (values[k] + by).toFixed(1);
  if (letter === "H") return `H${to(0, at.x)}`;
  if (letter === "V") return `V${to(0, at.y)}`;
  if (letter === "A") return `A${values.slice(0, 2).join(" ")} ${numbers.trim().split(" ").slice(2, 5).join(" ")} ${to(5, at.x)} ${to(6, at.y)}`;
  const pairs = values.map((value, k) => (value + (k % 2 ? at.y : at.x)).toFixed(1));
  return `${letter}${pairs.join(" ")}`;
}

/* Why homes are left out: a white disc each, with a mark inside by reason. */
const DISC = "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0z";
const REASON_MARKS = [
  "", "M-3 0H3", "M-2.4 -2.4L2.4 2.4M-2.4 2.4L2.4 -2.4", "M0 -3V3",
  "M-1.3 0A1.3 1.3 0 1 0 1.3 0A1.3 1.3 0 1 0 -1.3 0z", "M-3 0H3M0 -3V3", "M-2.6 2L0 -2.6L2.6 2", "M-3 -1.6H3M-3 1.6H3",
];

/** The mark of each reason, the most frequent first. */
function reasonMarks(entries) {
  const counts = new Map();
  for (const { code } of entries) counts.set(code, (counts.get(code) || 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  return new Map(ranked.map(([code, count], k) => [code, { count, path: DISC + REASON_MARKS[k % REASON_MARKS.length] }]));
}

function reasonSign(path) {
  return makeSvg("svg.reason-sign", { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" },
    makeSvg("path", { d: path }));
}
