"""Lint the pages' scripts as browsers run them: each page's files in a row.

Run with ``python tools/lint_scripts.py``; ``make check`` does. Alone no file is whole, for they use
each other's functions.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from routeplan.render.pages import beats_page, bureau_page, day_page, homes_page, overview
from routeplan.render.pages.page_shell import asset

PAGES = {
    "beats": beats_page,
    "bureau": bureau_page,
    "day": day_page,
    "homes": homes_page,
    "overview": overview,
}
GLOBALS = ("L", "map_page")
"""Leaflet, and the map that folium makes."""
HELPERS = "sentence|hours|unpacked"
"""Functions of dom.js that not every page needs."""
RULES = ("no-undef", "eqeqeq", "no-implied-eval", "no-var", "prefer-const")


def main() -> int:
    """The status of the linter, whose findings name file and line of the joined script."""
    with TemporaryDirectory() as folder:
        for name, page in PAGES.items():
            joined = "\n".join(asset(script) for script in page.SCRIPTS)
            Path(folder, f"{name}.js").write_text(f'"use strict";\n{joined}\n', encoding="utf-8")
        config = Path(folder, "oxlint.json")
        declared = ", ".join(f'"{name}": "readonly"' for name in GLOBALS)
        rules = ", ".join(f'"{rule}": "error"' for rule in RULES)
        rules += f', "no-unused-vars": ["error", {{"varsIgnorePattern": "^({HELPERS})$"}}]'
        config.write_text(
            f'{{"env": {{"browser": true, "es2022": true}}, "globals": {{{declared}}}, '
            f'"categories": {{"correctness": "error"}}, "rules": {{{rules}}}}}'
        )
        command = [str(Path(sys.executable).with_name("oxlint")), "-c", str(config), folder]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
