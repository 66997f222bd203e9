"""``--lang zh``: no English is left in what a command says, its help among it.

What a command prints is stripped of all that is no sentence (names from the tables, what is typed,
files, codes); a Latin word that remains is a left-over.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len

from routeplan.cli import COMMANDS
from routeplan.formats.results.entries import FIELDS
from routeplan.formats.station.households import COLUMNS
from routeplan.model.inputs import Priority
from routeplan.render.report_view import PARTS
from routeplan.render.words.catalogue import fits
from routeplan.render.words.terminal_phrases import phrases_of, terminal_languages
from routeplan.station.clock import clerk
from routeplan.station.use_cases.export_plan import FORMATS
from tests.cli.test_group import BUREAU
from tests.cli.workspaces import HOMES, MONDAY, SUNDAY, TUESDAY, change, give_telephone, run
from tools.collect_phrases import patterns

TYPED = (
    r"^ +routeplan .*$",  # a command to type, on a line of its own
    r"'routeplan [^']*'",
    r"\bH+:MM(-HH:MM)?\b",
    r"python -m routeplan( [a-z-]+)?",
    r"(?<!\w)--?[a-z][a-z-]*( [a-z]+(?=：))?",  # options
    r"\[[^\]\sA-Z]+\]",  # the code of a finding, a section of the settings, choices
    r"'(?!\[)[^'\s]*'|“(?!\[)[^”\s]*”",  # a value as it was given, but no argument's name
    r'language = "[a-z]+"',
    r"(?a:[\w.~@<-]*[/<][\w./~@<>-]*)",  # paths, and names in pointed brackets
    r"\b[\w-]+\.(toml|csv|json|geojson|pdf|html|po|db|xlsx|gpkg|pbf)\b",
    r"\b[A-Z]\w*\d\b|\b[A-Z]{1,2}\d+\b",  # ids
)
NAMES = {
    *(
        "group",
        "routeplan",
        "ROUTEPLAN",
        "LANG",
        "TODAY",
        "DEBUG",
        "wgs",
        "gcj",
        "GPS",
        "UTC",
        "CSV",
        "XLSX",
        "JPEG",
        "PNG",
        "TOPTW",
        "XLS",
        "ODS",
        "GIS",
        "QGIS",
        "Shapefile",
        "GeoParquet",
        "EPSG",
        "CODE",
        "Dask",
    ),
    *(
        "JSON",
        "GeoPackage",
        "GeoJSON",
        "VROOM",
        "VRPLIB",
        "VRPTW",
        "PCVRPTW",
        "HHCRSP",
        "Solomon",
        "Ctrl-C",
    ),
    *(
        "ortools",
        "ruin-recreate",
        "HH",
        "Asia",
        "Shanghai",
        "Helsinki",
        "Europe",
        "Street",
        "Station",
    ),
    *("Vilhonkatu", "Chen", "Wei", "Dahl", "Emma", "PDF", "OpenStreetMap", "Excel", "UTF", "OSM"),
    *(word for home in HOMES.values() for word in re.findall(r"\w+", " ".join(home.values()))),
}
"""Names that any language writes so."""
WORDS_TYPED = {
    *("officer", "evenness", "longest", "auto", "none", "days", "seconds", "search", "source"),
    *("streets", "seed", "language", "matter", "replan", "balance", "strict", "balanced", "free"),
    *("moved", "export", "list", "words", "met", "yet", "not", "refused", "tue", "thu", "promise"),
    *("index", "data", "redacted", "phone", "maps", "households", "officers", "calendar", "Mo-Fr"),
}
"""Settings, columns, actions and choices that the help names as they are typed."""


def english_in(text: str, *allowed: str) -> list[str]:
    """Latin words of three letters or more that are no name and nothing that is typed."""
    for pattern in TYPED:
        text = re.sub(pattern, " ", text, flags=re.MULTILINE)
    words = re.findall(r"(?<![\w@])[A-Za-z][A-Za-z-]+[A-Za-z](?!\w)", text)
    return [word for word in words if word not in NAMES and word not in allowed]


def test_a_left_over_is_found() -> None:
    said = "已写入 maps/plan.json。Nothing was written.\n  routeplan maps station\n错误 [no-shift]"
    assert english_in(said) == ["Nothing", "was", "written"]
    assert english_in("用法：routeplan [OPTIONS] [DIR]") == ["OPTIONS", "DIR"]
    assert english_in("'[DIR]' 的值无效：'nowhere'") == ["DIR"]


@dataclass(frozen=True)
class Run:
    """What is typed in a station's folder, after what; and the exit status it ends with."""

    typed: tuple[str, ...]
    status: int = 0
    before: Callable[[Path], None] | None = None
    answers: str = ""
    today: str = SUNDAY["ROUTEPLAN_TODAY"]


