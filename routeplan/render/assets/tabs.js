/* The overview's tabs. Which one is open stands in the address (`#balance`); only that one is printed. */

class Tabs {
  /** `entries` are [name, content]; those without content are left away. `home` is the first one's address. */
  constructor(entries, opened, home) {
    this.opened = opened;
    this.home = home;
    this.panels = entries.filter(([, content]) => content)
      .map(([name, content]) => [name, make("div.tab-panel", { id: `tab-${name}`, role: "tabpanel", "aria-label": WORDS[`tab_${name}`] }, content)]);
    this.buttons = this.panels.map(([name]) => make("button.tab", {
      type: "button", role: "tab", "aria-controls": `tab-${name}`, onclick: () => this.choose(name),
    }, WORDS[`tab_${name}`]));
    this.element = make("div.tabs", { role: "tablist" }, this.buttons);
  }

  /** The tab that the address asks for, else the first. */
  asked() {
    const address = window.location.hash.slice(1);
    const names = [address, new URLSearchParams(address).get("tab")];
    const [name] = this.panels.find(([each]) => names.includes(each)) || this.panels[0];
    return name;
  }

  choose(name) {
    window.history.replaceState(null, "", name === this.panels[0][0] ? this.home() : `#${name}`);
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
