/* The overview's tabs. Which one is open stands in the address; only that one is printed. */

class Tabs {
  /** `entries` are [name, content]; those without content are left away. */
  constructor(entries, opened) {
    this.opened = opened;
    this.panels = entries.filter(([, content]) => content)
      .map(([name, content]) => [name, make("div.tab-panel", { id: `tab-${name}`, role: "tabpanel", "aria-label": WORDS[`tab_${name}`] }, content)]);
    this.buttons = this.panels.map(([name]) => make("button.tab", {
      type: "button", role: "tab", "aria-controls": `tab-${name}`, onclick: () => this.choose(name),
    }, WORDS[`tab_${name}`]));
    this.element = make("div.tabs", { role: "tablist" }, this.buttons);
  }

  /** The tab that the address asks for, else the first. */
  asked() {
    const name = new URLSearchParams(window.location.hash.slice(1)).get("tab");
    return this.panels.some(([each]) => each === name) ? name : this.panels[0][0];
  }

  choose(name) {
    window.history.replaceState(null, "", name === this.panels[0][0] ? "#" : `#tab=${name}`);
    this.open();
  }

  open() {
    const name = this.asked();
    this.panels.forEach(([each, panel], k) => {
      panel.hidden = each !== name;
      this.buttons[k].setAttribute("aria-selected", String(each === name));
    });
    this.opened(name);
  }
}