def _break_tables(station: Path) -> None:
    change(station, "households", {"H1": {"latitude": "north"}, "H2": {"priority": "urgent"}})


AFTER = {"ROUTEPLAN_TODAY": TUESDAY}
"""When the rounds of Monday are recorded."""


def _record(station: Path) -> None:
    done = run("record", MONDAY, "O1", "1m+2 2o!", "--dir", station, **AFTER)
    assert done.exit_code == 0, done.output


def _recorded(*typed: str) -> Run:
    """A command after a round was recorded, on the day after."""
    return Run(typed, 0, _record, today=TUESDAY)


def _orders(station: Path) -> None:
    assert run("check", station, "--orders", station / "orders.csv").exit_code == 0


def _broken_orders(station: Path) -> None:
    _orders(station)
    path = station / "orders.csv"
    text = path.read_text(encoding="utf-8")
    to_another = re.sub(r",O1,\d+,H9,", ",O2,9,H9,", text)  # H9 was promised to O1
    assert to_another != text
    path.write_text(to_another, encoding="utf-8")


def _problem(station: Path) -> None:
    matrix = {"durations": [[0, 60], [60, 0]]}
    problem = {
        "jobs": [{"id": 1, "location_index": 1, "service": 60}],
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0}],
        "matrices": {"car": matrix},
    }
    (station / "p.json").write_text(json.dumps(problem), encoding="utf-8")


PLAN = ("--first-day", MONDAY, "--iterations", "50", "--quiet")
OURS = {
    "no command": Run((), 2),
    "unknown command": Run(("plam",), 2),
    "unknown option": Run(("plan", "--dayz"), 2),
    "value out of range": Run(("plan", "{}", "--days", "99"), 2),
    "no date": Run(("plan", "{}", "--first-day", "tomorrow?"), 2),
    "no choice": Run(("plan", "{}", "--travel", "teleport"), 2),
    "missing argument": Run(("solve",), 2),
    "folder that is not there": Run(("check", "{}/nowhere"), 2),
    "two limits": Run(("plan", "{}", "--seconds", "1", "--iterations", "1"), 2),
    "plan": Run(("plan", "{}", *PLAN)),
    "balance": Run(("balance", "{}", "--iterations", "0")),
    "balance options": Run(("balance", "{}", "--iterations", "30")),
    "balance written": Run(("balance", "{}", "--iterations", "0", "--write")),
    "beats": Run(("beats", "{}")),
    "beats written": Run(("beats", "{}", "--write")),
    "maps": Run(("maps", "{}")),
    "phone without a day": Run(("maps", "{}", "--phone"), 2),
    "sheets": Run(("sheets", "{}")),
    "orders": Run(("check", "{}", "--orders", "{}/orders.csv")),
    "record": Run(("record", MONDAY, "O1", "1m+2 2o", "--dir", "{}"), today=TUESDAY),
    "record asks": Run(
        ("record", MONDAY, "O1", "--dir", "{}"), answers="m\n" + 20 * "\n", today=TUESDAY
    ),
    "recorded again": Run(
        ("record", MONDAY, "O1", "1m+2 2o!", "--dir", "{}"), 0, _record, today=TUESDAY
    ),
    "report": _recorded("report", "{}", "--month", "2026-11"),
    "report written": Run(
        ("report", "{}", "--month", "2026-11", "--form"), 0, _record, today=TUESDAY
    ),
    "trace": Run(
        ("report", "{}", "--month", "2026-11", "--trace", "met"), 0, _record, today=TUESDAY
    ),
    "prints": Run(("prints", "{}"), 0, lambda station: run("sheets", station) and None),
    "nothing printed": Run(("prints", "{}")),
    "nothing held": Run(("export-household", "H99", "{}"), 2),
    "words": Run(("words", "list", "--dir", "{}")),
    "words exported": Run(("words", "export", "sv", "--dir", "{}")),
    "init twice": Run(("init", "{}"), 2),
    "init asks": Run(("init", "{}/new"), 2, None, "A\n600\n60\n24\nUTC\n\n"),
    "no such language": Run(("words", "export", "../x", "--dir", "{}"), 2),
}
FROM_BELOW = {
    "orders written": Run(("check", "{}", "--plan", "{}/orders.csv", "--write"), 0, _orders),
    "orders kept": Run(("check", "{}", "--plan", "{}/orders.csv"), 0, _orders),
    "solve": Run(("solve", "{}/p.json", "--iterations", "5", "--output", "{}/a"), 0, _problem),
    "check": Run(("check", "{}", "--first-day", MONDAY)),
    "check refuses": Run(("check", "{}", "--first-day", MONDAY), 2, _break_tables),
    "orders broken": Run(("check", "{}", "--plan", "{}/orders.csv"), 5, _broken_orders),
    "no such officer": Run(("maps", "{}", "--officer", "O9"), 2),
    "no such stop": Run(("record", MONDAY, "O1", "99m", "--dir", "{}"), 2),
    "export-household": _recorded("export-household", "H1", "{}"),
}
OF_THE_PLAN_IN_USE = {
    "replan": Run(("replan", "{}", "--ill", "O1", "--day", MONDAY, "--iterations", "20"), 6),
    "explain": Run(("explain", "H1", "{}", "--iterations", "20")),
    "explain left out": Run(("explain", "H11", "{}", "--iterations", "20")),
    "forecast": Run(("forecast", "{}", "--runs", "10")),
    "cards": Run(("cards", "{}"), 2),
    "notices": Run(("notices", "{}"), 0, give_telephone),
    "lock": Run(("lock", "{}", "--officer", "O1", "--day", MONDAY, "--write")),
    "locks": Run(("lock", "{}", "--list")),
    "unlock": Run(("unlock", "{}", "--all", "--write"), 2),
    "due": _recorded("due", "{}", "--all"),
    "priorities": _recorded("priorities", "{}"),
    "matters": _recorded("matters", "{}"),
    "opinions": _recorded("opinions", "{}"),
    "outreach": Run(("outreach", "{}", *["--add", "meeting", "--persons", "3", "--about", "会"])),
    "outreach listed": Run(("outreach", "{}")),
    "experience": Run(("experience", "{}", "--add", "经验")),
    "experience found": Run(("experience", "{}", "--search", "狗")),
    "learn": _recorded("learn", "{}", "--show"),
    "purge": _recorded("purge", "{}", "--older-than", TUESDAY),
}


