"""``routeplan record --scan``: what sheets say is read, what is unsure is asked."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.language import said, say, terminal_language
from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import InputError, UsageError
from routeplan.formats.results.entries import RESULT_COLUMNS, read_results
from routeplan.formats.results.typed_results import LINE, typed_results
from routeplan.formats.tables.rows import Table
from routeplan.phrases import Phrase, phrase
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.formats.results.result_fields import ResultContext
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.use_cases.visit_log.scan_sheets import ScannedSheet, ScannedStop

NOTHING = "-"
ASKED = {
    "result": phrase("result (m e o r v w, or - for no call)"),
    "persons": phrase("persons (a number, or -)"),
    "difficulty": phrase("people in difficulty (a number, or -)"),
    "help": phrase("help ticked (yes or -)"),
    "opinions": phrase("opinion ticked (yes or -)"),
    "satisfied": phrase("satisfied (yes, no or -)"),
    "minutes": phrase("minutes (a number, or -)"),
}
"""What is asked of a field."""
TEXT_ASKED = {
    "help": phrase("what help was given"),
    "opinions": phrase("what the opinion was"),
    "remarks": phrase("what is written on the line"),
}
FEWEST_AT_ONCE = 2
"""So many likely readings of a sheet are asked by one question."""
NUMBERS = ("persons", "difficulty", "minutes")


@dataclass(frozen=True)
class _Question:
    """A field of a stop that is to be asked; ``text`` where the words on the sheet are."""

    sheet: ScannedSheet
    stop: ScannedStop
    field: str
    picture: bytes
    text: bool = False

    @property
    def is_likely(self) -> bool:
        """Whether what was read may well be right."""
        plain = not self.text and self.field not in self.stop.contradictory
        return plain and bool(self.stop.values.get(self.field))


class _InputEnded(Exception):
    """Nobody answers any more."""


def scanned_table(
    workspace: Workspace, files: Sequence[Path], reading: ResultContext, *, quietly: bool
) -> Table:
    """What is on scanned sheets, as if it had been typed; what is unsure was asked.

    A stop whose questions nobody answers is left out. Pictures are only there while questions are
    asked, in a folder that nobody else can enter.

    Parameters
    ----------
    quietly
        Ask on stderr: stdout is for a program.

    Raises
    ------
    InputError
        When no sheet could be read.
    """
    from routeplan.station.use_cases.visit_log.scan_sheets import scan_sheets, typed

    scanned = scan_sheets(workspace, files, reading)
    if not scanned.sheets:
        raise InputError(scanned.findings)
    tell_findings(scanned.findings)
    asking = _Asking(reading, quietly)
    asking.ask([question for sheet in scanned.sheets for question in _questions(sheet)])
    tables = []
    for sheet in scanned.sheets:
        line, added = typed(sheet)
        if line:
            more = (word for addition in added for word in ("--add", addition))
            words = shlex.join([str(sheet.round.day), sheet.round.code, line, *more])
            asking.tell(say("As one line: {line}", line=visible(words)))
            tables.append(typed_results(line, added, _common(sheet)))
    if not tables:
        raise UsageError(phrase("no result was entered; nothing was recorded"))
    return _joined(tables)


def _common(sheet: ScannedSheet) -> dict[str, str]:
    return {"date": str(sheet.round.day), "sheet": sheet.round.id}


def _joined(tables: Sequence[Table]) -> Table:
    rows = [row for table in tables for row in table.rows]
    numbered = tuple(replace(row, number=k) for k, row in enumerate(rows, start=1))
    findings = tuple(finding for table in tables for finding in table.findings)
    return Table(LINE, "", RESULT_COLUMNS, numbered, findings)


def _questions(sheet: ScannedSheet) -> Iterator[_Question]:
    for stop in sheet.stops:
        for field, picture in stop.unsure.items():
            yield _Question(sheet, stop, field, picture)
        for field in TEXT_ASKED:
            if stop.values.get(field) or field in stop.unsure:
                yield _Question(sheet, stop, field, stop.remarks, text=True)


@dataclass
class _Asking:
    """Asks stop by stop, with pictures of what is meant."""

    reading: ResultContext
    quietly: bool
    ended: bool = False

    def tell(self, text: str) -> None:
        """Say something to whoever answers."""
        click.echo(text, err=self.quietly)

    def ask(self, questions: Sequence[_Question]) -> None:
        """Put the answers into the stops' values."""
        if not questions:
            return
        with self._shown(questions) as places:
            numbers = {id(question): k for k, question in enumerate(questions, start=1)}
            left = dict(zip(map(id, questions), places, strict=True))
            for those in _grouped(questions, lambda question: question.sheet):
                right = self._read_right(those, numbers)
                for some in _grouped(those, lambda question: question.stop):
                    self._stop(some, [left[id(question)] for question in some], right)

    def _read_right(self, questions: Sequence[_Question], numbers: dict[int, int]) -> set[int]:
        """Of a sheet's questions, those of which one answer says that they were read right."""
        likely = {numbers[id(question)]: question for question in questions if question.is_likely}
        if len(likely) < FEWEST_AT_ONCE or self.ended:
            return set()
        code = questions[0].sheet.round.code
        self.tell(say("Not plain on sheet {code}, and read so:", code=visible(code)))
        for k, question in likely.items():
            self.tell(f"  {k}  {self._who(question)} · {_what(question)}: {_said(question)}")
        text = say("Enter if all of these are right, else the numbers of those that are not")
        try:
            answer = self._prompt(text, "", _numbers_among(likely), shows_usual=False)
        except _InputEnded:
            return set()
        return {id(question) for k, question in likely.items() if k not in answer}

    @contextmanager
    def _shown(self, questions: Sequence[_Question]) -> Iterator[list[Path]]:
        from routeplan.private_files import write_private
        from routeplan.render.pages.scan_questions import Shown, questions_page
        from routeplan.render.words.catalogue import code_of

        with TemporaryDirectory(prefix="routeplan-scan-") as place:
            folder = Path(place)
            paths = [folder / f"{k}.png" for k in range(1, len(questions) + 1)]
            shown = []
            for k, (path, question) in enumerate(zip(paths, questions, strict=True), start=1):
                write_private(path, question.picture)
                read = "" if question.text else _said(question) or NOTHING
                shown.append(
                    Shown(str(k), self._who(question), _what(question), read, question.picture)
                )
            heads = [
                say("No."),
                say("Stop"),
                say("Field"),
                say("Read as"),
                say("On the sheet"),
            ]
            page = questions_page(
                say("Boxes that are not plain"), heads, code_of(terminal_language()), shown
            )
            path = write_private(folder / "questions.html", page)
            self.tell(
                say(
                    "{count:,} questions; what was read is shown beside the boxes in {path}",
                    count=len(questions),
                    path=path,
                )
            )
            self.tell(say("Enter accepts what is in brackets."))
            yield paths

    def _who(self, question: _Question) -> str:
        """``K3 4 H012 Name, address``."""
        sheet, stop = question.sheet.round, question.stop.stop
        on_round = sheet.stop(stop)
        household = on_round.household if on_round else ""
        known = self.reading.inputs.households_by_id.get(household)
        name = f" {known.name}, {known.address}" if known else ""
        return visible(f"{sheet.code} {stop} {household}{name}")

    def _stop(self, questions: Sequence[_Question], paths: Sequence[Path], right: set[int]) -> None:
        """Ask until the stop can be recorded; leave it out where nobody answers.

        What was read ``right`` is asked only where the stop cannot be recorded so.
        """
        stop, sheet = questions[0].stop, questions[0].sheet
        again = list(zip(questions, paths, strict=True))
        try:
            while True:
                for question, path in again:
                    wanted = not question.text or (
                        stop.values.get("result") and stop.values.get(question.field)
                    )
                    if wanted and id(question) not in right:
                        self._one(question, path)
                wrong = self._wrong(sheet, stop)
                if not wrong:
                    return
                right = set()
                self.tell(visible(said(wrong)))
        except _InputEnded:
            if stop.unsure:
                stop.values["result"] = ""

    def _one(self, question: _Question, path: Path) -> None:
        values = question.stop.values
        if question.text:
            usual = str(say("see the sheet"))
            values[question.field] = usual
            if not self.ended:
                answer = self._text(question, path, usual) or usual
                values[question.field] = "" if answer == NOTHING else answer
            return
        if self.ended:
            raise _InputEnded
        text = self._asking(question, path)
        answer = self._prompt(text, _said(question) or NOTHING, _checked(question.field))
        values[question.field] = _value(question.field, answer)

    def _text(self, question: _Question, path: Path, usual: str) -> str:
        """What a box of words says; the usual where the input ends."""
        try:
            return self._prompt(self._asking(question, path), usual, str.strip)
        except _InputEnded:
            return usual

    def _asking(self, question: _Question, path: Path) -> str:
        return f"{self._who(question)} · {_what(question)} ({path})"

    def _prompt[T](
        self, text: str, usual: str, usable: Callable[[str], T], *, shows_usual: bool = True
    ) -> T:
        try:
            answer: T = click.prompt(
                text,
                default=usual,
                show_default=shows_usual,
                value_proc=usable,
                err=self.quietly,
            )
        except click.Abort as error:
            if not isinstance(error.__context__, EOFError):
                raise
            self.ended = True
            self.tell("")
            raise _InputEnded from error
        return answer

    def _wrong(self, sheet: ScannedSheet, stop: ScannedStop) -> str | None:
        """What speaks against recording a stop so; None where nothing does."""
        from routeplan.station.use_cases.visit_log.scan_sheets import typed

        line, added = typed(replace(sheet, stops=(stop,)))
        if not line:
            return None
        findings = read_results(typed_results(line, added, _common(sheet)), self.reading).findings
        errors = [finding for finding in findings if finding.severity == "error"]
        return errors[0].message if errors else None


