/* The bureau's overview. A station's sign is the darker the more households were met; it says how many percent. */

const PALEST = 92;
const DARKEST = 28;
const SMALL_SIGN = 30;
const LARGE_SIGN = 58;

const share = (part, whole) => (whole ? part / whole : null);
const coverage = (station) => share(station.met, station.to_meet);
const percent = (value) => (value === null ? "–" : `${Math.floor(100 * value)} %`);
const whole = (value) => (value === null ? "–" : numberText(value));

/* A column: its word, what it sorts by, and how that is written. */
const COLUMNS = [
  ["b_coverage", coverage, percent],
  ["b_households", (each) => each.households, whole],
  ["b_visits", (each) => each.visits, whole],
  ["b_left_out", (each) => each.left_out, whole],
  ["b_missed", (each) => each.promises_missed, whole],
  ["b_officers", (each) => each.officers, whole],
  ["b_each", (each) => { const many = share(each.households, each.officers); return many === null ? null : Math.round(many); }, whole],
  ["b_busy", (each) => share(each.busy, each.on_shift), percent],
  ["b_travel", (each) => share(each.travel, each.busy), percent],
];

class StationTable {
  constructor() {
    this.by = -1;
    this.down = false;
    this.rows = make("tbody");
    this.heads = [this.head(-1, WORDS.b_station, "th"), ...COLUMNS.map(([word], k) => this.head(k, WORDS[word], "th.figure"))];
    this.element = make("section.card.bureau-table", null,
      make("div.table-box", null, make("table", null, make("thead", null, make("tr", null, this.heads)), this.rows)),
      make("p.note", null, WORDS.b_note));
    this.draw();
  }

  head(column, word, kind) {
    return make(kind, { scope: "col" }, make("button.sort", { type: "button", onclick: () => this.sort(column) }, word));
  }

  sort(column) {
    this.down = this.by === column ? !this.down : column >= 0;
    this.by = column;
    this.draw();
  }

  draw() {
    const key = this.by < 0 ? (each) => each.name : COLUMNS[this.by][1];
    const missing = (each) => Boolean(each.failed) || key(each) === null;
    const order = (a, b) => (typeof key(a) === "string" ? key(a).localeCompare(key(b)) : key(a) - key(b));
    const sorted = [...PAGE.stations].sort((a, b) => missing(a) - missing(b)
      || (missing(a) ? 0 : (this.down ? -1 : 1) * order(a, b)) || (a.folder < b.folder ? -1 : 1));
    this.rows.replaceChildren(...sorted.map((each) => this.row(each)));
    this.heads.forEach((head, k) => {
      if (k - 1 === this.by) head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  row(station) {
    const name = station.name || station.folder;
    const title = station.page ? make("a.name", { href: station.page, dir: "auto" }, name) : said("span.name", name);
    const first = make("td", null, title, said("span.folder", station.folder));
    if (station.failed) return make("tr", null, first, make("td.failed", { colspan: COLUMNS.length, dir: "auto" }, station.failed));
    return make("tr", null, first, COLUMNS.map(([word, key, write]) =>
      make(word === "b_missed" && station.promises_missed ? "td.figure.missed" : "td.figure", null, write(key(station)))));
  }
}

/** A round sign, wider for more households, darker for more of them met, ringed where a promise is missed. */
function drawStation(station, most) {
  const covered = coverage(station);
  const light = PALEST - (PALEST - DARKEST) * (covered === null ? 0 : covered);
  const wide = SMALL_SIGN + (LARGE_SIGN - SMALL_SIGN) * Math.sqrt(station.households / Math.max(most, 1));
  const kind = `span.station-sign${light > 55 ? ".pale" : ""}${station.promises_missed ? ".late" : ""}`;
  const sign = make(kind, { style: `--own:hsl(212 60% ${light}%);--wide:${wide.toFixed(0)}px` }, covered === null ? "–" : String(Math.floor(100 * covered)));
  const marker = L.marker(station.at, { icon: L.divIcon({ className: "", html: sign, iconSize: [0, 0] }), title: station.name });
  marker.bindPopup(() => make("div.popup", null, make("strong", { dir: "auto" }, station.name), said("p", station.folder),
    COLUMNS.map(([word, key, write]) => make("p", null, `${WORDS[word]}: ${write(key(station))}`)),
    station.page && make("p", null, make("a", { href: station.page }, WORDS.b_open))));
  marker.addTo(map);
}

function masthead() {
  const sum = (key) => PAGE.stations.reduce((total, each) => total + each[key], 0);
  const tile = (value, word) => make("li", null, make("strong", null, value), make("span", null, word));
  const failed = PAGE.stations.filter((each) => each.failed).length;
  return make("header.head", null, banners(), make("div.head-row", null,
    make("div.title", null, make("h1", null, WORDS.b_title), make("p.period", null, sentence("b_period", { day: PAGE.first_day, made: PAGE.made }))),
    make("ul.tiles", null, tile(whole(PAGE.stations.length), WORDS.b_stations), failed ? tile(whole(failed), WORDS.b_failed) : null,
      tile(percent(share(sum("met"), sum("to_meet"))), WORDS.b_coverage), tile(whole(sum("visits")), WORDS.b_visits),
      tile(whole(sum("left_out")), WORDS.b_left_out), tile(whole(sum("promises_missed")), WORDS.b_missed),
      tile(whole(sum("officers")), WORDS.b_officers))));
}

function start() {
  const placed = PAGE.stations.filter((each) => each.at);
  const fit = () => (placed.length ? fitTo(placed.map((each) => each.at), null, 40) : map.setView([0, 0], 9, { animate: false }));
  document.title = WORDS.b_title;
  document.body.append(make("div.overview-page", { id: "app" }, masthead(), make("main", null,
    make("section.card.day.bureau-map", null, make("div.map-slot", { role: "region", "aria-label": WORDS.map }, document.getElementById("map_page"))),
    new StationTable().element)));
  openMap(WORDS.b_fit, fit);
  refitForPrint(fit, fit);
  map.setMinZoom(2);
  const most = Math.max(0, ...placed.map((each) => each.households));
  for (const station of placed) drawStation(station, most);
  fit();
}

start();
