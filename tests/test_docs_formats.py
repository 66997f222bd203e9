"""docs/errors.md and docs/formats.md are complete, and say nothing that is not there."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from routeplan.cli.tables.purge import purge_content
from routeplan.followup.due import HouseholdStanding
from routeplan.formats.decisions.decisions import Decisions, Replan
from routeplan.formats.exchange.plan_geojson import geojson_text
from routeplan.formats.exchange.plan_tables import COLUMNS as EXPORTED
from routeplan.formats.exchange.report_csv import COLUMNS as REPORT_COLUMNS
from routeplan.formats.results.entries import RESULT_COLUMNS
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.officers import CALENDAR_COLUMNS, OFFICER_COLUMNS
from routeplan.formats.station.settings import Section, Settings, read_settings
from routeplan.hours.syntax import lint
from routeplan.model import plan as plan_module
from routeplan.model.changes import (
    Absence,
    Changes,
    Further,
    GivenVisit,
    Held,
    Lapsed,
    NewTime,
    Return,
)
from routeplan.model.difference import Price
from routeplan.model.locks import Lock
from routeplan.render.report_view import PARTS
from routeplan.station.privacy.held_text import TITLES
from routeplan.station.privacy.old_files import OldFiles
from routeplan.station.use_cases.export_plan import FORMATS as EXPORTS
from routeplan.station.use_cases.visit_log.purge_records import PurgedRecords
from routeplan.visitlog.handouts import Handout
from routeplan.visitlog.log_records import LETTERS
from routeplan.visitlog.purging import Purge
from tests.formats.folders import SETTINGS, findings_of, write_folder
from tests.formats.plans.plans import small_inputs, small_plan
from tests.formats.test_bad_input import (
    CALENDAR_ERRORS,
    HOUSEHOLD_ERRORS,
    HOUSEHOLD_WARNINGS,
    OFFICER_ERRORS,
)

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "routeplan"
ERRORS = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")

Rows = list[list[str]]


# --- The codes that the source can emit -------------------------------------------------------


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module that has to do with findings."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    return {
        path: ast.parse(text)
        for path, text in sources.items()
        if re.search(
            r"\b(Finding|AvailabilityLint|RefusedTableError|Cells|Mistakes|ChangeReader)\b", text
        )
    }


def callables_with_a_code() -> Iterator[tuple[str, int]]:
    """Name, and position of ``code``, of every function, method and record that takes one."""
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [arg.arg for arg in node.args.args]
                names = names[1:] if names[:1] == ["self"] else names
            elif isinstance(node, ast.ClassDef):
                names = [
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                ]
            else:
                continue
            if "code" in names:
                yield node.name, names.index("code")


def emitted() -> set[str]:
    """Every code that is handed to one of these, or put into a variable called ``code``."""
    takers = set(callables_with_a_code())
    found = set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= {arg.value for arg in codes_of(node, takers) if is_slug(arg)}
            elif isinstance(node, ast.Assign):
                found |= {value.value for value in assigned_codes(node) if is_slug(value)}
    return found


def codes_of(call: ast.Call, takers: set[tuple[str, int]]) -> Iterator[Any]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    for taker, position in takers:
        if taker == name and len(call.args) > position:
            yield call.args[position]
    yield from (word.value for word in call.keywords if word.arg == "code")


def assigned_codes(node: ast.Assign) -> Iterator[Any]:
    for target in node.targets:
        names, values = getattr(target, "elts", [target]), getattr(node.value, "elts", [node.value])
        if len(names) == len(values):
            pairs = zip(names, values, strict=True)
            yield from (value for name, value in pairs if getattr(name, "id", "") == "code")


def is_slug(node: Any) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, str) and SLUG.fullmatch(value) is not None


def test_no_finding_gets_its_code_from_somewhere_the_scan_cannot_see() -> None:
    """A code is written out where the finding is made, or handed on as ``code``."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                code = node.args[0]
                assert (
                    is_slug(code)
                    or getattr(code, "id", "") == "code"
                    or getattr(code, "attr", "") == "code"
                ), f"{path.name}:{node.lineno}"


def test_the_scan_sees_what_the_bad_tables_of_the_tests_bring_up() -> None:
    told = {row[1] for row in [*HOUSEHOLD_ERRORS, *HOUSEHOLD_WARNINGS, *OFFICER_ERRORS]}
    told |= {row[1] for row in CALENDAR_ERRORS}
    assert len(told) > 40
    assert told <= emitted()


# --- docs/errors.md ---------------------------------------------------------------------------

ENTRY = re.compile(
    r"^### `(?P<code>[a-z-]+)`(?P<warning> \(warning\))?\n"
    r"(?P<meaning>[^\n]+) \*\*Do:\*\* (?P<do>[^\n]+)\n\n"
    r"    (?P<example>[^\n]+)$",
    re.MULTILINE,
)
ENTRIES = {match["code"]: match for match in ENTRY.finditer(ERRORS)}


def test_every_code_is_explained_and_every_explained_code_exists() -> None:
    assert set(ENTRIES) == emitted()
    assert re.findall(r"^### `([a-z-]+)`", ERRORS, re.MULTILINE) == list(ENTRIES)


