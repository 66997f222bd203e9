/* The overview's map: all routes of a day, told apart by line, shape, colour and the officers' tags. */

const LANE_PIXELS = 1.7;
const FADED = "#a9b0b9";
const TAG_ABOVE = 19;

function colourOf(shift) {
  return COLOURS[shift.colour % COLOURS.length];
}

/** The officer's tag: his id in his colour, the same on the map, the buttons and the bars. */
function tag(shift) {
  const again = shift.colour >= COLOURS.length;
  return make(`span.tag${again ? ".tag-again" : ""}`, { style: `--own:${colourOf(shift)}` }, shift.key);
}

/** A marker that is no layer of its own to the browser: eighty of these cost more than what they show. */
const FlatMarker = L.Marker.extend({
  _setPos(at) {
    L.Marker.prototype._setPos.call(this, at);
    this._icon.style.transform = `translate(${at.x}px, ${at.y}px)`;
  },
});

class DayMap {
  constructor(chosen) {
    this.chosen = chosen;
    this.layer = null;
    this.leftOut = null;
    const station = L.divIcon({ className: "sign-icon", html: sign("station", ""), iconSize: [0, 0] });
    new FlatMarker(PAGE.station.at, { icon: station, title: PAGE.station.name, zIndexOffset: 5000 }).addTo(map);
  }

  /** Everything of these shifts: what the map is fitted to. */
  bounds(shifts) {
    const all = L.latLngBounds([PAGE.station.at]);
    for (const shift of shifts) if (shift.visits) all.extend(boundsOf(shift));
    return all;
  }

  clear() {
    if (this.layer) this.layer.remove();
    this.layer = null;
    map.closePopup();
  }

  /** Draw a day; with one shift chosen, the others fade. */
  show(shifts, one) {
    this.clear();
    this.layer = L.layerGroup();
    const lane = (k) => (k - (shifts.length - 1) / 2) * LANE_PIXELS;
    shifts.forEach((shift, k) => {
      if (shift.visits && shift !== one) this.layer.addLayer(this.route(shift, lane(k), Boolean(one)));
    });
    if (one && one.visits) this.layer.addLayer(this.single(one));
    else this.layer.addLayer(this.stopsOf(shifts));
    this.layer.addTo(map);
  }

  route(shift, right, faded) {
    const look = faded ? { colour: FADED, width: 1.6 } : lineOf(shift.colour);
    return drawRoute(shift.ways, { ...look, right, doors: false, casing: !faded, keepSide: true });
  }

  single(shift) {
    const markers = shift.markers.map((marker) => ({ ...marker, label: `${WORDS.number} ${marker.text}` }));
    const signs = placeSigns(markers, (k) => this.tell(shift, markers[k]));
    return L.layerGroup([
      drawRoute(shift.ways, { colour: colourOf(shift), width: 3.6, right: 2.8, arrows: true, doors: true }),
      signs,
    ]);
  }

  /** The officer's shape at each place, and his tag beside the one farthest from the station. */
  stopsOf(shifts) {
    const group = L.layerGroup();
    for (const shift of shifts) {
      const again = shift.colour >= SHAPES.length;
      for (const marker of shift.markers) {
        const mark = new ShapeMark(marker.at, {
          path: SHAPES[shift.colour % SHAPES.length], fillOpacity: 1, weight: again ? 2 : 1.4,
          color: again ? colourOf(shift) : "#fff", fillColor: again ? "#fff" : colourOf(shift),
        });
        group.addLayer(mark.on("click", () => this.tell(shift, marker)));
      }
    }
    const tagged = shifts.filter(({ markers }) => markers.length);
    return group.addLayer(placeTags(tagged, (shift) => this.chosen(shift)));
  }

  /** The stops at a place, in a popup. */
  tell(shift, marker) {
    const rows = marker.stops.map((number) => {
      const [begin, name, address] = shift.stops[number];
      return make("div.told", null, sign(marker.kind, number),
        make("div", null, make("strong", null, begin), " ", said("span.name", name), said("span.address", address)));
    });
    const head = make("p.told-head", null, tag(shift), " ", shift.names.join(" + "));
    this.popup(marker.at, make("div.popup", null, head, rows));
  }

  popup(at, content) {
    L.popup({ maxWidth: 300, minWidth: 190, offset: [0, -4] }).setLatLng(at).setContent(content).openOn(map);
  }

  /** Where homes were left out, marked by reason; none where nothing is to be shown. */
  showLeftOut(entries) {
    if (this.leftOut) this.leftOut.remove();
    this.leftOut = L.layerGroup(entries.map((entry) =>
      new ShapeMark(entry.at, {
        path: REASONS.get(entry.code).path, color: "#14181f", weight: 1.5, fillColor: "#fff", fillOpacity: 0.95,
      }).on("click", () => this.tellLeftOut(entry)))).addTo(map);
  }

  tellLeftOut(entry) {
    this.popup(entry.at, make("div.popup", null, make("p.told-head", null, WORDS.left_out),
      make("div", null, said("strong.name", entry.name), said("span.address", entry.address),
        said("p.reason", entry.reason))));
  }
}

/** The place farthest from the station: where a tag stands most freely. */
function farthest(markers) {
  const away = ({ at }) => map.distance(at, PAGE.station.at);
  return markers.reduce((far, marker) => (away(marker) > away(far) ? marker : far));
}

/** The box around a shift's stops and ways, worked out once. */
function boundsOf(shift) {
  shift.bounds = shift.bounds || L.latLngBounds([
    ...shift.markers.map(({ at }) => at), ...(shift.ways || []).flatMap(unpacked)]);
  return shift.bounds;
}

/* How wide and high tags are: asking makes the browser lay out the page. */
const TAG_SIZES = new Map();

function sizeOfTag(shift, drawn) {
  const key = `${shift.key} ${isPrinting()}`;
  if (!TAG_SIZES.has(key)) {
    const { offsetWidth, offsetHeight } = drawn.getElement().firstChild;
    TAG_SIZES.set(key, { x: offsetWidth / 2 + 1, y: offsetHeight / 2 + 1 });
  }
  return TAG_SIZES.get(key);
}

/** Tags of shifts, moved off each other with lines to their places, anew at each zoom. */
function placeTags(shifts, chosen) {
  const leaders = L.polyline([], { pane: "lines", interactive: false, smoothFactor: 0, color: INK, weight: 1.1 });
  const places = shifts.map((shift) => farthest(shift.markers).at);
  const tags = shifts.map((shift, k) => {
    const icon = L.divIcon({ className: "tag-icon", html: tag(shift), iconSize: [0, 0] });
    const drawn = new FlatMarker(places[k], { icon, title: shift.names.join(" + "), riseOnHover: true });
    return drawn.on("click", () => chosen(shift));
  });
  const arrange = () => {
    const halves = tags.map((drawn, k) => sizeOfTag(shifts[k], drawn));
    const at = places.map(inPixels);
    const apart = pushApart(at.map((place) => place.subtract([0, TAG_ABOVE])), halves);
    apart.forEach((middle, k) => tags[k].setLatLng(onGround(middle)));
    leaders.setLatLngs(apart.map((middle, k) => [places[k], onGround(middle)]));
  };
  const layer = L.layerGroup([leaders, ...tags]);
  layer.on("add", () => map.on("zoomend", arrange) && arrange());
  layer.on("remove", () => map.off("zoomend", arrange));
  return layer;
}
