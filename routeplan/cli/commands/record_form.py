"""The form of ``routeplan record``: stop by stop, and then what else there is to say."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import date

import click

from routeplan.cli.terminal.language import said, say
from routeplan.errors import UsageError
from routeplan.formats.results.entries import FIELDS, read_results
from routeplan.formats.results.result_fields import ResultContext
from routeplan.formats.results.typed_results import typed_results
from routeplan.phrases import phrase
from routeplan.station.harmless_text import visible
from routeplan.visitlog.log_records import RoundStop


def ask(reading: ResultContext, on: date, sheet: str) -> tuple[str, list[str]]:
    """Ask for every stop of a sheet; what was answered, as it could have been typed.

    Raises
    ------
    UsageError
        When no sheet, or more than one, is meant; or when nothing was answered.
    """
    rounds = reading.rounds(on, sheet)
    if len(rounds) != 1:
        sheets = ", ".join(
            f"{logged_round.code} ({logged_round.id})" for logged_round in reading.rounds(on, "")
        )
        raise UsageError(
            phrase(
                "there is no sheet {sheet} on {day}; sheets: {sheets}",
                sheet=sheet,
                day=on,
                sheets=sheets or phrase("none"),
            )
        )
    (shown,) = rounds
    common = {"date": str(on), "sheet": shown.id}
    click.echo(
        say(
            "m met at the door, e entered, o out, r refused, v moved away, w wrong address; +3 "
            "people, ! to follow up; Enter for no call."
        )
    )
    answers = [
        (stop.stop, _asked(_question(stop, reading), stop, common, reading)) for stop in shown.stops
    ]
    codes = [stop + answer for stop, answer in answers if answer]
    if not codes:
        raise UsageError(phrase("no result was entered; nothing was recorded"))
    line = " ".join(codes)
    added = _more(line, common, reading)
    # Should the log say otherwise, nothing has to be typed again.
    more = (word for addition in added for word in ("--add", addition))
    typed = shlex.join([str(on), shown.code, line, *more])
    click.echo(say("As one line: {line}", line=visible(typed)))
    return line, added


def _question(stop: RoundStop, reading: ResultContext) -> str:
    household = reading.inputs.households_by_id.get(stop.household)
    name = f" {household.name}, {household.address}" if household else ""
    return visible(f"{stop.stop:>3} {stop.household}{name}")


def _asked(question: str, stop: RoundStop, common: dict[str, str], reading: ResultContext) -> str:
    def usable(answer: str) -> str:
        if answer.strip():
            _refuse(f"{stop.stop}{answer.strip()}", [], common, reading)
        return answer.strip()

    return _prompt(question, usable)


def _more(line: str, common: dict[str, str], reading: ResultContext) -> list[str]:
    """Further fields until Enter; a mistake is told and asked for again."""
    click.echo(
        say(
            "Details of a stop: STOP FIELD VALUE; Enter to finish. Fields: {fields}.",
            fields=", ".join(FIELDS),
        )
    )
    added: list[str] = []

    def usable(answer: str) -> str:
        if answer.strip():
            _refuse(line, [*added, answer], common, reading)
        return answer.strip()

    while answer := _prompt(say("More"), usable):
        added.append(answer)
    return added


def _refuse(line: str, added: list[str], common: dict[str, str], reading: ResultContext) -> None:
    read = read_results(typed_results(line, added, common), reading)
    if read.findings:
        finding = read.findings[-1]
        raise click.UsageError(visible(f"{said(finding.message)}; {said(finding.fix)}"))


def _prompt(question: str, usable: Callable[[str], str]) -> str:
    """One answer; where the input ends, the rest is left empty."""
    try:
        answer: str = click.prompt(question, default="", show_default=False, value_proc=usable)
    except click.Abort as error:
        if isinstance(error.__context__, EOFError):
            click.echo()
            return ""
        raise
    return answer
