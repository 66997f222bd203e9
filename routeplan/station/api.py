"""The public Python interface: a station opened, planned, drawn, recorded and balanced.

Nothing here prints. What a command would say on stderr is in ``findings`` of what is returned, and
errors are those of :mod:`routeplan.errors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from routeplan.engines.choose import USUAL
from routeplan.errors import UsageError
from routeplan.model.calendar import MAX_PLAN_DAYS
from routeplan.phrases import phrase
from routeplan.station.calls.log_calls import LogCalls
from routeplan.station.calls.plan_calls import PlanCalls
from routeplan.station.calls.planned_week import PlanSearch, Week
from routeplan.station.calls.station_tables import COMMAND
from routeplan.station.clock import today
from routeplan.station.reading.from_log import FOR_NEW_PLAN, NOT_LEARNED
from routeplan.station.reading.open_station import Frames, read_workspace
from routeplan.station.reading.open_travel import TRAVEL_KINDS
from routeplan.station.station_plan import Day, StationPlan, date_of

if TYPE_CHECKING:
    import pandas as pd

    from routeplan.problem.solution import Watch
    from routeplan.station.use_cases.balance_plan import Balanced
    from routeplan.station.use_cases.draw import Drawn
    from routeplan.station.use_cases.export_plan import Exported
    from routeplan.station.use_cases.make_report import Reported
    from routeplan.station.use_cases.record_round import RecordedResults
    from routeplan.station.use_cases.undo.take_back import TakenBack
    from routeplan.station.use_cases.write_plan import Written


def open_station(
    folder: Path | str = ".",
    *,
    households: pd.DataFrame | None = None,
    officers: pd.DataFrame | None = None,
    calendar: pd.DataFrame | None = None,
) -> OpenStation:
    """Read and check a station's folder.

    Parameters
    ----------
    folder
        Holds ``routeplan.toml`` and the tables that it names.
    households, officers, calendar
        Data frames in the place of files, with the columns of ``docs/formats.md`` and the same
        checks. A ``GeoDataFrame`` of households gives their places as points, in any coordinate
        system.

    Raises
    ------
    InputError
        With everything that is wrong with the tables, all at once, in ``findings``.
    """
    frames = Frames(households, officers, calendar)
    for name in ("households", "officers", "calendar"):
        frame = getattr(frames, name)
        if frame is not None and not hasattr(frame, "itertuples"):
            raise UsageError(
                phrase("{name} is no data frame, but {kind}", name=name, kind=type(frame).__name__)
            )
    return OpenStation(Path(folder), frames)


@dataclass(frozen=True)
class OpenStation(PlanCalls, LogCalls):
    """A station whose tables have been read and found right."""

    def plan(  # noqa: PLR0913 - public: a notebook gives what it wants by name
        self,
        first_day: Day | None = None,
        days: int | None = None,
        *,
        seconds: float | None = None,
        iterations: int | None = None,
        seed: int | None = None,
        longest_day: str | None = None,
        engine: str = USUAL,
        threads: int | None = None,
        travel: str | None = None,
        watch: Watch | None = None,
    ) -> StationPlan:
        """Plan the visits of some days; nothing is written until :meth:`save`.

        Parameters
        ----------
        first_day, days
            By default tomorrow, and as many days as the settings say.
        seconds, iterations
            How long to search, by default as the settings say. Under ``iterations`` the same seed
            gives the same plan.
        longest_day
            ``"7:30"``, ``"auto"`` or ``"none"``, by default as the settings say.
        travel
            ``streets``, ``server`` or ``straight-line``, by default as the settings say.

        Raises
        ------
        InputError, StreetNetworkError, JudgeError
            When the tables are wrong for these days, there are no streets to travel on, or the
            plan breaks a rule.
        UsageError
            When an argument cannot be: no date, too many days, an unknown engine or travel source.
        """
        from routeplan.station.reading import open_travel
        from routeplan.station.reading.other_plans import with_known_absences
        from routeplan.station.use_cases.plan_week import plan_week, wanted_of

        _require_possible(days, travel)
        workspace = with_known_absences(self._read(FOR_NEW_PLAN, first_day, days))
        wanted = wanted_of(
            workspace,
            seconds=seconds,
            iterations=iterations,
            seed=seed,
            longest_day=longest_day,
            engine=engine,
            threads=threads,
        )
        with open_travel.travel_for_plan(workspace, kind=travel) as (source, tables):
            planned = plan_week(workspace, source, tables, wanted, watch=watch)
        findings = (*workspace.warnings, *planned.findings)
        return StationPlan(planned.plan, workspace, workspace.maps / "plan.json", findings)

    def open_plan(self, path: Path | str | None = None, *, on: Day | None = None) -> StationPlan:
        """A plan that was saved: of a file, else of a day, else of today or the next one.

        Raises
        ------
        UsageError
            When there is none.
        InputError
            When it no longer fits the tables.
        """
        from routeplan.station.reading.open_plan import find_plan, open_plan

        file = None if path is None else Path(path)
        plan_file = find_plan(self.folder, file, on=date_of(on))
        opened = open_plan(self.folder, plan_file.path, frames=self.frames)
        return StationPlan(opened.plan, opened.workspace, opened.path, opened.findings)

    def save(self, plan: StationPlan) -> Written:
        """Write ``plan.json`` and ``plan.geojson`` into ``maps/<first day>/``."""
        from routeplan.station.use_cases.write_plan import write_new_plan

        return write_new_plan(plan.workspace, plan.plan, command=COMMAND)

    def draw(
        self,
        plan: StationPlan,
        *,
        officer: str | None = None,
        day: Day | None = None,
        redacted: bool = False,
    ) -> Drawn:
        """Draw the pages of a saved plan and print its sheets; the overview is the first file.

        Parameters
        ----------
        officer, day
            Only these rounds.
        redacted
            Without names: ids and house numbers only.
        """
        from routeplan.station.use_cases.draw import Drawn
        from routeplan.station.use_cases.plan_in_use.draw_week import draw_week

        drawn = draw_week(
            plan.path.parent,
            plan.plan,
            plan.workspace,
            officer=officer,
            day=date_of(day),
            redacted=redacted,
            command=COMMAND,
        )
        return Drawn(drawn.files, drawn.findings)

    def week(
        self,
        first_day: Day | None = None,
        days: int | None = None,
        *,
        redacted: bool = False,
        **search: Unpack[PlanSearch],
    ) -> Week:
        """Plan some days, save the plan, print its sheets and draw its pages: all in one.

        Parameters
        ----------
        first_day, days
            As :meth:`plan` takes them.
        redacted
            As :meth:`draw` takes it.
        search
            Further arguments of :meth:`plan`, such as ``seconds``.

        Raises
        ------
        InputError, StreetNetworkError, JudgeError, UsageError
            As :meth:`plan`; nothing is written then.
        """
        planned = self.plan(first_day, days, **search)
        written = self.save(planned)
        return Week(planned, written, self.draw(planned, redacted=redacted))

    def undo(self, name: str | None = None, *, write: bool = True) -> TakenBack:
        """Take back what was written last, as ``routeplan undo`` does.

        Parameters
        ----------
        name
            Of the write, such as ``W7``, or the last one of a command such as ``replan``.
        write
            Whether to do it, and not only to say what it would be.

        Raises
        ------
        UsageError
            When there is nothing to take back, or it was changed since.
        """
        from routeplan.station.use_cases.undo.take_back import take_back

        return take_back(self.folder, name, write=write)

    def redo(self, *, write: bool = True) -> TakenBack:
        """Put back what :meth:`undo` took back last; parameters and errors are the same."""
        from routeplan.station.use_cases.undo.take_back import put_back

        return put_back(self.folder, write=write)

    def export(
        self,
        plan: StationPlan,
        folder: Path | str | None = None,
        formats: Sequence[str] = ("xlsx",),
        *,
        officer: str | None = None,
        day: Day | None = None,
        redacted: bool = False,
    ) -> Exported:
        """Write a saved plan for other programs; ``files`` of what is returned names the files.

        Parameters
        ----------
        folder
            Where to; None for ``export/`` beside the plan, from where another plan removes it.
        formats
            Of ``ics``, ``gpx``, ``kml``, ``gpkg``, ``geojson``, ``csv``, ``xlsx``, ``parquet``.
        officer, day
            Only these rounds, without what is left out and without beats.
        redacted
            Without names: ids and house numbers only.

        Raises
        ------
        UsageError
            When there is no such format or round, or ``parquet`` lacks pyarrow.
        """
        from routeplan.render.pages.drawn_files import EXPORT
        from routeplan.station.use_cases.export_plan import WantedRounds, export_plan

        return export_plan(
            plan.plan,
            plan.workspace,
            formats,
            folder=plan.path.parent / EXPORT if folder is None else Path(folder),
            part=WantedRounds(officer, date_of(day), redacted),
            command=COMMAND,
        )

    def record(
        self,
        day: Day,
        sheet: str,
        codes: str,
        *,
        add: Sequence[str] = (),
        correct: bool = False,
    ) -> RecordedResults:
        """Write a round's results into the visit log, as ``routeplan record`` takes them.

        Parameters
        ----------
        sheet
            The code beside the sheet's square code, or the officer's id.
        codes
            Such as ``"1m 2e+3 4o"``: stop and letter, persons, ``!`` for a matter.
        add
            Further fields, such as ``"4 promise 2026-12-01 10:00"``.
        correct
            Results that differ from those recorded take their place.

        Raises
        ------
        InputError
            With everything that is wrong; nothing was recorded.
        """
        from routeplan.formats.results.typed_results import typed_results
        from routeplan.station.reading.round_book import RoundBook
        from routeplan.station.use_cases.record_round import reading_of, record_table

        on = date_of(day)
        workspace = read_workspace(
            self.folder, today=today(), first_day=on, days=1, log=NOT_LEARNED, frames=self.frames
        )
        reading = reading_of(workspace, RoundBook(self.folder / "maps", workspace.visit_log))
        table = typed_results(codes, add, {"date": str(on), "sheet": sheet})
        return record_table(workspace, table, reading, correcting=correct, command=COMMAND)

    def balance(self, plan: StationPlan, *, iterations: int | None = None) -> Balanced:
        """Who carries how much of a saved plan, and ``options`` to share it more evenly.

        Parameters
        ----------
        iterations
            How long to search for each option; 0 leaves all but the swap of whole rounds away.
        """
        from routeplan.station.reading import open_travel
        from routeplan.station.reading.open_plan import OpenPlan
        from routeplan.station.use_cases.balance_plan import ITERATIONS, balance_plan

        opened = OpenPlan(plan.path, plan.plan, plan.workspace)
        searched = ITERATIONS if iterations is None else iterations
        kind = open_travel.travel_kind(plan.plan)
        with open_travel.travel(plan.workspace, kind=kind) as (_, tables):
            return balance_plan(opened, tables, iterations=searched)

    def report(
        self,
        first: Day | None = None,
        last: Day | None = None,
        *,
        officer: str | None = None,
        beat: str | None = None,
    ) -> Reported:
        """What was done in a period, by default this month up to today.

        Raises
        ------
        UsageError
            When there is no visit log yet, or no such officer or beat.
        """
        from routeplan.station.use_cases.make_report import report_period, reported

        period = report_period(None, date_of(first), date_of(last), officer, beat)
        return reported(self.folder, period, frames=self.frames)


def _require_possible(days: int | None, travel: str | None) -> None:
    if days is not None and days not in range(1, MAX_PLAN_DAYS + 1):
        raise UsageError(
            phrase("a plan has 1 to {most} days, not {days}", most=MAX_PLAN_DAYS, days=days)
        )
    if travel is not None and travel not in TRAVEL_KINDS.values():
        raise UsageError(
            phrase(
                "travel is one of {kinds}, not {travel!r}",
                kinds=", ".join(TRAVEL_KINDS.values()),
                travel=travel,
            )
        )
