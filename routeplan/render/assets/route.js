/* A round on the map: a line in a white casing with arrow heads; dotted from the street to doors. */

const ARROWS_APART = 84;
const INK = "#14181f";
const NEXT_PIXELS = 1.5;

/** Ways with their dotted ends split off: a way's first and last point are doors. */
function splitWays(ways) {
  const streets = [];
  const doors = [];
  for (const way of ways.map(unpacked)) {
    if (way.length > 2) doors.push(way.slice(0, 2), way.slice(-2));
    const street = way.length > 2 ? way.slice(1, -1) : way;
    if (street.length > 1) streets.push(street);
  }
  return { streets, doors };
}

/** Strokes of a line from below to above: the line itself, and its core where it has one; finer on paper. */
function strokesOf(kind) {
  const share = isPrinting() ? PAPER_SHARE : 1;
  const stroke = (color, width, dashes) => ({
    color, weight: share * width,
    dashArray: dashes ? dashes.split(" ").map((part) => share * part).join(" ") : null,
    lineCap: dashes && kind.butt ? "butt" : "round",
  });
  const line = stroke(kind.colour, kind.width, kind.dashes);
  return kind.core ? [line, stroke("#fff", kind.width * 0.5, kind.coreDashes)] : [line];
}

/** A line of several strokes upon each other, which are worked out once. */
const Strokes = L.Polyline.extend({
  onAdd() {
    L.Polyline.prototype.onAdd.call(this);
    this._more = this.options.strokes.map((stroke) => makeSvg("path", {
      fill: "none", stroke: stroke.color, "stroke-width": stroke.weight, "stroke-dasharray": stroke.dashArray,
      "stroke-linecap": stroke.lineCap, "stroke-linejoin": "round",
    }));
    this._path.replaceWith(...this._more);
    this._updatePath();
  },
  onRemove() {
    for (const path of this._more) path.remove();
    L.Polyline.prototype.onRemove.call(this);
  },
  _updatePath() {
    L.Polyline.prototype._updatePath.call(this);
    const d = this._path.getAttribute("d");
    for (const path of this._more || []) path.setAttribute("d", d);
  },
});

/**
 * Draw a round and return its layer. `look` has colour, width, `right` (pixels that a way keeps
 * to the right, so that going and coming back both show; with `keepSide` the same side of the
 * street both ways, so that routes of several officers lie beside each other), `arrows`, `doors`,
 * what LINE_KINDS have, and `casing` (false for none).
 */
function drawRoute(ways, look) {
  const { streets, doors } = splitWays(ways);
  const common = { pane: "lines", interactive: false, smoothFactor: 0 };
  const casing = { color: "#fff", weight: (look.width + 3.4) * (isPrinting() ? PAPER_SHARE : 1), lineCap: "round" };
  const line = new Strokes([], { ...common, strokes: [...(look.casing === false ? [] : [casing]), ...strokesOf(look)] });
  const heads = look.arrows && L.polygon([], {
    ...common,
    color: "#fff",
    weight: 1,
    fillColor: look.colour,
    fillOpacity: 1,
    lineJoin: "miter",
  });
  const dotted = look.doors && L.polyline(doors, {
    ...common,
    color: look.colour,
    weight: Math.max(1.8, look.width * 0.6),
    dashArray: "0.1 4.6",
    lineCap: "round",
  });
  const layer = L.layerGroup([dotted, line, heads].filter(Boolean));
  const redraw = () => {
    const moved = streets.map((street) => beside(street.map(inPixels), look.right, look.keepSide));
    line.setLatLngs(moved.map((street) => street.map(onGround)));
    if (look.arrows) {
      heads.setLatLngs(moved.flatMap(arrows).map((head) => [arrowHead(head, look.width)]));
    }
  };
  layer.on("add", () => map.on("zoomend", redraw) && redraw());
  layer.on("remove", () => map.off("zoomend", redraw));
  return layer;
}

function inPixels(point) {
  return map.project(point);
}

function onGround(point) {
  return map.unproject(point);
}

/** A line without points that are less than two pixels from the one before; its ends stay. */
function thinned(line) {
  const points = [];
  for (const point of line) {
    if (!points.length || point.distanceTo(points[points.length - 1]) > NEXT_PIXELS) points.push(point);
  }
  const last = line[line.length - 1];
  if (points.length > 1) points[points.length - 1] = last;
  else if (line.length > 1 && last.distanceTo(points[0]) > 0) points.push(last);
  return points;
}

/** A line moved to its right (or, of a line westwards, to its left) by so many pixels, mitred. */
function beside(line, right, keepSide) {
  const points = thinned(line);
  if (points.length < 2 || !right) return points;
  const sides = points.slice(1).map((point, k) => {
    const step = point.subtract(points[k]);
    const length = Math.hypot(step.x, step.y);
    const turned = keepSide && (step.x < 0 || (step.x === 0 && step.y < 0)) ? -1 : 1;
    return L.point((-turned * step.y) / length, (turned * step.x) / length);
  });
  return points.flatMap((point, k) => {
    const before = sides[k - 1] || sides[k];
    const after = sides[k] || before;
    const cosine = before.x * after.x + before.y * after.y;
    if (cosine < -0.5) {
      return [point.add(before.multiplyBy(right)), point.add(after.multiplyBy(right))];
    }
    return [point.add(before.add(after).multiplyBy(right / (1 + cosine)))];
  });
}

/** Where arrow heads go: evenly apart along the line, one at least on a line worth one. */
function arrows(line) {
  const lengths = line.slice(1).map((point, k) => point.distanceTo(line[k]));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.round(total / ARROWS_APART) || (total > ARROWS_APART / 4 ? 1 : 0);
  const heads = [];
  let along = 0;
  lengths.forEach((length, k) => {
    while (heads.length < count) {
      const due = (total * (heads.length + 0.5)) / count;
      if (due > along + length) break;
      const step = line[k + 1].subtract(line[k]).divideBy(length || 1);
      heads.push({ at: line[k].add(step.multiplyBy(due - along)), step });
    }
    along += length;
  });
  return heads;
}

function arrowHead({ at, step }, width) {
  const size = width * 1.55;
  const side = L.point(-step.y, step.x).multiplyBy(size);
  const back = at.subtract(step.multiplyBy(size));
  return [back.add(side), at.add(step.multiplyBy(size * 1.25)), back.subtract(side)].map(onGround);
}
