/* Who carries how much: a bar of travel and visits as booked, and a tick at what is expected. */

function bar(load, most) {
  const share = (seconds) => `${(100 * seconds) / most}%`;
  const cap = PAGE.plan.cap && load.shifts === 1 ? PAGE.plan.cap : null;
  return make("span.bar", { "aria-hidden": "true" },
    make("span.bar-busy", { style: `width:${share(load.busy)}` },
      make("span.bar-travel", { style: `width:${load.busy ? (100 * load.travel) / load.busy : 0}%` })),
    load.busy ? make("span.bar-expected", { style: `left:${share(load.expected)}` }) : null,
    cap && cap <= most ? make("span.bar-cap", { style: `left:${share(cap)}` }) : null);
}

function loadText(load) {
  return make("span.load", { title: `${WORDS.booked} / ${WORDS.expected_busy}` },
    make("strong", null, hours(load.busy)), make("span", null, ` / ${hours(load.expected)}`));
}

/** Officers' sums over the whole plan; each of a crew carries the crew's day. */
function loadsOfPlan() {
  return PAGE.officers.map((officer, colour) => {
    const own = PAGE.shifts.filter((shift) => shift.officers.includes(officer.id));
    const sum = (field) => own.reduce((total, shift) => total + shift[field], 0);
    return { ...officer, colour, key: officer.id, shifts: own.length, visits: sum("visits"),
      busy: sum("busy"), travel: sum("travel"), expected: sum("expected") };
  });
}

function countOf(number, one, many) {
  return `${numberText(number)} ${WORDS[number === 1 ? one : many]}`;
}

function workloadOfPlan() {
  const loads = loadsOfPlan();
  const most = Math.max(1, ...loads.map(({ busy, expected }) => Math.max(busy, expected)));
  const busiest = busiestDay();
  return make("section.card.workload", null,
    make("h2", null, `${WORDS.workload}: ${WORDS.whole_plan}`),
    make("ul.loads", null, loads.map((load) => make("li", null,
      tag(load),
      make("span.load-name", { dir: "auto" }, load.name),
      make("span.load-facts", null, `${countOf(load.shifts, "shift", "shifts")} · ${countOf(load.visits, "visit", "visits")}`),
      bar({ ...load, shifts: 0 }, most),
      PAGE.days.length > 1 && PAGE.days.length <= 14 ? dayColumns(load.id, busiest) : make("span"),
      loadText(load)))),
    barLegend(false));
}

function barLegend(ofOneDay) {
  const entry = (kind, text) => make("li", null, make(`span.key.${kind}`), text);
  return make("ul.bar-legend", null, entry("key-travel", WORDS.travel), entry("key-visits", WORDS.visits),
    entry("key-expected", WORDS.expected_busy),
    ofOneDay && PAGE.plan.cap ? entry("key-cap", `${WORDS.longest_day} ${hours(PAGE.plan.cap)}`) : null,
    make("li.bar-note", null, WORDS.workload_note));
}

/** What the plan costs, term by term. */
function objective() {
  const line = (word, value, kind) => make(`div.term${kind || ""}`, null, make("dt", null, word), make("dd", null, value));
  const plan = PAGE.plan;
  return make("section.card.objective", null,
    make("h2", null, WORDS.objective),
    make("p.note", null, WORDS.objective_note),
    make("dl.terms", null,
      line(WORDS.promises_missed, numberText(plan.promises_missed), plan.promises_missed ? ".term-bad" : ""),
      plan.terms.map(([word, value]) => line(word, numberText(value))),
      line(WORDS.in_all, numberText(plan.objective), ".term-sum")),
    plan.cap_note && make("p.note", null, plan.cap_note));
}
