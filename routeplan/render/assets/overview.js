/* The chief's overview: a day and an officer are chosen, and stand in the address. */

/* Levels of zoom by which an officer's round could be shown larger and still is not. */
const NEAR_ENOUGH = 0.6;

let day = 0;
let one = null;
let dayMap = null;
let tabs = null;

function shiftsOf(number) {
  return PAGE.shifts.filter((shift) => shift.day === number);
}

/** `#day=2026-11-30&officer=O4`; what does not exist falls back to the first day, all officers. */
function readAddress() {
  const asked = new URLSearchParams(window.location.hash.slice(1));
  const found = PAGE.days.findIndex(({ key }) => key === asked.get("day"));
  const first = PAGE.days.findIndex((_, k) => shiftsOf(k).some(({ visits }) => visits));
  day = found >= 0 ? found : Math.max(first, 0);
  one = shiftsOf(day).find(({ key }) => key === asked.get("officer")) || null;
}

function dayAddress(number, shift) {
  return `#${new URLSearchParams({ day: PAGE.days[number].key, ...(shift && { officer: shift.key }) })}`;
}

function choose(number, shift) {
  window.history.replaceState(null, "", dayAddress(number, shift));
  readAddress();
  draw();
}

function masthead() {
  const plan = PAGE.plan;
  const tile = (value, word) => make("li", null, make("strong", null, value), make("span", null, word));
  return make("header.head", null, banners(),
    plan.interrupted && make("p.banner", { role: "note" }, WORDS.interrupted),
    make("div.head-row", null,
      make("div.title", null, make("h1", { dir: "auto" }, PAGE.station.name), make("p.period", null, plan.period)),
      make("ul.tiles", null, tile(plan.visits, WORDS.visits_planned), tile(plan.to_meet, WORDS.to_meet),
        tile(hours(plan.travel), WORDS.hours_travel), tile(PAGE.left_out.length, WORDS.visits_left_out)),
      PAGE.sheets && make("a.button.button-main", { href: PAGE.sheets }, WORDS.sheets)),
    tabs.element);
}

/** Promises come before anything else. */
function promises() {
  if (!PAGE.broken.length) {
    const kept = PAGE.plan.kept;
    return make("p.promises.promises-kept", null, make("strong", null, kept ? `✓ ${WORDS.all_kept}` : WORDS.none_promised),
      kept ? [" ", sentence("all_kept_note", { count: kept })] : null);
  }
  return make("section.promises.promises-broken", { role: "alert" },
    make("h2", null, `✕ ${WORDS.broken}: ${PAGE.broken.length}`),
    make("p", null, WORDS.broken_note),
    make("ul", null, PAGE.broken.map((entry) => make("li", null, said("strong.name", entry.name || entry.visit),
      said("span.address", entry.address), said("span.reason", entry.reason)))));
}

function dayButtons() {
  return make("div.segments", { role: "group", "aria-label": WORDS.day }, PAGE.days.map(({ short, long, visits }, number) =>
    make("button.segment", {
      type: "button", title: long, "aria-pressed": String(number === day), onclick: () => choose(number, null),
    }, make("span", null, short), make("span.segment-count", null, countOf(visits, "visit", "visits")))));
}

function officerButtons() {
  const shifts = shiftsOf(day);
  if (!shifts.length) return make("p.empty", null, WORDS.shift_none);
  const most = Math.max(1, PAGE.plan.cap || 0, ...PAGE.shifts.map(({ busy, expected }) => Math.max(busy, expected)));
  const { visits } = PAGE.days[day];
  const all = make("button.pick.pick-all", {
    type: "button", "aria-pressed": String(!one), onclick: () => choose(day, null),
  }, make("strong", null, WORDS.all_officers), make("span", null, `${countOf(shifts.length, "shift", "shifts")} · ${countOf(visits, "visit", "visits")}`));
  const rows = shifts.map((shift) => officerRow(shift, most));
  return make("div.picks", { role: "group", "aria-label": WORDS.officer }, all, rows);
}

