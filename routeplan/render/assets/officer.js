/* One officer's day: the map beside the list of stops. */

const round = PAGE.round;

function facts() {
  return make("ul.facts", null, round.facts.map((fact) => make("li", null, fact)));
}

function links() {
  const link = (key, arrow, target) =>
    target &&
    make("a.button", { href: target.page, title: WORDS[key], "aria-label": `${WORDS[key]}: ${target.text}` },
      key === "previous" ? [arrow, target.text] : [target.text, arrow]);
  return make("nav.links", null,
    PAGE.overview && make("a.button", { href: PAGE.overview }, WORDS.overview),
    link("previous", "‹ ", PAGE.previous),
    link("next", " ›", PAGE.next),
    make("button.button.button-main", { type: "button", onclick: () => window.print() }, WORDS.print),
  );
}

function residentLines(resident) {
  return [said("strong.name", resident.name), said("span.address", resident.address)];
}

function whatToDo(row) {
  const marks = (row.marks || []).map((mark) => make("span.mark", null, mark));
  return [marks.length ? make("div.marks", null, marks) : null,
    row.resident.details.map((detail) => said("p.detail", detail))];
}

/** Opens a stop's place in the phone's own map program, which is told nothing but its sign. */
function mapApp(name) {
  const marker = PAGE.on_phone && round.markers.find(({ stops }) => stops.includes(name));
  if (!marker) return null;
  const place = marker.at.map((degrees) => degrees.toFixed(6)).join(",");
  return make("a.button.map-app", { href: `geo:${place}?q=${place}(${name})`,
    "aria-label": `${WORDS.map_app}: ${name}`, onclick: (event) => event.stopPropagation() },
    WORDS.map_app);
}

/** A row of the list; its sign is a button that shows the stop on the map. */
function stopRow(row) {
  const kind = row.afternoon ? "afternoon" : "morning";
  return make("li.row.stop", { id: `stop-${row.number}`, "data-stop": row.number },
    make("p.way", null, make("span", null, row.wait ? `${row.way}, ${row.wait}` : row.way), row.via && make("span.via", null, row.via)),
    row.free && make("p.way", null, make("strong", null, row.free)),
    make("button.sign-button", { type: "button", "aria-label": `${WORDS.number} ${row.number}` },
      sign(kind, String(row.number))),
    make("div.when", null, make("strong", null, row.begin), make("span.until", null, `–${row.end}`),
      row.booked && make("div.booked", null, row.booked),
      make("div.window", { title: WORDS.window }, row.window)),
    make("div.who", null, residentLines(row.resident)),
    make("div.what", null, whatToDo(row), mapApp(String(row.number))));
}

function reserveRow(row) {
  return make("li.row.reserve", { "data-stop": row.letter },
    make("p.way", null, make("span", null, row.detour), row.planned && make("span", null, row.planned)),
    make("button.sign-button", { type: "button", "aria-label": row.letter }, sign("reserve", row.letter)),
    make("div.when", null, make("strong", null, row.after),
      make("div.window", { title: WORDS.window }, row.window)),
    make("div.who", null, residentLines(row.resident)),
    make("div.what", null, whatToDo(row), mapApp(row.letter)));
}

function list() {
  const back = make("li.row.way-back", null, sign("station", ""), make("span", null, round.way_back));
  const rows = [...round.rows.map(stopRow), back];
  if (round.pause) {
    const pause = make("li.row.pause", null, make("span", null, round.pause.text));
    rows.splice(round.pause.after, 0, pause);
  }
  return make("section.list", { "aria-label": WORDS.stops },
    make("h2.unseen", null, WORDS.stops),
    make("ol.rows", null, rows),
    round.reserve.length
      ? [make("h2", null, WORDS.reserve),
         round.rows.some(({ booked }) => booked) && make("p.rule", null, WORDS.reserve_rule), make("ol.rows.reserve-rows", null, round.reserve.map(reserveRow))]
      : null,
    make("div.legend-below", { "aria-hidden": "true" }, legend()));
}

function legend() {
  const entry = (kind, text, word) => make("li", null, sign(kind, text), WORDS[word]);
  return make("ul.legend", null, entry("morning", "1", "morning"), entry("afternoon", "2", "afternoon"),
    round.reserve.length ? entry("reserve", "A", "reserve_mark") : null, entry("station", "", "station"));
}

function buildPage() {
  document.title = `${round.names.join(" + ")} · ${round.date}`;
  const slot = make("div.map-slot", { role: "region", "aria-label": WORDS.map },
    document.getElementById("map_page"));
  document.body.append(make(`div.officer-page${PAGE.on_phone ? ".on-phone" : ""}`, { id: "app" },
    make("header.head", null, banners(),
      make("div.head-row", null,
        make("div.who-when", null, make("h1", { dir: "auto" }, round.names.join(" + ")),
          make("p.date", null, `${round.date} · ${WORDS.sheet} ${round.code}`)),
        links()),
      make("div.head-row.head-facts", null, facts(), legend())),
    make("main", null, slot, list()),
    make("footer.foot", null, make("span", null, PAGE.confidential), make("span", null,
      `${WORDS.sheet} ${round.sheet}`))));
}

function popup(stops) {
  return make("div.popup", null, stops.map((stop) => {
    const row = document.querySelector(`[data-stop="${stop}"]`).cloneNode(true);
    row.removeAttribute("id");
    row.querySelector(".sign-button").replaceWith(row.querySelector(".sign"));
    return make("div.popup-stop", null, ...row.childNodes);
  }));
}

function start() {
  buildPage();
  const markers = round.markers.map((marker) => ({ ...marker,
    label: marker.kind === "station" ? WORDS.station : `${WORDS.number} ${marker.text}` }));
  const everything = [...markers.map(({ at }) => at), ...round.ways.flatMap(unpacked)];
  let signs = null;
  const fit = () => fitTo(everything, signs, 30);
  openMap(WORDS.fit, fit);
  drawRoute(round.ways, { colour: INK, width: 3.4, right: 2.8, arrows: true, doors: true }).addTo(map);
  signs = placeSigns(markers, (k) => show(k)).addTo(map);
  if (PAGE.on_phone) new Position();
  fit();
  const mark = (stops) => {
    for (const row of document.querySelectorAll("[data-stop]")) {
      row.classList.toggle("chosen", stops.includes(row.dataset.stop));
    }
  };
  const show = (k, stop) => {
    const { kind, stops, at } = markers[k];
    const content = kind === "station" ? make("div.popup", null, make("strong", null, PAGE.station)) : popup(stop ? [stop] : stops);
    mark(stop ? [stop] : stops);
    L.popup({ maxWidth: 320, minWidth: 200, offset: [0, -8], autoPanPadding: [30, 30] })
      .setLatLng(signs.signs[k].getLatLng() || at).setContent(content).openOn(map);
    if (!stop && stops.length) {
      document.querySelector(`[data-stop="${stops[0]}"]`).scrollIntoView({ block: "nearest" });
    }
  };
  map.on("popupclose", () => mark([]));
  map.on("zoomstart", () => map.closePopup());
  for (const row of document.querySelectorAll("[data-stop]")) {
    const k = markers.findIndex(({ stops }) => stops.includes(row.dataset.stop));
    row.addEventListener("click", () => {
      if (window.getSelection().toString()) return;
      show(k, row.dataset.stop);
      if (window.innerWidth < 900) document.querySelector(".map-slot").scrollIntoView();
    });
  }
  const refit = (margin) => {
    map.closePopup();
    fitTo(everything, signs, margin);
    signs.arrange();
  };
  refitForPrint(() => refit(18), () => refit(30));
}

start();
