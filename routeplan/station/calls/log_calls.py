"""What the visit log can be asked, and what can be done with its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.calls.station_tables import COMMAND, StationTables, several
from routeplan.station.reading.from_log import NOT_LEARNED, NOT_READ
from routeplan.station.station_plan import Day, date_of

if TYPE_CHECKING:
    from routeplan.followup.due_list import Due
    from routeplan.learning.learned_figures import LearnedFigures
    from routeplan.station.use_cases.record_round import RecordedResults
    from routeplan.station.use_cases.visit_log.follow_matters import OpenMatters
    from routeplan.station.use_cases.visit_log.gather_opinions import ListedOpinion
    from routeplan.station.use_cases.visit_log.purge_records import PurgedRecords
    from routeplan.station.use_cases.visit_log.raise_priorities import RaisedPriorities
    from routeplan.visitlog.notes import Experience, Outreach


@dataclass(frozen=True)
class LogCalls(StationTables):
    """Calls on the visit log."""

    def due(
        self,
        state: str | None = None,
        *,
        first_day: Day | None = None,
        days: int | None = None,
    ) -> list[Due]:
        """Where each household stands, the most urgent first.

        Parameters
        ----------
        state
            Only households in it, such as ``not met yet`` or ``refused``.
        first_day, days
            Of the plan that they are due for; by default tomorrow, and as the settings say.

        Raises
        ------
        UsageError
            When there is no such state.
        """
        from routeplan.station.use_cases.visit_log.show_due import due_households

        return list(due_households(self._read(NOT_LEARNED, first_day, days), state).wanted)

    def learn(self, *, first_day: Day | None = None) -> LearnedFigures:
        """At which hours households are met and how long visits take, as the next plan learns it.

        Parameters
        ----------
        first_day
            Of that plan, by default tomorrow; what was recorded before it counts.
        """
        from routeplan.station.use_cases.visit_log.show_learned import learned_figures

        return learned_figures(self._read(first_day=first_day))

    def matters(
        self,
        matter: str | None = None,
        *,
        next_step: str | None = None,
        due: Day | None = None,
        no_visit: bool = False,
        close: str | None = None,
        household: str | None = None,
        broken: Day | None = None,
        reason: str | None = None,
    ) -> OpenMatters:
        """Matters that are open, the oldest first, and promises kept and broken up to yesterday.

        Parameters
        ----------
        matter
            The id of one to change first: with ``next_step``, or ``close`` and how it ended.
        due, no_visit
            By when the next step is due, by default as the settings say; whether it needs no visit.
        household, broken, reason
            To whom a promise of which date was not kept, and why.

        Raises
        ------
        UsageError
            When there is no visit log yet, no such matter or household, or the arguments do not
            belong together.
        """
        from routeplan.station.use_cases.visit_log.follow_matters import (
            MatterStep,
            follow_matters,
        )

        step = MatterStep(
            matter,
            next_step,
            date_of(due),
            no_visit,
            outcome=close,
            household=household,
            broken=date_of(broken),
            reason=reason,
        )
        return follow_matters(self._read(NOT_LEARNED), step)

    def answer(
        self,
        day: Day | None = None,
        sheet: str | None = None,
        stop: str | None = None,
        *,
        household: str | None = None,
        hours: str | None = None,
        time: str | None = None,
        officer: str | None = None,
    ) -> RecordedResults:
        """Note what a household answers to a card, as ``routeplan answer`` does.

        All else that was recorded of the call stays. The next plan uses the answer, and
        :meth:`replan` the plan under way.

        Parameters
        ----------
        day, sheet, stop
            The card's number.
        household
            Instead of it: the household whose last call at home is meant.
        hours
            Hours that suit: the letters ticked on the card, or a text of hours.
        time, officer
            A time that was agreed on, such as ``2026-12-03 17:30``, and who was promised.

        Raises
        ------
        InputError
            With everything that is wrong with the number, the hours or the time.
        UsageError
            When no such call is recorded, or the arguments do not belong together.
        """
        from routeplan.station.reading.round_book import RoundBook
        from routeplan.station.use_cases.record_round import reading_of
        from routeplan.station.use_cases.visit_log.note_answer import answering, note_answer

        workspace = self._read(NOT_LEARNED, date_of(day), 1)
        reading = reading_of(workspace, RoundBook(self.folder / "maps", workspace.visit_log))
        of = answering(
            reading.inputs, date_of(day), [part for part in (sheet, stop) if part], household
        )
        said = {"hours": hours, "promise": time, "promise_officer": officer}
        return note_answer(workspace, reading, of, said, command=COMMAND)

    def priorities(
        self, households: Sequence[str] = (), *, write: bool = False
    ) -> RaisedPriorities:
        """Households at which people in difficulty were met and that are not ``high``.

        Parameters
        ----------
        households
            Of those, by id or name, these only; none means all.
        write
            Whether they become ``high`` in the table's file.

        Raises
        ------
        UsageError
            When one of them is not proposed, or the table cannot be written: it is a data frame,
            or its file cannot be.
        """
        from routeplan.station.use_cases.visit_log.raise_priorities import raise_priorities

        if write and self.frames.households is not None:
            raise UsageError(
                phrase("the households are a data frame; write their priority there instead")
            )
        chosen = several("households", households)
        return raise_priorities(self._read(NOT_READ), chosen, write=write, command=COMMAND)

    def opinions(
        self,
        first: Day | None = None,
        last: Day | None = None,
        *,
        category: str | None = None,
        street: str | None = None,
        answered: bool | None = None,
        names: bool = False,
        answer: int | None = None,
        text: str | None = None,
    ) -> tuple[ListedOpinion, ...]:
        """What people said, by day, with what was answered.

        Parameters
        ----------
        first, last
            Said on these days; by default all.
        category, street
            Of this category; of homes in a street whose name has this in it.
        answered
            Only those answered, or only those that are not.
        names
            Who said it, and what they said with the names in it.
        answer, text
            The number of an opinion to answer first, and what was answered.

        Raises
        ------
        UsageError
            When there is no visit log yet or no such opinion, or the arguments do not belong
            together.
        """
        from routeplan.station.use_cases.visit_log.gather_opinions import (
            OpinionChoice,
            answer_opinion,
            gather_opinions,
        )

        if (answer is None) != (text is None):
            raise UsageError(phrase("an answer needs the number of an opinion and a text"))
        workspace = self._read(NOT_LEARNED)
        if answer is not None and text is not None:
            answer_opinion(workspace, answer, text, command=COMMAND)
        choice = OpinionChoice(
            date_of(first) or date.min, date_of(last) or date.max, category, street, answered
        )
        return gather_opinions(workspace, choice, names=names)

    def outreach(
        self,
        first: Day | None = None,
        last: Day | None = None,
        *,
        add: str | None = None,
        persons: int = 0,
        about: str = "",
        day: Day | None = None,
        officers: Sequence[str] = (),
    ) -> tuple[Outreach, ...]:
        """Meetings, letters and calls that reached many people, by day.

        Parameters
        ----------
        first, last
            On these days; by default all.
        add
            ``meeting``, ``letter`` or ``telephone``: note one first, which reached so many
            ``persons`` and was ``about`` this, on a ``day`` (by default today), by these
            ``officers``.

        Raises
        ------
        UsageError
            When what is to be noted cannot be.
        """
        from routeplan.station.use_cases.visit_log.keep_notes import (
            NewOutreach,
            list_outreach,
            note_outreach,
        )

        workspace = self._read(NOT_LEARNED)
        if add is not None:
            who = several("officers", officers)
            note_outreach(
                workspace, NewOutreach(add, persons, about, date_of(day), who), command=COMMAND
            )
        return list_outreach(workspace, date_of(first) or date.min, date_of(last) or date.max)

    def experience(
        self,
        search: str = "",
        *,
        add: str | None = None,
        officers: Sequence[str] = (),
        day: Day | None = None,
    ) -> tuple[Experience, ...]:
        """What officers have learned, the last note first.

        Parameters
        ----------
        search
            Only notes that have all these words, in the text or in an officer's name.
        add
            A text to note first, by these ``officers``, on a ``day`` (by default today).

        Raises
        ------
        UsageError
            When what is to be noted cannot be.
        """
        from routeplan.station.use_cases.visit_log.keep_notes import (
            find_experiences,
            note_experience,
        )

        workspace = self._read(NOT_LEARNED)
        if add is not None:
            who = several("officers", officers)
            note_experience(workspace, add, who, date_of(day), command=COMMAND)
        return find_experiences(workspace, search)

    def purge(self, older_than: Day, *, write: bool = False) -> PurgedRecords:
        """Remove names and texts of old records; statistics are kept.

        Without ``write`` nothing is done. Done, it cannot be undone.

        Parameters
        ----------
        older_than
            A number of days such as ``180d``, or the date before which the records were made.

        Raises
        ------
        UsageError
            When it is neither, or in the future.
        """
        from routeplan.station.use_cases.visit_log.purge_records import (
            day_before_which,
            purge_records,
        )

        text = older_than.isoformat() if isinstance(older_than, date) else older_than
        try:
            before = day_before_which(text)
        except ValueError as error:
            raise UsageError(error.args[0]) from error
        return purge_records(self._read(NOT_READ), before, write=write)