@pytest.mark.parametrize("code", sorted(ENTRIES))
def test_an_entry_has_a_meaning_what_to_do_and_a_line_as_it_is_printed(code: str) -> None:
    entry = ENTRIES[code]
    assert entry["meaning"].endswith((".", ")"))
    assert entry["do"].endswith((".", ")"))
    severity = "warning" if entry["warning"] else "error"
    file = r"(?:--)?(?:[\d-]+/)?[a-z-]+(\.[a-z]+)?"
    assert re.fullmatch(
        rf"{severity}: {file}(\[[^]]+\])?(:[\d, -]+)? · .+ · .+ \[{code}\]",
        entry["example"],
    )


def test_warnings_are_called_so() -> None:
    warnings = {row[1] for row in HOUSEHOLD_WARNINGS}
    errors = {row[1] for row in [*HOUSEHOLD_ERRORS, *OFFICER_ERRORS, *CALENDAR_ERRORS]}
    assert {code for code in warnings | errors if ENTRIES[code]["warning"]} == warnings


# --- docs/formats.md --------------------------------------------------------------------------


def section(title: str) -> str:
    """What stands below a heading, down to the next one."""
    match = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##|\Z)", FORMATS, re.M | re.S)
    assert match, f"there is no heading {title}"
    return match[1]


def tables(text: str) -> list[Rows]:
    """The rows of each table, without header and rule."""
    found: list[Rows] = []
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        lines = [re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in block.splitlines()]
        found.append([[cell.strip() for cell in line] for line in lines[2:]])
    return found


def keys(rows: Rows) -> list[str]:
    return [row[0].strip("`") for row in rows]


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("Households", COLUMNS),
        ("Officers", OFFICER_COLUMNS),
        ("Calendar", CALENDAR_COLUMNS),
    ],
)
def test_every_column_is_described_in_its_order(title: str, columns: tuple[str, ...]) -> None:
    (rows,) = tables(section(title))
    assert tuple(keys(rows)) == columns
    for row in rows:
        name, kind, _, empty, example = row
        assert kind, name
        assert empty, name
        assert example.startswith("`"), name


def test_every_column_of_results_and_every_letter_is_described() -> None:
    letters, rows = tables(section("Results"))
    assert [row[0].strip("`") for row in letters] == list(LETTERS)
    assert [row[1].strip("`") for row in letters] == [result.value for result in LETTERS.values()]
    assert tuple(keys(rows)) == RESULT_COLUMNS
    assert all(row[4].startswith("`") for row in rows)


def test_every_key_of_due_is_described_in_its_order() -> None:
    rows = tables(section("routeplan due"))[0]
    assert keys(rows) == [*(field.name for field in fields(HouseholdStanding)), "visits", "worth"]


def test_every_key_of_prints_of_a_purge_and_of_an_export_is_described_in_its_order() -> None:
    (prints,) = tables(section("routeplan prints"))
    listed = [key for row in prints for key in re.findall(r"`(\w+)`", row[0])]
    assert listed == [field.name for field in fields(Handout)]
    (export,) = tables(section("routeplan export-household"))
    assert keys(export) == list(TITLES)
    _, purge = tables(section("routeplan purge"))
    nothing = Purge(0, {}, {}, (), ())
    content = purge_content(PurgedRecords(date.min, nothing, OldFiles(), 0, (), False), ROOT)
    assert keys(purge) == list(content)


def test_every_column_of_an_export_is_described_with_its_tables() -> None:
    (formats,) = tables(section("Exports"))
    assert keys(formats) == list(EXPORTS)
    (rows,) = tables(section("Tables of an export"))
    described = {
        (column, table)
        for columns, where, *_ in rows
        for column in re.findall(r"`(\w+)`", columns)
        for table in where.split(", ")
    }
    assert described == {(column, table) for table in EXPORTED for column in EXPORTED[table]}


def test_every_number_of_a_report_and_every_column_of_its_table_is_described() -> None:
    numbers, columns = tables(section("Reports"))
    measures = [measure for part in PARTS.values() for measure in part]
    assert sorted(keys(numbers)) == sorted(measures)
    assert tuple(keys(columns)) == REPORT_COLUMNS


def test_the_example_cells_read_without_an_error(tmp_path: Path) -> None:
    examples = {
        title: {row[0].strip("`"): row[4].strip("`") for row in tables(section(title))[0]}
        for title in ("Households", "Officers", "Calendar")
    }
    other = examples["Officers"] | {"id": "O2"}
    folder = write_folder(
        tmp_path,
        households=[examples["Households"], {"id": "H2"}],
        officers=[examples["Officers"], other],
        calendar=[examples["Calendar"]],
    )
    assert [finding for finding in findings_of(folder) if finding.severity == "error"] == []


def setting_sections() -> dict[str, type[Section]]:
    return {
        field.alias or name: field.annotation
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    }


