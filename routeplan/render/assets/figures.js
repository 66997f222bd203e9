/* Small drawings for screen and paper: axes, scales, and shapes that differ without colour. */

const SHAPES = [
  "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0z",
  "M-4.6 -4.6H4.6V4.6H-4.6z",
  "M0 -6L5.6 4.4H-5.6z",
  "M0 -6.2L6.2 0L0 6.2L-6.2 0z",
  "M-6 -2H-2V-6H2V-2H6V2H2V6H-2V2H-6z",
  "M0 6L5.6 -4.4H-5.6z",
  "M-5.5 -1.8L0 -6L5.5 -1.8L3.4 5H-3.4z",
  "M-5.6 -3H5.6V3H-5.6z",
];

/** The officer's sign: a shape and a colour, both repeated after eight. */
function officerSign(officer, attributes) {
  const again = officer >= SHAPES.length;
  const colour = COLOURS[officer % COLOURS.length];
  return makeSvg("path.officer-sign", {
    d: SHAPES[officer % SHAPES.length], fill: again ? "#fff" : colour, stroke: again ? colour : "#fff",
    "stroke-width": again ? 2 : 1, ...attributes,
  });
}

/** Up to so many round numbers from 0 to at least the highest. */
function ticks(highest, many) {
  const rough = Math.max(highest, 1) / many;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough);
  const found = [];
  for (let at = 0; at <= highest + 1e-9; at += step) found.push(at);
  return found;
}

/** A number with its sign, `=` for none. */
function signed(value) {
  const whole = Math.round(value);
  return whole ? `${whole > 0 ? "+" : ""}${numberText(whole)}` : "=";
}

/** Thousandths above a mean, in percent. */
function overMean(thousandths) {
  return `${thousandths > 0 ? "+" : ""}${numberText(thousandths / 10, 1)} %`;
}

/** A table of texts; all but the first column are numbers. */
function figureTable(titles, rows) {
  const cell = (kind, text, k) => make(`${kind}${k ? ".figure" : ""}`, kind === "th" ? { scope: "col" } : null, text);
  return make("div.table-box", null, make("table.figures", null,
    make("thead", null, make("tr", null, titles.map((text, k) => cell("th", text, k)))),
    make("tbody", null, rows.map((row) => make("tr", null, row.map((text, k) => cell("td", text, k)))))));
}
