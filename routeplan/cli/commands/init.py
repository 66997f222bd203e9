"""``routeplan init``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.errors import Finding, InputError, UsageError
from routeplan.phrases import Phrase, phrase

QUESTIONS = {
    "name": phrase("Name of the station"),
    "latitude": phrase("Latitude in degrees, such as 60.17"),
    "longitude": phrase("Longitude in degrees, such as 24.94"),
    "timezone": phrase("Time zone, such as Europe/Helsinki or Asia/Shanghai"),
    "coordinates": phrase("Coordinate system of your tables: wgs84 (GPS), gcj02 or bd09"),
    "language": phrase("Language of maps and sheets, such as en or zh"),
}
USUAL = {"coordinates": "wgs84", "language": "en"}
OTHERWISE = {"name": "-", "latitude": "0", "longitude": "0", "timezone": "UTC"} | USUAL
"""Stands for what has not been answered yet, while another answer is checked."""

Answers = Mapping[str, str | float]


@click.command("init", cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="TEXT", help="Name of the station.")
@click.option(
    "--latitude",
    metavar="DEGREES",
    help="Latitude of the station, positive north of the equator.",
)
@click.option(
    "--longitude", metavar="DEGREES", help="Longitude of the station, positive east of Greenwich."
)
@click.option("--timezone", metavar="ZONE", help="Time zone, such as Europe/Helsinki.")
@click.option(
    "--coordinates",
    metavar="wgs84|gcj02|bd09",
    help="Coordinate system of the station and the tables: wgs84 (GPS), or that of Chinese maps.",
)
@click.option("--language", metavar="CODE", help="Language of maps and sheets.")
def command(folder: Path, **given: str | None) -> None:
    """Create a station folder with routeplan.toml and three tables to fill in.

    Asks for anything not given as an option. Existing files are never overwritten.

    \b
    Example:
      routeplan init station --name "North station" --latitude 60.17 --longitude 24.94 \\
        --timezone Europe/Helsinki --coordinates wgs84 --language en
    """
    from routeplan.formats.station.new_station import start_workspace

    if (folder / "routeplan.toml").exists():
        raise UsageError(
            phrase("there is already a station in {folder}; nothing was written", folder=folder)
        )
    answers = dict(checked({key: text for key, text in given.items() if text is not None}))
    for key, question in QUESTIONS.items():
        if key not in answers:
            answers[key] = _ask(key, question)
    for path in start_workspace(folder, answers):
        click.echo(say("wrote {path}", path=path))
    streets = folder / "data" / "area.osm.pbf"
    click.echo(say("Fill in the tables, add {path}, then:", path=streets))
    click.echo(f"  routeplan check {folder}")


def checked(given: Mapping[str, str]) -> Answers:
    """The answers as the settings take them.

    Raises
    ------
    InputError
        With everything wrong in them.
    """
    from pydantic import ValidationError

    from routeplan.formats.station.settings import Settings
    from routeplan.render.words.catalogue import shipped

    known = OTHERWISE | dict(given)
    station = {key: known.pop(key) for key in ("name", "latitude", "longitude")}
    sheets = {"language": known.pop("language")}
    try:
        read = Settings.model_validate({**known, "station": station, "sheets": sheets})
    except ValidationError as error:
        raise InputError([_finding(detail) for detail in error.errors()]) from error
    if read.sheets.language not in shipped():
        message = phrase(
            "there are no words for it yet; shipped are {languages}",
            languages=", ".join(shipped()),
        )
        fix = phrase("choose one of them; 'routeplan words export' adds others later")
        value = read.sheets.language
        raise InputError([Finding("words-missing", message, fix, column="--language", value=value)])
    values = read.station.model_dump() | {
        "timezone": read.timezone,
        "coordinates": read.coordinates,
        "language": read.sheets.language,
    }
    return {key: values[key] for key in given}


def _finding(detail: Mapping[str, Any]) -> Finding:
    from routeplan.formats.tables.wrong_values import worded

    message = worded(detail)
    if detail["type"] == "float_parsing":
        message = phrase("not a number; write digits with a decimal point, such as 60.17")
    return Finding(
        "settings-invalid",
        message,
        phrase("correct the value"),
        column=f"--{detail['loc'][-1]}",
        value=str(detail["input"])[:80],
    )


def _ask(key: str, question: Phrase) -> str | float:
    """Ask until the answer can be used."""
    try:
        answer: str | float = click.prompt(
            said(question), default=USUAL.get(key), value_proc=_usable(key)
        )
    except click.Abort as error:
        if isinstance(error.__context__, EOFError):
            click.echo()
            raise UsageError(
                phrase("the input ended before --{key} was answered", key=key)
            ) from error
        raise
    return answer


def _usable(key: str) -> Callable[[str], str | float]:
    def read(text: str) -> str | float:
        try:
            return checked({key: text})[key]
        except InputError as error:
            raise click.UsageError(said(error.findings[0].message)) from error

    return read