def test_every_setting_is_described_in_its_order() -> None:
    sections = setting_sections()
    (top,) = tables(section("At the top"))
    assert keys(top) == [
        name
        for name, field in Settings.model_fields.items()
        if (field.alias or name) not in sections
    ]
    documented = re.findall(r"^### \[(\w+)\]$", FORMATS, re.MULTILINE)
    assert documented == list(sections)
    for name, model in sections.items():
        (rows,) = tables(section(f"[{name}]"))
        assert keys(rows) == list(model.model_fields), name


def test_the_defaults_of_the_settings_are_told_as_they_are() -> None:
    for name, model in setting_sections().items():
        for row in tables(section(f"[{name}]"))[0]:
            field = model.model_fields[row[0].strip("`")]
            if field.is_required():
                assert row[3] == "– (needed)", row[0]
                continue
            told = tomllib.loads(f"value = {row[3].strip('`')}")["value"]
            default = field.get_default(call_default_factory=True)
            if isinstance(default, Section):
                default = default.model_dump(exclude_defaults=True)
            assert told == (list(default) if isinstance(default, tuple) else default), row[0]


def test_the_example_settings_can_be_read(tmp_path: Path) -> None:
    lines = []
    for name in setting_sections():
        inner = []
        lines.append(f"[{name}]")
        for key, kind, _, _, example in tables(section(f"[{name}]"))[0]:
            if kind == "table":
                inner += [f"[{name}.{key.strip('`')}]", example.strip("`")]
            else:
                lines.append(f"{key.strip('`')} = {example.strip('`')}")
        lines += inner
    path = tmp_path / "routeplan.toml"
    path.write_text(SETTINGS.splitlines()[0] + "\n" + "\n".join(lines), encoding="utf-8")
    assert read_settings(path).sheets.printable == ("address", "task", "floor")


RECORDS = ("Plan", "Route", "Stop", "Leg", "Turn", "RouteBreak", "ReserveStop", "LeftOut")


@pytest.mark.parametrize("record", [*RECORDS, "Totals", "SearchRecord"])
def test_every_key_of_a_plan_is_described_in_its_order(record: str) -> None:
    rows = tables(section(record))[0]
    assert keys(rows) == [field.name for field in fields(getattr(plan_module, record))]


@pytest.mark.parametrize(
    "record",
    [
        Decisions,
        Lock,
        Replan,
        Changes,
        Absence,
        NewTime,
        Further,
        Lapsed,
        GivenVisit,
        Held,
        Return,
        Price,
    ],
)
def test_every_key_of_decisions_is_described_in_its_order(record: type[Any]) -> None:
    title = "Price of what is given" if record is Price else record.__name__
    assert keys(tables(section(title))[0]) == [field.name for field in fields(record)]


def test_every_reason_for_leaving_out_is_described() -> None:
    _, rows = tables(section("LeftOut"))
    trees = [
        ast.parse((PACKAGE / "planning" / name).read_text(encoding="utf-8"))
        for name in ("left_out_reasons.py", "solution_to_plan.py", "replan/changed_problem.py")
    ]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = {
        call.args[place].value  # type: ignore[attr-defined]
        for call in calls
        for name, place in (("LeftOut", 2), ("Reason", 0))
        if getattr(call.func, "id", "") == name
        and len(call.args) > place
        and isinstance(call.args[place], ast.Constant)
    }
    assert set(keys(rows)) == given


def test_every_property_of_the_geojson_is_described() -> None:
    import json

    content = json.loads(geojson_text(small_plan(), small_inputs()))
    line, point = tables(section("plan.geojson"))
    assert keys(line) == list(content["features"][0]["properties"])
    assert keys(point) == list(content["features"][1]["properties"])
    assert set(content) - {"type", "features"} == {"attribution", "travel"}
    assert all(f"`{key}`" in section("plan.geojson") for key in ("attribution", "travel"))


def texts(cell: str) -> list[str]:
    return [text.replace("\\|", "|") for text in re.findall(r"`([^`]+)`", cell)]


def test_the_hours_that_are_recommended_are_accepted_and_those_refused_are_refused() -> None:
    recommended, refused = tables(section("Availability"))
    for row in recommended:
        assert texts(row[1]), row
        assert [lint(text) for text in texts(row[1]) if lint(text)] == [], row
    codes = set()
    for row in refused:
        assert all(lint(text) for text in texts(row[0])), row
        assert not any(lint(text) for text in texts(row[2])), row
        codes |= {found.code for text in texts(row[0]) for found in lint(text)}
    lints = {code for code in emitted() if code.startswith("availability-")}
    assert codes == lints - {"availability-no-day", "availability-quiet"}


def test_the_links_inside_the_documents_lead_somewhere() -> None:
    for text in (ERRORS, FORMATS):
        for target in re.findall(r"\]\(([^)]*)\)", text):
            file, _, anchor = target.partition("#")
            if file.startswith("http"):
                continue
            assert (ROOT / "docs" / file).exists(), target
            if not anchor:  # a picture has none
                continue
            linked = (ROOT / "docs" / file).read_text(encoding="utf-8") if file else text
            headings = re.findall(r"^#+ (.*)$", linked, re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in anchors, target
