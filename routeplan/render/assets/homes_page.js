/* Where everybody was found. What is worth a look is larger, drawn last, and first in the list. */

const SIZES = { given: 14, looked_up: 18, doubtful: 24 };
const SIGNS = { given: "", looked_up: "", doubtful: "!" };

/** The households at a place, in a popup. */
function residents(place) {
  return make("div.popup", null, place.homes.map((home) => make("div.popup-stop", null,
    make("p.home-head", null, said("strong", home.name || home.id), home.name && said("span.home-id", home.id)),
    said("p", home.address), home.doubts.map((doubt) => said("p.doubt", doubt)))));
}

function show(place) {
  L.popup({ maxWidth: 320, minWidth: 190, offset: [0, -4] }).setLatLng(place.at).setContent(residents(place)).openOn(map);
}

function drawPlace(place) {
  const size = SIZES[place.way];
  const count = place.homes.length > 1 ? String(place.homes.length) : SIGNS[place.way];
  const icon = L.divIcon({
    className: "", html: make(`span.home.home-${place.way}`, null, count), iconSize: [size, size], iconAnchor: [size / 2, size / 2],
  });
  const title = place.homes.map((home) => home.name || home.id).join(", ");
  const marker = L.marker(place.at, { icon, title, alt: title, zIndexOffset: 100 * size, riseOnHover: true });
  marker.on("click", () => show(place)).addTo(map);
}

/** The households that somebody should look at, then those found by address. */
function homesTable() {
  const rows = PAGE.places.flatMap((place) => place.homes.filter((home) => home.way !== "given").map((home) => [place, home]));
  const order = ["doubtful", "looked_up"];
  rows.sort(([, one], [, other]) => order.indexOf(one.way) - order.indexOf(other.way));
  if (!rows.length) return null;
  const find = (place) => {
    map.setView(place.at, Math.max(map.getZoom(), 17), { animate: false });
    show(place);
  };
  return make("section.card.homes-table", null, make("h2", null, WORDS.homes_to_look_at),
    make("div.table-box", null, make("table", null, make("tbody", null, rows.map(([place, home]) =>
      make("tr", null,
        make("td", null, make("button.home-link", { type: "button", onclick: () => find(place) },
          make(`span.home.home-${home.way}`, { "aria-hidden": "true" }, SIGNS[home.way]), home.id)),
        make("td", null, said("span", home.name)),
        make("td", null, said("span", home.address), home.doubts.map((doubt) => said("p.doubt", doubt)))))))));
}

/** The rows of households that are nowhere on the map, each with what is wrong. */
function lostTable() {
  if (!PAGE.lost.length) return null;
  return make("section.card.homes-table.homes-lost", null, make("h2", null, WORDS.homes_not_found),
    make("div.table-box", null, make("table", null, make("tbody", null, PAGE.lost.map((home) =>
      make("tr", null,
        make("td", null, sentence("table_row", { row: home.row })),
        make("td", null, said("span", home.id)),
        make("td", null, said("span", home.name)),
        make("td", null, said("span", home.address), home.reasons.map((reason) => said("p.doubt", reason)))))))));
}

function masthead() {
  const tile = (key, word) => make(`li.way-${key}`, null, make("strong", null, numberText(PAGE.counts[key])),
    make("span", null, make(`span.home.home-${key}`, { "aria-hidden": "true" }, SIGNS[key]), " ", WORDS[word]));
  return make("header.head", null, banners(),
    make("div.head-row", null,
      make("div.title", null, make("h1", { dir: "auto" }, PAGE.station.name), make("p.period", null, WORDS.homes_found)),
      make("ul.tiles", null, tile("given", "home_given"), tile("looked_up", "home_looked_up"), tile("doubtful", "home_doubtful"))));
}

function fitHomes() {
  fitTo([PAGE.station.at, ...PAGE.places.map(({ at }) => at)], null, 24);
}

function start() {
  document.title = `${WORDS.homes_found} · ${PAGE.station.name}`;
  document.body.append(make("div.overview-page", { id: "app" }, masthead(),
    make("main", null,
      make("section.card.day.homes-map", null,
        make("div.map-slot", { role: "region", "aria-label": WORDS.map }, document.getElementById("map_page"))),
      lostTable(), homesTable()),
    make("p.note", null, WORDS.confidential)));
  openMap(WORDS.fit_homes, fitHomes);
  const station = make("span.home.home-station", null, "★");
  L.marker(PAGE.station.at, {
    icon: L.divIcon({ className: "", html: station, iconSize: [26, 26], iconAnchor: [13, 13] }),
    title: PAGE.station.name, alt: PAGE.station.name, zIndexOffset: -100,
  }).addTo(map);
  for (const place of [...PAGE.places].reverse()) drawPlace(place);
  refitForPrint(fitHomes, fitHomes);
}

start();
