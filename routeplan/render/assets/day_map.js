/* The overview's map: all routes of a day, told apart by colour and by the officers' tags. */

/* Eight colours that the colour-blind can tell apart, dark enough on a light map, and four dashes:
   neighbours differ in both, so that routes are told apart in grey too. */
const COLOURS = ["#0060a8", "#c2410c", "#11734b", "#8b2f8f", "#8a6100", "#b0174c", "#1d7c92", "#4a4a4a"];
const DASHES = [null, "11 4", "3 3.4", "14 4 3 4"];
const LANE_PIXELS = 1.7;
const FADED = "#a9b0b9";

function colourOf(shift) {
  return COLOURS[shift.colour % COLOURS.length];
}

/** The officer's tag: his id in his colour, the same on the map, the buttons and the bars. */
function tag(shift) {
  const again = shift.colour >= COLOURS.length;
  return make(`span.tag${again ? ".tag-again" : ""}`, { style: `--own:${colourOf(shift)}` }, shift.key);
}

class DayMap {
  constructor(chosen) {
    this.chosen = chosen;
    this.layer = null;
    this.leftOut = null;
    const station = L.divIcon({ className: "sign-icon", html: sign("station", ""), iconSize: [0, 0] });
    L.marker(PAGE.station.at, { icon: station, title: PAGE.station.name, zIndexOffset: 5000 }).addTo(map);
  }

  /** Everything of these shifts: what the map is fitted to. */
  points(shifts) {
    const own = shifts.flatMap((shift) => [
      ...shift.markers.map(({ at }) => at), ...(shift.ways || []).flatMap(unpacked)]);
    return [PAGE.station.at, ...own];
  }

  /** Draw a day; with one shift chosen, the others fade. */
  show(shifts, one) {
    if (this.layer) this.layer.remove();
    map.closePopup();
    this.layer = L.layerGroup();
    const lane = (k) => (k - (shifts.length - 1) / 2) * LANE_PIXELS;
    shifts.forEach((shift, k) => {
      if (shift.visits && shift !== one) this.layer.addLayer(this.route(shift, lane(k), Boolean(one)));
    });
    if (one && one.visits) this.layer.addLayer(this.single(one));
    else for (const shift of shifts) this.layer.addLayer(this.dots(shift));
    this.layer.addTo(map);
  }

  route(shift, right, faded) {
    return drawRoute(shift.ways, {
      colour: faded ? FADED : colourOf(shift),
      width: faded ? 1.6 : 3,
      right,
      doors: false,
      dashes: faded ? null : DASHES[shift.colour % DASHES.length],
      casing: !faded,
      keepSide: true,
    });
  }

  single(shift) {
    const markers = shift.markers.map((marker) => ({ ...marker, label: `${WORDS.number} ${marker.text}` }));
    const signs = placeSigns(markers, (k) => this.tell(shift, markers[k]));
    return L.layerGroup([
      drawRoute(shift.ways, { colour: colourOf(shift), width: 3.6, right: 2.8, arrows: true, doors: true }),
      signs,
    ]);
  }

  /** A dot for each place, and the officer's tag at the first stop. */
  dots(shift) {
    const group = L.layerGroup();
    for (const marker of shift.markers) {
      const dot = L.circleMarker(marker.at, {
        pane: "lines", radius: 4.5, weight: 1.6, color: "#fff", fillColor: colourOf(shift), fillOpacity: 1,
      });
      dot.on("click", () => this.tell(shift, marker));
      group.addLayer(dot);
    }
    if (shift.markers.length) {
      const icon = L.divIcon({ className: "tag-icon", html: tag(shift), iconSize: [0, 0] });
      const far = farthest(shift.markers);
      const drawn = L.marker(far.at, { icon, title: shift.names.join(" + "), riseOnHover: true });
      group.addLayer(drawn.on("click", () => this.chosen(shift)));
    }
    return group;
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

  /** Hollow rings where homes were left out. */
  showLeftOut(shown) {
    if (this.leftOut) this.leftOut.remove();
    this.leftOut = null;
    if (!shown) return;
    this.leftOut = L.layerGroup(PAGE.left_out.map((entry) =>
      L.circleMarker(entry.at, { pane: "lines", radius: 4, weight: 1.6, color: "#5b6470", fillColor: "#fff", fillOpacity: 0.9 })
        .on("click", () => this.tellLeftOut(entry)))).addTo(map);
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