/** A shift of the day: a button that chooses it, with its bar, and a link to its page. */
function officerRow(shift, most) {
  const names = shift.names.join(" + ");
  const facts = shift.visits ? `${countOf(shift.visits, "visit", "visits")} · ${shift.facts}` : WORDS.no_visits;
  const button = make("button.pick", {
    type: "button", "aria-pressed": String(one === shift), onclick: () => choose(day, one === shift ? null : shift),
  }, tag(shift), lineSample(shift.colour), make("span.pick-name", { dir: "auto" }, names), make("span.pick-facts", null, facts),
  bar({ ...shift, shifts: 1 }, most), loadText(shift));
  const link = { href: shift.page, title: WORDS.open_page, "aria-label": `${WORDS.open_page}: ${names}` };
  return make("div.pick-row", null, button,
    shift.page ? make("a.pick-link", link, "›") : make("span.pick-link"));
}

/** The homes left out on the map, those that the list below shows: by reason, or searched for. */
function leftOutToggle(leftOut) {
  const box = make("input", { type: "checkbox" });
  const chips = make("div.chips.map-reasons", { role: "group", "aria-label": WORDS.reason, hidden: true });
  const show = () => {
    chips.hidden = !box.checked;
    chips.replaceChildren(...leftOut.makeChips());
    dayMap.showLeftOut(box.checked ? leftOut.found : []);
  };
  box.addEventListener("change", show);
  leftOut.changed = show;
  return { chips, element: make("label.toggle", null, box, WORDS.show_left_out) };
}

function draw() {
  document.getElementById("days").replaceChildren(dayButtons());
  document.getElementById("officers").replaceChildren(officerButtons(), barLegend(true));
  dayMap.clear();  // what is gone is not drawn again at another zoom
  if (!fitsView()) fitView();
  dayMap.show(shiftsOf(day), one);
}

function dayBounds() {
  const shifts = one && one.visits ? [one] : shiftsOf(day);
  return dayMap.bounds(shifts.some(({ visits }) => visits) ? shifts : PAGE.shifts);
}

function fitDay() {
  fitTo(dayBounds(), null, 36);
}

/** What the map shows first: an officer's round, or where any of the days goes. */
function viewBounds() {
  return one && one.visits ? dayBounds() : dayMap.bounds(PAGE.shifts);
}

function fitView() {
  fitTo(viewBounds(), null, 36);
}

/** Whether the map shows the day where it is: then it stays, and the ground is not drawn anew. */
function fitsView() {
  const bounds = dayBounds();
  if (!map.getBounds().pad(-0.03).contains(bounds)) return false;
  return !one || !one.visits || map.getBoundsZoom(bounds) - map.getZoom() < NEAR_ENOUGH;
}

function planTab(leftOut) {
  const toggle = PAGE.left_out.length ? leftOutToggle(leftOut) : null;
  return [promises(),
    make("section.card.day", { id: "day" },
      make("h2.unseen", null, WORDS.map),
      make("div.day-head", null, make("div", { id: "days" }), toggle && toggle.element),
      toggle && toggle.chips,
      make("div.day-body", null,
        make("div.map-slot", { role: "region", "aria-label": WORDS.map }, document.getElementById("map_page")),
        make("div.officers", { id: "officers" }))),
    make("div.two", null, workloadOfPlan(), make("div.stack", null, coverageCard(), objective())),
    PAGE.left_out.length ? leftOut.element : null];
}

/** A map that was hidden does not know its size. */
function showMap(name) {
  if (name !== "plan") return;
  map.invalidateSize({ animate: false, pan: false });
  fitView();
}

function start() {
  document.title = `${WORDS.overview} · ${PAGE.station.name} · ${PAGE.plan.period}`;
  readAddress();
  const leftOut = new LeftOutList((entry) => {
    document.querySelector(".map-slot").scrollIntoView({ behavior: "smooth", block: "center" });
    map.setView(entry.at, Math.max(map.getZoom(), 16), { animate: false });
    dayMap.tellLeftOut(entry);
  });
  tabs = new Tabs([["plan", planTab(leftOut)], ["balance", balanceTab()], ["beats", beatsTab()],
    ["forecast", forecastTab()]], showMap, () => dayAddress(day, one));
  document.body.append(make("div.overview-page", { id: "app" },
    masthead(), make("main", null, tabs.panels.map(([, panel]) => panel))));
  dayMap = new DayMap((shift) => choose(day, shift));
  openMap(WORDS.fit_day, fitDay, fitView);
  draw();
  tabs.open();
  window.addEventListener("hashchange", () => { tabs.open(); readAddress(); draw(); });
  const again = (fit) => () => {
    dayMap.clear();
    fit();
    dayMap.show(shiftsOf(day), one);
  };
  refitForPrint(again(fitDay), again(fitView));
}

start();
