/* Making elements. Every text becomes a text node: nothing a resident wrote is ever markup. */

const PAGE = JSON.parse(document.getElementById("data").textContent);
const WORDS = PAGE.words;

/** An element with classes (`p.note.small`), attributes and children; empty children are left out. */
function make(kind, attributes, ...children) {
  const [name, ...classes] = kind.split(".");
  return fill(document.createElement(name), classes, attributes, children);
}

/** The same for SVG. */
function makeSvg(kind, attributes, ...children) {
  const [name, ...classes] = kind.split(".");
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  return fill(element, classes, attributes, children);
}

function fill(element, classes, attributes, children) {
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child || child === 0) element.append(child);
  }
  return element;
}

/** A resident's text, kept apart from its surroundings whichever way it is written. */
function said(kind, text) {
  return text ? make(kind, { dir: "auto" }, text) : null;
}

/** A number as the page's language writes it, `1,234` or `4.4`: with so many decimal places, else up to three. */
function numberText(value, places) {
  const { group, point } = document.documentElement.dataset;
  const size = Math.abs(value);
  const plain = places === undefined ? String(Math.round(size * 1000) / 1000) : size.toFixed(places);
  const [whole, part] = plain.split(".");
  const minus = value < 0 && Number(plain) ? "−" : "";
  return `${minus}${whole.replace(/\B(?=(\d{3})+$)/g, group)}${part ? point + part : ""}`;
}

/** A sentence with `{names}` filled in. */
function sentence(key, values) {
  const text = (value) => (typeof value === "number" ? numberText(value) : value);
  return WORDS[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? text(values[name]) : whole));
}

/** `6:05` for 21,900 seconds. */
function hours(seconds) {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** A line from its steps in microdegrees. */
function unpacked(flat) {
  const line = [];
  let latitude = 0;
  let longitude = 0;
  for (let k = 0; k < flat.length; k += 2) {
    latitude += flat[k];
    longitude += flat[k + 1];
    line.push([latitude / 1e6, longitude / 1e6]);
  }
  return line;
}

/** The strips that every page of this plan must carry. */
function banners() {
  return PAGE.banners.map(([kind, text]) =>
    make(`p.banner.banner-${kind}`, { role: "note" }, text),
  );
}
