/* Small pictures of the whole plan: a column a day for each officer, and how far all are covered. */

const DAY_HIGH = 22;
const DAY_WIDE = 9;

/** An officer's busy time by day; the highest column of all is as high as the picture. */
function dayColumns(officer, most) {
  const columns = PAGE.days.map((_, day) => {
    const busy = PAGE.shifts.filter((shift) => shift.day === day && shift.officers.includes(officer))
      .reduce((sum, shift) => sum + shift.busy, 0);
    const high = busy ? Math.max(1.5, (DAY_HIGH * busy) / most) : 0.8;
    return makeSvg("rect", { x: day * DAY_WIDE + 1, y: DAY_HIGH - high, width: DAY_WIDE - 2, height: high });
  });
  const wide = PAGE.days.length * DAY_WIDE;
  return makeSvg("svg.day-columns", { viewBox: `0 0 ${wide} ${DAY_HIGH}`, width: wide, height: DAY_HIGH, "aria-hidden": "true" }, columns);
}

/** The busiest day of any officer. */
function busiestDay() {
  const sums = new Map();
  for (const { day, officers, busy } of PAGE.shifts) {
    for (const officer of officers) sums.set(`${day} ${officer}`, (sums.get(`${day} ${officer}`) || 0) + busy);
  }
  return Math.max(1, ...sums.values());
}

/** Met, due again, overdue, never met: parts of one bar, in fills that differ in grey. */
function coverageCard() {
  const counts = PAGE.desk.coverage;
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  if (!all) return null;
  const [wide, high] = [700, 22];
  let from = 0;
  const parts = counts.map(([cover, count]) => {
    const part = makeSvg(`rect.cover-${cover}`, { x: from, y: 0, width: (wide * count) / all, height: high });
    from += (wide * count) / all;
    return part;
  });
  const stripes = makeSvg("pattern", { id: "stripes", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    makeSvg("rect", { width: 7, height: 7, fill: "#fff" }), makeSvg("rect", { width: 3, height: 7, fill: "#14181f" }));
  const told = counts.map(([cover, count]) => `${WORDS[`cover_${cover}`]} ${count}`);
  const key = (cover, text) => make("li", null,
    makeSvg("svg", { width: 14, height: 11, "aria-hidden": "true" }, makeSvg(`rect.cover-${cover}`, { x: 0.5, y: 0.5, width: 13, height: 10 })), text);
  const on = PAGE.desk.covered_on && ` · ${PAGE.desk.covered_on}`;
  return make("section.card.coverage", null, make("h2", null, `${WORDS.cover_title}: ${all} ${WORDS.cover_all}${on}`),
    makeSvg("svg.coverage-bar", { viewBox: `-1 -1 ${wide + 2} ${high + 2}`, role: "img", "aria-label": told.join(", ") }, makeSvg("defs", null, stripes), parts),
    make("ul.bar-legend", null, counts.map(([cover, count]) => key(cover, `${WORDS[`cover_${cover}`]} ${count} (${Math.round((100 * count) / all)} %)`))));
}
