/* The forecast tab: how many have been met by when, as a band of simulated runs. */

function forecastTab() {
  const told = PAGE.desk.forecast;
  if (!told || !told.weeks.length || !told.households) return null;
  return make("section.card", null,
    make("h2", null, WORDS.forecast_title),
    make("p.forecast-told", null, milestones(told)),
    make("p.note", null, sentence("forecast_note", { runs: told.runs })),
    forecastChart(told),
    told.out_of_reach ? make("p.note", null, never(told)) : null,
    forecastTable(told),
    make("p.note", null, WORDS.forecast_assumed));
}

/** By which round half of the runs have met so many, and how many runs end with everybody met. */
function milestones(told) {
  const parts = [50, 90, 99].map((percent) => {
    const round = told.weeks.findIndex(({ middle }) => 100 * middle >= percent * told.households) + 1;
    return round ? sentence("by_round", { percent, round }) : null;
  });
  const percent = Math.round(100 * told.ever_within_reach);
  const count = told.households - told.out_of_reach;
  const end = sentence(told.out_of_reach ? "forecast_all_others" : "forecast_in_the_end", { percent, count });
  return `${WORDS.forecast_part}: ${[...parts.filter(Boolean), end].join("; ")}.`;
}

/** How many can be met in no shift, and why. */
function never(told) {
  const why = Object.entries(told.out_of_reach_by_reason).map(([reason, count]) => sentence(`forecast_${reason}`, { count }));
  return `${sentence("forecast_never", { count: told.out_of_reach })} ${why.join("; ")}.`;
}

function forecastTable(told) {
  const percent = (met) => `${numberText(met)} (${Math.floor((100 * met) / told.households)} %)`;
  return figureTable([WORDS.week_of, `${WORDS.met_by}, 10 %`, "50 %", "90 %", told.out_of_reach ? WORDS.all_others_met : WORDS.all_met],
    told.weeks.map((week) => [week.begin, percent(week.low), percent(week.middle), percent(week.high),
      sentence("in_runs", { percent: Math.round(100 * week.done_within_reach) })]));
}

/** Households met upwards, rounds to the right; a grey band, its edges dashed, the middle black. */
function forecastChart(told) {
  const [wide, high, left, below] = [760, 330, 66, 46];
  const weeks = [{ low: 0, middle: 0, high: 0 }, ...told.weeks];
  const x = (k) => left + ((wide - left - 70) * k) / (weeks.length - 1);
  const y = (met) => high - below - ((high - below - 14) * met) / told.households;
  const line = (field) => weeks.map((week, k) => `${x(k).toFixed(1)} ${y(week[field]).toFixed(1)}`);
  const grid = ticks(told.households, 5).map((met) => [
    makeSvg("path.grid", { d: `M${left} ${y(met)}H${x(weeks.length - 1)}` }),
    makeSvg("text.axis", { x: left - 6, y: y(met) + 4, "text-anchor": "end" }, numberText(met))]);
  const step = Math.ceil(weeks.length / 12);
  const feet = weeks.map((week, k) => k % step || !k ? null
    : makeSvg("text.axis", { x: x(k), y: high - below + 17, "text-anchor": "middle" }, String(k)));
  const all = y(told.households);
  return makeSvg("svg.chart.forecast-chart", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": WORDS.forecast_title },
    grid, feet,
    makeSvg("text.axis", { x: (left + wide - 70) / 2, y: high - 6, "text-anchor": "middle" }, WORDS.round_axis),
    makeSvg("path.all-line", { d: `M${left} ${all}H${x(weeks.length - 1)}` }),
    makeSvg("text.axis", { x: x(weeks.length - 1) + 6, y: all + 4 }, numberText(told.households)),
    makeSvg("path.band", { d: `M${[...line("low"), ...line("high").reverse()].join("L")}z` }),
    makeSvg("path.band-edge", { d: `M${line("low").join("L")}` }),
    makeSvg("path.band-edge", { d: `M${line("high").join("L")}` }),
    makeSvg("path.band-middle", { d: `M${line("middle").join("L")}` }));
}
