/* The map itself: the base map's SVG under everything, street names that stay readable, controls. */

const LETTER_PIXELS = 10.5;
const PAPER_SHARE = 0.78;
/* The scale and whose data the map is stand below. */
const FOOT_PIXELS = 16;
const map = map_page;

/** Show the base map and set up what every map of ours has; `first` is what it shows to begin with. */
function openMap(fitTitle, fit, first = fit) {
  const ground = document.getElementById("ground");
  const panes = map.createPane("ground");
  panes.style.zIndex = 150;
  const names = map.createPane("names");
  names.style.zIndex = 420;
  names.style.pointerEvents = "none";
  if (PAGE.ground) {
    L.svgOverlay(ground, PAGE.ground, { pane: "ground" }).addTo(map);
    L.svgOverlay(namesOf(ground), PAGE.ground, { pane: "names" }).addTo(map);
  } else ground.remove();
  map.setMinZoom(9).setMaxZoom(20);
  map.createPane("lines").style.zIndex = 410;
  L.control.zoom({ zoomInTitle: WORDS.zoom_in, zoomOutTitle: WORDS.zoom_out }).addTo(map);
  addFitButton(fitTitle, fit);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (PAGE.ground) map.attributionControl.addAttribution(WORDS.attribution);
  map.on("zoomend viewreset", nameStreets);
  map.whenReady(nameStreets);
  map.invalidateSize({ animate: false, pan: false });
  first();
  refitUntilMoved(first);
}

/** The street names in a picture of their own, which lies over the routes. */
function namesOf(ground) {
  const names = makeSvg("svg", { id: "names", viewBox: ground.getAttribute("viewBox"), preserveAspectRatio: "none", "aria-hidden": "true" });
  names.append(...ground.querySelectorAll(".street-names"));
  return names;
}

/** A window that changes its size shows the whole round again, unless the reader has moved it. */
function refitUntilMoved(fit) {
  let moved = false;
  for (const event of ["pointerdown", "wheel", "keydown"]) {
    map.getContainer().addEventListener(event, () => (moved = true), { passive: true });
  }
  map.on("popupopen", () => (moved = true));
  map.on("resize", () => moved || fit());
}

function addFitButton(title, fit) {
  const button = make(
    "a.fit-button",
    { href: "#", role: "button", title, "aria-label": title },
    makeSvg(
      "svg",
      { viewBox: "0 0 16 16", "aria-hidden": "true" },
      makeSvg("path", { d: "M1.5 5.5v-4h4M10.5 1.5h4v4M14.5 10.5v4h-4M5.5 14.5h-4v-4" }),
    ),
  );
  L.DomEvent.on(button, "click", (event) => {
    L.DomEvent.stop(event);
    fit();
  });
  L.DomEvent.disableClickPropagation(button);
  document.querySelector(".leaflet-control-zoom").append(button);
}

/** Metres of ground that one pixel of the screen shows now. */
function metresPerPixel() {
  const size = map.getSize();
  const middle = map.unproject(map.project(map.getCenter()));
  const beside = map.unproject(map.project(middle).add([Math.max(size.x, 100), 0]));
  return map.distance(middle, beside) / Math.max(size.x, 100);
}

/** Show the street names laid out for this zoom, in letters of about the same height at each. */
function nameStreets() {
  const scale = metresPerPixel() * (isPrinting() ? PAPER_SHARE : 1);
  const groups = [...document.querySelectorAll("#names .street-names")];
  const fitting = groups.find((group) => Number(group.dataset.level) >= scale * 0.999);
  const shown = fitting || groups[groups.length - 1];
  for (const group of groups) group.style.display = group === shown ? "" : "none";
  if (!shown) return;
  const metres = LETTER_PIXELS * Math.min(Number(shown.dataset.level), 1.15 * scale);
  shown.style.fontSize = `${metres}px`;
}

/** Fit to latitude-longitude points, then a little wider until all signs are inside too. */
function fitTo(points, signs, margin) {
  map.fitBounds(L.latLngBounds(points), {
    paddingTopLeft: [margin, margin], paddingBottomRight: [margin, margin + FOOT_PIXELS], maxZoom: 19, animate: false,
  });
  for (let tries = 0; signs && tries < 8 && !signs.allInside(); tries += 1) {
    map.setZoom(map.getZoom() - 0.1, { animate: false });
  }
}

/** Whether the page is being printed: smaller signs and letters then. */
function isPrinting() {
  return document.documentElement.classList.contains("printing");
}

/** While printing, the map has its size on paper, and the round is fitted into that. */
function refitForPrint(before, after) {
  window.addEventListener("beforeprint", () => {
    document.documentElement.classList.add("printing");
    const snap = map.options.zoomSnap;
    map.options.zoomSnap = 0;
    map.invalidateSize({ animate: false, pan: false });
    before();
    nameStreets();
    map.options.zoomSnap = snap;
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing");
    map.invalidateSize({ animate: false, pan: false });
    after();
    nameStreets();
  });
}
