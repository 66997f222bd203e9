/* Where the phone itself is: asked for only when somebody taps the button, drawn, and sent nowhere. */

class Position {
  constructor() {
    this.watch = null;
    this.mark = null;
    this.note = make("p.position-note", { role: "status", hidden: true });
    this.button = make("button.position-button", {
      type: "button", "aria-pressed": "false", title: WORDS.where_am_i, "aria-label": WORDS.where_am_i, onclick: () => this.toggle(),
    }, makeSvg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" },
      makeSvg("circle", { cx: 10, cy: 10, r: 5.5 }), makeSvg("circle.position-middle", { cx: 10, cy: 10, r: 2 }),
      makeSvg("path", { d: "M10 1V4.5M10 15.5V19M1 10H4.5M15.5 10H19" })));
    const corner = L.control({ position: "topright" });
    corner.onAdd = () => {
      const box = make("div.position", null, this.button, this.note);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    corner.addTo(map);
  }

  toggle() {
    if (this.watch === null) this.start();
    else this.stop();
  }

  start() {
    if (!navigator.geolocation) {
      this.say("position_none");
      return;
    }
    this.moved = false;
    this.button.setAttribute("aria-pressed", "true");
    this.say("position_searching");
    this.watch = navigator.geolocation.watchPosition(
      (position) => this.show(position.coords),
      (error) => this.failed(error),
      { enableHighAccuracy: true, maximumAge: 5000, timeout: 60000 },
    );
  }

  stop() {
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    this.watch = null;
    this.button.setAttribute("aria-pressed", "false");
    this.note.hidden = true;
    if (this.mark) this.mark.remove();
    this.mark = null;
  }

  show({ latitude, longitude, accuracy }) {
    const at = L.latLng(latitude, longitude);
    if (!this.mark) {
      const ring = L.circle(at, { pane: "lines", radius: accuracy, color: "#1c5fb8", weight: 1.2, fillOpacity: 0.12, interactive: false });
      const icon = L.divIcon({ className: "", html: make("span.position-dot"), iconSize: [0, 0] });
      const dot = L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: 9000 });
      this.mark = L.layerGroup([ring, dot]).addTo(map);
      this.ring = ring;
      this.dot = dot;
    }
    this.ring.setLatLng(at).setRadius(accuracy);
    this.dot.setLatLng(at);
    this.say("position_within", { metres: Math.max(1, Math.round(accuracy)) });
    if (!this.moved && !map.getBounds().contains(at)) map.fitBounds(map.getBounds().extend(at), { animate: false });
    this.moved = true;
  }

  failed(error) {
    this.stop();
    this.say(error.code === 1 ? "position_refused" : "position_none");
  }

  say(key, values) {
    this.note.textContent = sentence(key, values || {});
    this.note.hidden = false;
  }
}