def _grouped(
    questions: Sequence[_Question], of: Callable[[_Question], object]
) -> list[list[_Question]]:
    """Questions of one sheet, or of one stop, together, in order."""
    groups: dict[int, list[_Question]] = {}
    for question in questions:
        groups.setdefault(id(of(question)), []).append(question)
    return list(groups.values())


def _numbers_among(known: Container[int]) -> Callable[[str], set[int]]:
    """Takes numbers of a list, or says what can be answered."""

    def usable(answer: str) -> set[int]:
        parts = answer.replace(",", " ").split()
        if all(part.isascii() and part.isdigit() and int(part) in known for part in parts):
            return {int(part) for part in parts}
        raise click.UsageError(say("answer with numbers of the list, or with Enter alone"))

    return usable


def _what(question: _Question) -> Phrase | str:
    wanted = TEXT_ASKED if question.text else ASKED
    return said(wanted[question.field])


def _said(question: _Question) -> str:
    """What was read, as it is typed."""
    value = question.stop.values.get(question.field, "")
    return "yes" if value == "x" else value


def _value(field: str, answer: str) -> str:
    if answer == NOTHING:
        return ""
    return "x" if field in TEXT_ASKED else answer


def _checked(field: str) -> Callable[[str], str]:
    """Takes an answer, or says what can be answered."""

    def usable(answer: str) -> str:
        plain = answer.strip().lower()
        fits = {
            "result": len(plain) == 1 and plain in "meorvw",
            "satisfied": plain in ("yes", "no"),
        }.get(field, plain == "yes")
        if field in NUMBERS:
            fits = plain.isascii() and plain.isdigit() and len(plain) < 4
        if plain == NOTHING or fits:
            return plain
        raise click.UsageError(say("answer with {what}", what=said(ASKED[field])))

    return usable
