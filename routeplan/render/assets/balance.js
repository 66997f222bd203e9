/* The balance tab: each officer's load by share over the weeks, and what evening out would cost. */

function balanceTab() {
  const { weeks, options } = PAGE.desk;
  if (!weeks || !weeks.officers.length) return null;
  return [loadsByShare(weeks), optionsCard(options)];
}

function loadsByShare(weeks) {
  const most = Math.max(1, weeks.mean_by_share, ...weeks.officers.map(({ by_share }) => by_share));
  const share = (seconds) => `${(100 * seconds) / most}%`;
  const [begin, end] = [weeks.mondays[0], weeks.mondays[weeks.mondays.length - 1]];
  const period = begin === end ? `${WORDS.week_of} ${begin}` : sentence("weeks_of", { begin, end });
  const row = (load) => {
    const colour = PAGE.officers.findIndex(({ id }) => id === load.officer);
    return make("li", null, tag({ key: load.officer, colour }),
      make("span.load-name", { dir: "auto" }, PAGE.officers[colour].name),
      make("span.load-facts", null, `${WORDS.share} ${load.share_of_full} · ${overMean(load.above_mean)}`),
      make("span.bar", { "aria-hidden": "true" },
        make("span.bar-busy", { style: `width:${share(load.by_share)}` },
          make("span.bar-travel", { style: `width:${load.busy ? (100 * load.travel) / load.busy : 0}%` })),
        make("span.bar-mean", { style: `left:${share(weeks.mean_by_share)}` })),
      make("span.load", null, make("strong", null, hours(load.by_share)), make("span", null, ` / ${hours(load.busy)}`)));
  };
  return make("section.card", null,
    make("h2", null, WORDS.by_share),
    make("p.note", null, `${period}; ${sentence("by_share_note", { mean: hours(weeks.mean_by_share) })}`),
    make("ul.loads", null, weeks.officers.map(row)),
    weeksTable(weeks));
}

function weeksTable(weeks) {
  const many = weeks.mondays.length > 1 ? weeks.mondays.slice(-6) : [];
  const first = weeks.mondays.length - many.length;
  return figureTable(
    [WORDS.officer, WORDS.visits, WORDS.met_column, WORDS.travel_part, WORDS.by_two, WORDS.evening_rounds, ...many],
    weeks.officers.map((load) => [load.officer, numberText(load.visits), numberText(load.expected_met, 1),
      load.busy ? `${Math.round((100 * load.travel) / load.busy)} %` : "–", numberText(load.together), numberText(load.evenings),
      ...load.weeks.slice(first, first + many.length).map((busy) => (busy === null ? "–" : hours(busy)))]));
}

function optionsCard(options) {
  const body = options ? [make("p.note", null, WORDS.options_note), optionsChart(options), optionsTable(options)]
    : make("p.note", null, WORDS.options_none);
  return make("section.card", null, make("h2", null, WORDS.options), body);
}

function excess(option) {
  return option.mean_week_by_share ? Math.round((1000 * option.longest_week_by_share) / option.mean_week_by_share) - 1000 : 0;
}

/** Minutes of travel, worth, later days, waiting and other officers; a file of an older program has three of them. */
function pricesOf({ price }) {
  return [price.travel, price.worth, price.later_days, price.waiting, price.minor].map((seconds) => (seconds || 0) / 60);
}

function priceOf(option) {
  return pricesOf(option).reduce((sum, minutes) => sum + minutes, 0);
}

function optionsTable(options) {
  const most = options.some((option) => option.with_earlier_weeks) ? WORDS.most_over_weeks : WORDS.longest_week;
  return figureTable(
    [WORDS.option, most, WORDS.over_mean, WORDS.longest_day, WORDS.travel_more, WORDS.worth_lost,
      WORDS.later_more, WORDS.waiting_more, WORDS.other_officers, WORDS.price_in_all],
    options.map((option) => [`${option.option} ${WORDS[`kind_${option.kind}`]}${option.chosen ? ` ${WORDS.this_plan}` : ""}`, hours(option.longest_week_by_share),
      overMean(excess(option)), hours(option.longest_day), ...pricesOf(option).map(signed), signed(priceOf(option))]));
}

/** Price to the right, how far the longest week is over the mean upwards. */
function optionsChart(options) {
  const [wide, high, left, below] = [760, 300, 78, 46];
  const dearest = Math.max(1, ...options.map(priceOf));
  const cheapest = Math.min(0, ...options.map(priceOf));
  const highest = Math.max(1, ...options.map((option) => excess(option) / 10));
  const x = (price) => left + ((wide - left - 20) * (price - cheapest)) / (dearest - cheapest);
  const y = (over) => high - below - ((high - below - 16) * Math.max(over, 0)) / highest;
  const grid = ticks(highest, 4).map((over) => [
    makeSvg("path.grid", { d: `M${left} ${y(over)}H${wide - 10}` }),
    makeSvg("text.axis", { x: left - 6, y: y(over) + 4, "text-anchor": "end" }, `+${numberText(over)} %`)]);
  const feet = ticks(dearest, 5).map((price) =>
    makeSvg("text.axis", { x: x(price), y: high - below + 16, "text-anchor": "middle" }, numberText(price)));
  const dots = options.map((option) => {
    const [at, over] = [x(priceOf(option)), y(excess(option) / 10)];
    return [makeSvg(`circle.option-dot.option-${option.kind}${option.chosen ? ".option-chosen" : ""}`, { cx: at, cy: over, r: 9 }),
      makeSvg(`text.option-name${option.chosen ? ".option-chosen" : ""}`, { x: at, y: over + 4, "text-anchor": "middle" }, String(option.option))];
  });
  return makeSvg("svg.chart", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": WORDS.options },
    grid, feet, makeSvg("text.axis", { x: (left + wide) / 2, y: high - 6, "text-anchor": "middle" }, WORDS.price_axis), dots);
}