ALL = OURS | FROM_BELOW | OF_THE_PLAN_IN_USE


@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_no_english_is_left(case: Run, station: Path) -> None:
    if case.before:
        case.before(station)
    typed = [word.format(station) for word in case.typed]
    done = run(*typed, text=case.answers, ROUTEPLAN_LANG="zh", ROUTEPLAN_TODAY=case.today)
    assert done.exit_code == case.status, done.output
    assert re.search("[\u4e00-\u9fff]", done.output)
    typed = {*COMMANDS, *FIELDS, *COLUMNS, *Priority, *itertools.chain(*PARTS.values()), clerk()}
    typed |= {"typed", "printable", "date", "telephone"}  # a table, a setting, columns
    typed |= {"other"}  # behind the name of a figure, as --trace takes it
    assert english_in(done.stdout + done.stderr, *typed) == []


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_no_english_is_left_in_the_help(name: str | None) -> None:
    done = run("--lang", "zh", *([name] if name else []), "--help")
    assert done.exit_code == 0, done.output
    assert english_in(done.stdout, *COMMANDS, *WORDS_TYPED, *FORMATS, *BUREAU, "ROOT") == []
    assert max(map(cell_len, done.stdout.splitlines())) <= 100  # an example is never broken


@pytest.mark.parametrize("command", ["plan", "balance", "beats", "record", "report", "prints"])
@pytest.mark.parametrize("width", [80, 200])
def test_tables_fit_in_chinese(command: str, width: int, station: Path) -> None:
    _record(station)
    assert run("sheets", station).exit_code == 0
    typed = {
        "plan": ("plan", station, *PLAN),
        "balance": ("balance", station, "--iterations", "30"),
        "record": ("record", MONDAY, "O1", "3m", "--dir", station),
        "report": ("report", station, "--month", "2026-11"),
    }.get(command, (command, station))
    done = run(*typed, ROUTEPLAN_LANG="zh", COLUMNS=str(width), **AFTER)
    assert done.exit_code == 0, done.output
    table = [line for line in done.stdout.splitlines() if re.search("(?!^)  |─", line)]
    assert table
    assert max(map(cell_len, table)) <= width, done.stdout
    assert "…" not in done.stdout  # no head or number is cut


@pytest.fixture(scope="module")
def every_pattern() -> list[str]:
    return patterns()


@pytest.mark.parametrize("code", [code for code in terminal_languages() if code != "en"])
def test_every_pattern_is_in_each_catalogue(code: str, every_pattern: list[str]) -> None:
    phrases = phrases_of(code)
    assert [pattern for pattern in every_pattern if pattern not in phrases] == []
    assert all(fits(text, pattern) for pattern, text in phrases.items())
