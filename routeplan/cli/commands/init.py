"""``routeplan init``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.errors import Finding, InputError, UsageError
from routeplan.phrases import Phrase, phrase

if TYPE_CHECKING:
    from routeplan.station.reading.extracts import Extract

QUESTIONS = {
    "name": phrase("Name of the station"),
    "latitude": phrase("Latitude in degrees, or both as a map shows them, such as 60.17, 24.94"),
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
    "--at",
    "place",
    metavar="PLACE",
    help="Where the station is, as a map shows it, such as '41.15828, -8.63010'.",
)
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
@click.option(
    "--xlsx", is_flag=True, help="Write the tables as workbooks with lists to choose from."
)
def command(folder: Path, place: str | None, xlsx: bool, **given: str | None) -> None:
    """Create a station folder with routeplan.toml and three tables to fill in.

    Asks for anything not given as an option. Existing files are never overwritten. A street extract
    that is in data/ already (any *.osm.pbf) is used: the example in the table of households is then
    an address near the station, and a place outside of it is questioned.

    \b
    Example:
      routeplan init station --name "North station" --at "60.17, 24.94" \\
        --timezone Europe/Helsinki --coordinates wgs84 --language en
    """
    from routeplan.engines.choose import prepare_in_background
    from routeplan.formats.station.new_station import start_workspace
    from routeplan.station.reading.new_station_files import example_home

    if (folder / "routeplan.toml").exists():
        raise UsageError(
            phrase("there is already a station in {folder}; nothing was written", folder=folder)
        )
    prepare_in_background()
    texts = {key: text for key, text in given.items() if text is not None}
    answers = dict(checked(_with_place(texts, place)))
    may_ask = not {"latitude", "longitude"} <= answers.keys()
    for key, question in QUESTIONS.items():
        if key not in answers:
            answers |= _ask(key, question)
        if key == "longitude":
            extract = _placed(folder, answers, may_ask=may_ask)
        if key == "timezone" and not extract:
            _settle_by_zone(answers, may_ask=may_ask)
    at = (float(answers["latitude"]), float(answers["longitude"]))
    example = None
    if extract:
        example = example_home(extract, *at, system=str(answers["coordinates"]))
        answers["area"] = f"data/{extract.path.name}"
    written = start_workspace(folder, answers, xlsx=xlsx, example=example, worded=said)
    for path in written:
        click.echo(say("wrote {path}", path=path))
    if extract:
        click.echo(say("Streets come from {path}. Fill in the tables, then:", path=extract.path))
    else:
        streets = folder / "data" / "area.osm.pbf"
        click.echo(say("Fill in the tables, add {path}, then:", path=streets))
    click.echo(f"  routeplan check {folder}")


def _with_place(texts: dict[str, str], place: str | None) -> dict[str, str]:
    """The options, with latitude and longitude apart where a map's text has both.

    Raises
    ------
    UsageError
        When one of them is given twice, or the place is none.
    """
    from routeplan.formats.station.typed_place import typed_place

    known = dict(texts)
    if place is not None:
        if "latitude" in texts or "longitude" in texts:
            raise UsageError(phrase("--at cannot be combined with --latitude or --longitude"))
        try:
            both = typed_place(place).second is not None
        except ValueError as error:
            raise UsageError(
                phrase("--at {place}: {error}", place=place, error=error.args[0])
            ) from error
        if not both:
            raise UsageError(phrase("--at needs both numbers, such as '41.15828, -8.63010'"))
        known["latitude"] = place
    for key in ("latitude", "longitude"):
        if key in known:
            known |= _numbers(key, known[key], texts)
    return known


def _numbers(key: str, text: str, others: Mapping[str, str]) -> dict[str, str]:
    """A coordinate as the settings take it, or both; what cannot be read stays, to be reported."""
    from routeplan.formats.station.typed_place import typed_place

    try:
        typed = typed_place(text)
    except ValueError:
        return {key: text}
    if typed.second is None:
        return {key: repr(typed.first)}
    if key == "longitude" or "longitude" in others:
        raise UsageError(
            phrase("--{key} {text}: that is both; leave the other option out", key=key, text=text)
        )
    return {"latitude": repr(typed.first), "longitude": repr(typed.second)}


def _placed(folder: Path, answers: dict[str, Any], *, may_ask: bool) -> Extract | None:
    """The extract in the folder that the station uses, once its place is beyond doubt.

    Raises
    ------
    UsageError
        When the place lies outside of the extract, and the mirrored one within.
    """
    from routeplan.station.reading.new_station_files import station_place

    latitude, longitude = float(answers["latitude"]), float(answers["longitude"])
    place = station_place(folder, latitude, longitude)
    if not place.outside:
        return place.extract
    here, file = f"{latitude}, {longitude}", place.extract.path.name if place.extract else ""
    if place.likely is None:
        click.echo(
            say("warning: {place} lies outside of every street extract in data/", place=here),
            err=True,
        )
        return place.extract
    likely = f"{place.likely.latitude}, {place.likely.longitude}"
    if not may_ask:
        raise UsageError(
            phrase(
                "{place} lies outside of {file}, {likely} lies within; did you mean "
                "--at '{likely}'? Nothing was written",
                place=here,
                file=file,
                likely=likely,
            )
        )
    question = phrase(
        "{place} lies outside of {file}, {likely} lies within. Use that?",
        place=here,
        file=file,
        likely=likely,
    )
    if _confirmed(question):
        answers |= {"latitude": place.likely.latitude, "longitude": place.likely.longitude}
    return place.extract


def _settle_by_zone(answers: dict[str, Any], *, may_ask: bool) -> None:
    """Doubt a place that is far from its time zone, where another sign or order is not.

    Raises
    ------
    UsageError
        When nobody can be asked.
    """
    from routeplan.station.reading.new_station_files import likely_by_zone

    latitude, longitude = float(answers["latitude"]), float(answers["longitude"])
    meant = likely_by_zone(latitude, longitude, str(answers["timezone"]))
    if meant is None:
        return
    here, likely = f"{latitude}, {longitude}", f"{meant.latitude}, {meant.longitude}"
    if not may_ask:
        raise UsageError(
            phrase(
                "{place} is far from {zone}, {likely} is not; did you mean --at '{likely}'? "
                "Nothing was written",
                place=here,
                zone=answers["timezone"],
                likely=likely,
            )
        )
    question = phrase(
        "{place} is far from {zone}, {likely} is not. Use that?",
        place=here,
        zone=answers["timezone"],
        likely=likely,
    )
    if _confirmed(question):
        answers |= {"latitude": meant.latitude, "longitude": meant.longitude}


def _confirmed(question: Phrase) -> bool:
    try:
        return click.confirm(said(question), default=True)
    except click.Abort as error:
        if isinstance(error.__context__, EOFError):
            click.echo()
            raise UsageError(
                phrase("the input ended before the station's place was confirmed")
            ) from error
        raise


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
    from routeplan.formats.tables.pydantic_wording import worded

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


def _ask(key: str, question: Phrase) -> Answers:
    """Ask until the answer can be used; of a place both numbers may be the answer."""
    try:
        answer: Answers = click.prompt(
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


def _usable(key: str) -> Callable[[str], Answers]:
    def read(text: str) -> Answers:
        try:
            return checked(_with_place({key: text}, None))
        except InputError as error:
            raise click.UsageError(said(error.findings[0].message)) from error
        except UsageError as error:
            raise click.UsageError(said(error.args[0])) from error

    return read
