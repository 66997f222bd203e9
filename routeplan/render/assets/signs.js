/* Signs on the map and in the list: discs before noon, squares after, rhombs for reserve stops. */

const SIGN = 24;
const GAP = 2;
const PASSES = 200;
const GOLDEN_ANGLE = 2.399963;

/** Half the width and height of a sign. */
function halfSize(kind, text) {
  const high = SIGN / 2;
  const letters = [...text].length * (kind === "reserve" ? 3.9 : 4.2) + 5;
  return { x: Math.max(high, letters + (kind === "reserve" ? 4 : 0)), y: high };
}

/** A sign as an SVG element, black and white so that it reads in grey. */
function sign(kind, text) {
  const { x, y } = halfSize(kind, text);
  const attributes = {
    viewBox: `${-x - 2} ${-y - 2} ${2 * x + 4} ${2 * y + 4}`,
    width: 2 * x + 4,
    height: 2 * y + 4,
    "aria-hidden": "true",
  };
  return makeSvg(`svg.sign.sign-${kind}`, attributes, shape(kind, x, y), letters(kind, text));
}

function shape(kind, x, y) {
  if (kind === "reserve") return makeSvg("path", { d: `M${-x - 1} 0L0 ${-y - 1}L${x + 1} 0L0 ${y + 1}z` });
  const radius = { morning: y, afternoon: 3, station: 4 }[kind];
  return makeSvg("rect", { x: -x, y: -y, width: 2 * x, height: 2 * y, rx: radius });
}

function letters(kind, text) {
  if (kind === "station") return makeSvg("path.star", { d: star(SIGN * 0.36) });
  return makeSvg("text", { y: 0.36 * 13, "text-anchor": "middle" }, text);
}

function star(radius) {
  const points = [...Array(10).keys()].map((k) => {
    const reach = k % 2 ? 0.42 * radius : radius;
    const turn = Math.PI * (k / 5 - 0.5);
    return `${(reach * Math.cos(turn)).toFixed(1)} ${(reach * Math.sin(turn)).toFixed(1)}`;
  });
  return `M${points.join("L")}z`;
}

/**
 * Put signs on the map, crowded ones pushed apart with leader lines, anew at each zoom.
 * A marker is {text, kind, at, label}; `choose` is told which one was clicked.
 */
function placeSigns(markers, choose) {
  const leaders = L.polyline([], {
    pane: "lines", interactive: false, smoothFactor: 0, color: INK, weight: 1.2,
  });
  const feet = L.layerGroup();
  const placed = markers.map((marker, k) => {
    const icon = L.divIcon({ className: "sign-icon", html: sign(marker.kind, marker.text), iconSize: [0, 0] });
    const options = { icon, zIndexOffset: 10 * k, riseOnHover: true, keyboard: true };
    const drawn = L.marker(marker.at, options).on("click", () => choose(k));
    drawn.on("add", () => drawn.getElement().setAttribute("aria-label", marker.label));
    drawn.on("keypress", (event) => event.originalEvent.key === "Enter" && choose(k));
    return drawn;
  });
  const halfSizes = () =>
    markers.map(({ kind, text }) => {
      const { x, y } = halfSize(kind, text);
      return isPrinting() ? { x: x * PAPER_SHARE, y: y * PAPER_SHARE } : { x, y };
    });
  const arrange = () => {
    const halves = halfSizes();
    const places = markers.map(({ at }) => inPixels(at));
    const apart = pushApart(places, halves);
    feet.clearLayers();
    const lines = [];
    apart.forEach((middle, k) => {
      placed[k].setLatLng(onGround(middle));
      const away = middle.subtract(places[k]);
      if (Math.abs(away.x) < 0.7 * halves[k].x && Math.abs(away.y) < 0.7 * halves[k].y) return;
      lines.push([markers[k].at, onGround(middle)]);
      const foot = { pane: "lines", interactive: false, radius: 2.6, weight: 1, color: "#fff" };
      feet.addLayer(L.circleMarker(markers[k].at, { ...foot, fillColor: INK, fillOpacity: 1 }));
    });
    leaders.setLatLngs(lines);
  };
  const layer = L.layerGroup([leaders, feet, ...placed]);
  layer.on("add", () => map.on("zoomend", arrange) && arrange());
  layer.on("remove", () => map.off("zoomend", arrange));
  layer.signs = placed;
  layer.arrange = arrange;
  layer.allInside = () => {
    const size = map.getSize();
    const halves = halfSizes();
    return placed.every((drawn, k) => {
      const { x, y } = map.latLngToContainerPoint(drawn.getLatLng());
      const { x: wide, y: high } = halves[k];
      return x > wide && y > high && x < size.x - wide && y < size.y - high - FOOT_PIXELS;
    });
  };
  return layer;
}

/** Middles of boxes so that none overlap: each pair parts the shorter way, half of it each. */
function pushApart(places, halves) {
  const at = places.map((place, k) =>
    place.add([0.01 * Math.cos(GOLDEN_ANGLE * k), 0.01 * Math.sin(GOLDEN_ANGLE * k)]),
  );
  for (let pass = 0; pass < PASSES; pass += 1) {
    let moved = false;
    for (let a = 0; a < at.length; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const over = L.point(
          halves[a].x + halves[b].x + GAP - Math.abs(at[a].x - at[b].x),
          halves[a].y + halves[b].y + GAP - Math.abs(at[a].y - at[b].y),
        );
        if (over.x <= 1e-6 || over.y <= 1e-6) continue;
        moved = true;
        const axis = over.x < over.y ? "x" : "y";
        const push = (over[axis] / 2) * (at[a][axis] >= at[b][axis] ? 1 : -1);
        at[a][axis] += push;
        at[b][axis] -= push;
      }
    }
    if (!moved) break;
  }
  return at;
}
