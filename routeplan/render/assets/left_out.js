/* Visits left out: searchable, by reason, the dearest first. */

const ROWS_AT_FIRST = 60;
const REASONS = reasonMarks(PAGE.left_out);

class LeftOutList {
  constructor(showOnMap) {
    this.showOnMap = showOnMap;
    this.code = null;
    this.text = "";
    this.most = ROWS_AT_FIRST;
    this.found = PAGE.left_out;
    this.changed = () => {};
    this.rows = make("tbody");
    this.count = make("span.count", { "aria-live": "polite" });
    this.more = make("button.button.more", { type: "button", onclick: () => this.showMore() });
    this.chips = make("div.chips", { role: "group", "aria-label": WORDS.reason });
    const search = make("input.search", { type: "search", placeholder: WORDS.search, "aria-label": WORDS.search });
    search.addEventListener("input", () => this.filter({ text: search.value }));
    this.element = make("section.card.left-out", { id: "left-out" },
      make("div.card-head", null, make("h2", null, WORDS.left_out), this.count, search),
      this.chips,
      make("div.table-box", null, make("table", null,
        make("thead", null, make("tr", null,
          [["worth", "th.number"], ["household", "th"], ["reason", "th"]].map(([word, kind]) =>
            make(kind, { scope: "col" }, WORDS[word])))),
        this.rows)),
      this.more);
    this.filter({});
  }

  filter({ code = this.code, text = this.text }) {
    Object.assign(this, { code, text: text.trim().toLocaleLowerCase(), most: ROWS_AT_FIRST });
    this.draw();
    this.changed();
  }

  showMore() {
    this.most += 500;
    this.draw();
  }

  matches(entry) {
    if (this.code && entry.code !== this.code) return false;
    const texts = [entry.visit, entry.name, entry.address, entry.reason];
    return !this.text || texts.some((text) => text.toLocaleLowerCase().includes(this.text));
  }

  draw() {
    const found = PAGE.left_out.filter((entry) => this.matches(entry));
    this.found = found;
    const shown = found.slice(0, this.most).map((entry) => this.row(entry));
    this.rows.replaceChildren(...(shown.length ? shown : [
      make("tr", null, make("td.nothing", { colspan: 3 }, WORDS.nothing_found))]));
    this.count.textContent = sentence("found", { count: found.length, all: PAGE.left_out.length });
    this.more.hidden = found.length <= this.most;
    this.more.textContent = sentence("show_more", { count: found.length - this.most });
    this.chips.replaceChildren(...this.makeChips());
  }

  makeChips() {
    return [...REASONS].map(([code, { count, path }]) => make("button.chip", {
      type: "button",
      "aria-pressed": String(this.code === code),
      onclick: () => this.filter({ code: this.code === code ? null : code }),
    }, reasonSign(path), PAGE.codes[code], make("span.chip-count", null, numberText(count))));
  }

  row(entry) {
    const where = make("button.where", { type: "button", onclick: () => this.showOnMap(entry), dir: "auto" }, entry.name || entry.visit);
    return make("tr", { class: entry.broken ? "broken-row" : null },
      make("td.number", null, entry.worth === null ? "–" : numberText(entry.worth)),
      make("td", null, where, said("span.address", entry.address)),
      make("td.reason", { dir: "auto" }, entry.reason));
  }
}
