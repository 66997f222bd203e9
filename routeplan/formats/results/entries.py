"""Results of rounds, typed or from a table, as entries for the visit log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from routeplan.errors import Finding
from routeplan.followup.due import row_mark
from routeplan.formats.results.result_fields import MOST_PERSONS, ResultContext, ResultFields
from routeplan.formats.station.settings import Settings
from routeplan.formats.tables.cells import Cells, nearest, plain
from routeplan.formats.tables.header import column_name
from routeplan.formats.tables.rows import Table, read_table
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import LETTERS, Channel, Entry, Help, Result, Round
from routeplan.visitlog.writing import slot_of

FIELDS = (
    *("channel", "time", "minutes", "persons", "satisfied", "opinions", "suggestions", "help"),
    *("difficulty", "matter", "next_step", "matter_due", "closes"),
    *("promise", "promise_officer", "hours", "remarks"),
)
"""What may be said of a call beside its result."""
LISTED = ("opinions", "suggestions", "help", "closes")
"""Fields that may hold several things, parted by ``|``."""
DAY_SECONDS = 86_400
OLDEST_DAYS = 5 * 365
"""A day longer ago is a slip in the year; it would make everybody who was never met overdue."""
RESULT_COLUMNS = (
    *("date", "sheet", "stop", "household", "officers", "result", "follow_up"),
    *FIELDS,
)


@dataclass(frozen=True)
class ReadResults:
    """Entries, the rounds that they are of, and what is wrong."""

    entries: tuple[Entry, ...]
    rounds: tuple[Round, ...]
    findings: tuple[Finding, ...]


def result_table(path: Path, settings: Settings) -> Table:
    """Results from a CSV or XLSX file, its columns named as ``[record] columns`` says."""
    names = {field: column_name(theirs) for field, theirs in settings.record.columns.items()}
    known = [names.get(field, field) for field in RESULT_COLUMNS]
    needed = [names.get(field, field) for field in ("date", "result")]
    table = read_table(path, known, needed)
    ours = dict(zip(known, RESULT_COLUMNS, strict=True))
    rows = (
        replace(row, cells={ours.get(name, name): text for name, text in row.cells.items()})
        for row in table.rows
    )
    return replace(
        table, rows=tuple(rows), columns=tuple(ours.get(name, name) for name in table.columns)
    )


def read_results(table: Table, reading: ResultContext) -> ReadResults:
    """Read every row; nothing is raised, everything wrong is in ``findings``."""
    cells = Cells(table, list(table.findings))
    entries: dict[str, Entry] = {}
    rounds: dict[str, Round] = {}
    for row in table.rows:
        before = _errors(cells)
        entry, of_round = _ResultTeller(cells, row, reading).entry()
        if entry is None or _errors(cells) > before:
            continue
        other = entries.setdefault(slot_of(entry), entry)
        if other != entry:
            message = phrase("another row contradicts this one about the same call")
            cells.find(row, "result", "result-twice", message, phrase("keep one of them"))
        if of_round:
            rounds[of_round.id] = of_round
    return ReadResults(tuple(entries.values()), tuple(rounds.values()), tuple(cells.findings))


def _errors(cells: Cells) -> int:
    return sum(finding.severity == "error" for finding in cells.findings)


class _ResultTeller(ResultFields):
    """Reads one row."""

    def entry(self) -> tuple[Entry | None, Round | None]:
        """The entry, and the round that it is of; None where something is wrong with it."""
        day, result = self._day(), self._result()
        if day is None:
            return None, None
        channel = self.cells.choice(self.row, "channel", Channel, Channel.HOME)
        if self.row["sheet"]:
            of_round = self._round(day)
            entry = self._on_round(of_round, channel) if of_round else None
        else:
            of_round, entry = None, self._alone(day)
        if entry is None or result is None:
            return None, None
        return self._told(replace(entry, channel=channel), result, of_round), of_round

    def _day(self) -> date | None:
        day = self.cells.date(self.row, "date")
        if not self.row["date"]:
            self.find(
                "date",
                "cell-needed",
                phrase("the date is missing"),
                phrase("write the day of the call"),
            )
        elif day and day > self.reading.today:
            message = phrase("this day is in the future")
            self.find("date", "result-early", message, phrase("write the day of the call"))
            return None
        elif day and (self.reading.today - day).days > OLDEST_DAYS:
            message = phrase(
                "this day is {years} years ago", years=(self.reading.today - day).days // 365
            )
            self.find("date", "result-old", message, phrase("check the year"))
            return None
        return day

    def _result(self) -> Result | None:
        text = plain(self.row["result"])
        theirs = {plain(word): r for word, r in self.reading.settings.record.results.items()}
        text = plain(theirs.get(text, text))
        known = {**LETTERS, **{result.value: result for result in Result}}
        if text not in known:
            words = [result.value for result in Result]
            message = phrase("not a result")
            self.find("result", "result-unknown", message, nearest(text, words))
        return known.get(text)

    def _round(self, day: date) -> Round | None:
        sheet = plain(self.row["sheet"]).upper()
        matching = self.reading.rounds(day, sheet)
        if len(matching) == 1:
            return matching[0]
        if matching:
            codes = sorted({logged_round.code for logged_round in matching})
            if len(codes) == len(matching):
                fix = phrase("write the code beside the QR code: {codes}", codes=", ".join(codes))
            else:
                ids = ", ".join(logged_round.id for logged_round in matching)
                fix = phrase("write the whole id: {ids}", ids=ids)
            self.find("sheet", "sheet-ambiguous", phrase("several sheets of that day match"), fix)
        else:
            todays = {f"{r.code} ({'+'.join(r.officers)})" for r in self.reading.rounds(day, "")}
            fix = phrase(
                "that day has {sheets}", sheets=", ".join(sorted(todays)) or phrase("no sheets")
            )
            self.find(
                "sheet", "sheet-unknown", phrase("there is no such sheet on {day}", day=day), fix
            )
        return None

    def _on_round(self, of_round: Round, channel: Channel) -> Entry | None:
        stop = of_round.stop(self.row["stop"].upper())
        if stop is None:
            names = ", ".join(round_stop.stop for round_stop in of_round.stops)
            message = phrase("sheet {code} has no such stop", code=of_round.code)
            self.find("stop", "stop-unknown", message, phrase("stops are {names}", names=names))
            return None
        at_door = channel is Channel.HOME
        return Entry(
            day=of_round.day,
            household=stop.household,
            visit=stop.visit,
            officers=of_round.officers,
            result=Result.OUT,
            round=of_round.id,
            stop=stop.stop,
            called_at=stop.begin if at_door else None,
        )

    def _alone(self, day: date) -> Entry | None:
        """A call that stands on no sheet."""
        name, inputs = self.row["household"], self.reading.inputs
        known = inputs.households_by_id
        if not name:
            message = phrase("neither a sheet nor a household is given")
            self.find(
                "household",
                "cell-needed",
                message,
                phrase("give the sheet and stop, or the household"),
            )
        elif name not in known:
            message = phrase("unknown household")
            self.find("household", "household-unknown", message, nearest(name, known))
        officers = tuple(self.row["officers"].replace("+", " ").replace(",", " ").split())
        for officer in sorted(set(officers) - inputs.officers_by_id.keys()):
            message = phrase("unknown officer {officer}", officer=officer)
            fix = nearest(officer, inputs.officers_by_id)
            self.find("officers", "officer-unknown", message, fix)
        return Entry(day, name, name, officers, Result.OUT) if name in known else None

    def _begun(self, entry: Entry, at: int | None) -> int | None:
        """The time of the call, typed or as planned; None where it would be later than now."""
        called_at, now = entry.called_at if at is None else at, self.reading.now
        if called_at is None or now is None:
            return called_at
        if called_at <= now + DAY_SECONDS * (self.reading.today - entry.day).days:
            return called_at
        hour, minute = divmod(called_at // 60, 60)
        self.cells.find(
            self.row,
            "stop" if at is None else "time",
            "result-time-ahead",
            phrase(
                "the call would be at {time}, which is yet to come: it is kept without a time",
                time=f"{hour:02d}:{minute:02d}",
            ),
            phrase("give the time of the call, with --correct"),
            warning=True,
        )
        return None

    def _told(self, entry: Entry, result: Result, of_round: Round | None) -> Entry:
        """The entry with everything that is said of the call."""
        cells, row = self.cells, self.row
        begins = (stop.begin for stop in (of_round.stops if of_round else ()))
        at = self.time(entry.day, entry.officers, (begin for begin in begins if begin is not None))
        minutes = cells.number(row, "minutes", low=0, high=1440)
        household = self.reading.inputs.households_by_id.get(entry.household)
        return replace(
            entry,
            result=result,
            persons=self.persons(result),
            called_at=self._begun(entry, at),
            seconds=None if minutes is None else round(60 * minutes),
            satisfied=cells.yes(row, "satisfied") if row["satisfied"] else None,
            in_difficulty=cells.whole(row, "difficulty", low=0, high=MOST_PERSONS, default=0) or 0,
            remarks=row["remarks"],
            hours=self.hours(),
            row_mark=row_mark(household) if household else "",
            opinions=(*self.opinions("opinions"), *self.opinions("suggestions")),
            help_given=tuple(Help(*fields) for fields in self.sorted("help")),
            promise=self.promise(entry.day),
            matter=self.matter(entry.day),
            closings=tuple(self.closings(entry.household)),
            steps=tuple(self.steps(entry.day, entry.household)),
        )
