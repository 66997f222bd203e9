"""A headless Chromium without a network: what a page shows, says on its console, and asks for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
VOID = frozenset({"meta", "input", "br", "img", "link", "hr"})
OWN_SCHEMES = ("file:", "data:", "blob:", "chrome:", "about:", "devtools:")

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@dataclass(frozen=True)
class Element:
    """An element of the page as it stood at the end: its classes and all text in it."""

    tag: str
    classes: frozenset[str]
    attributes: dict[str, str | None]
    texts: list[str]

    @property
    def text(self) -> str:
        return "".join(self.texts)


@dataclass(frozen=True)
class Opened:
    """A page after its scripts have run."""

    elements: list[Element]
    console: list[str]
    requests: list[str]

    def of(self, kind: str) -> list[Element]:
        """Elements by ``tag``, ``.class`` or ``tag.class``."""
        tag, _, name = kind.partition(".")
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag) and (not name or name in element.classes)
        ]

    def texts(self, kind: str) -> list[str]:
        return [element.text for element in self.of(kind)]


def open_page(
    page: Path, profile: Path, *, address: str = "", size: str = "1280,800", script: str = ""
) -> Opened:
    """Open a page and read it back.

    Parameters
    ----------
    address
        What follows the ``#``.
    script
        Run once the page has loaded, on a copy of the page without its policy.
    """
    target = _with_script(page, profile, script) if script else page
    log = profile / "net.json"
    done = _run(
        profile,
        "--dump-dom",
        "--virtual-time-budget=3000",
        f"--window-size={size}",
        f"--log-net-log={log}",
        "--net-log-capture-mode=IncludeSensitive",
        f"file://{target}#{address}",
    )
    shouts = done.stderr.decode("utf-8", "replace").splitlines()
    return Opened(
        elements=_Reader(done.stdout.decode("utf-8")).elements,
        console=[line for line in shouts if ":CONSOLE" in line and "source: chrome:" not in line],
        requests=_requests(log),
    )


def print_page(page: Path, profile: Path) -> Path:
    """The PDF that printing the page gives."""
    pdf = profile / "page.pdf"
    _run(profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", f"file://{page}")
    return pdf


def _run(profile: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    profile.mkdir(exist_ok=True)
    assert CHROMIUM is not None
    command = [
        *_without_network(),
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--enable-logging=stderr",
        f"--user-data-dir={profile / 'chromium'}",
        *options,
    ]
    environment = {**os.environ, "HOME": str(profile)}
    return subprocess.run(command, capture_output=True, timeout=300, check=True, env=environment)


@cache
def _without_network() -> Sequence[str]:
    """A namespace of its own, where this computer allows one."""
    unshare = shutil.which("unshare")
    for options in (["-n"], ["-rn"]) if unshare else ():
        command = [str(unshare), *options]
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return []


def _with_script(page: Path, profile: Path, script: str) -> Path:
    """A copy that may run a test's script, which its policy rightly forbids."""
    profile.mkdir(exist_ok=True)
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
    copy = profile / page.name
    copy.write_text(html.replace("</body>", f"<script>{script}</script></body>"))
    return copy


def _requests(log: Path) -> list[str]:
    """Addresses that the page set out to fetch; the browser's own errands have no origin."""
    events = json.loads(log.read_text(errors="replace"))["events"]
    asked = (event.get("params", {}) for event in events)
    urls = {
        str(params["url"])
        for params in asked
        if params.get("initiator", "not an origin") != "not an origin"
    }
    return sorted(url for url in urls if not url.startswith(OWN_SCHEMES))


class _Reader(HTMLParser):
    """Elements of a dumped page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        classes = frozenset((attributes.get("class") or "").split())
        element = Element(tag, classes, attributes, [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open:
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data):
        for element in self._open:
            element.texts.append(data)
