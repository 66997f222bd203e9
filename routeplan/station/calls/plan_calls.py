"""What a saved plan can be asked, and what can be decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Unpack

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.calls.replanned_plan import PlanChange, ReplannedPlan, wishes_of
from routeplan.station.calls.station_tables import COMMAND, StationTables, opened, saved, several
from routeplan.station.reading.from_log import NOT_LEARNED
from routeplan.station.reading.open_travel import unseen_travel
from routeplan.station.station_plan import Day, StationPlan, date_of

if TYPE_CHECKING:
    from routeplan.forecast.staffing_options import StaffingOptions
    from routeplan.model.locks import Lock
    from routeplan.planning.explain.explanation_records import Explanation
    from routeplan.problem.solution import Watch
    from routeplan.station.calls.planned_week import PlanSearch
    from routeplan.station.use_cases.moved_shifts.suggest_hours import SuggestedHours
    from routeplan.station.use_cases.plan_in_use.forecast_plan import Forecasts
    from routeplan.station.use_cases.plan_in_use.lock_stops import PlanDecisions
    from routeplan.station.use_cases.plan_in_use.print_cards import PrintedCards
    from routeplan.station.use_cases.plan_in_use.print_notices import PrintedNotices


@dataclass(frozen=True)
class PlanCalls(StationTables):
    """Calls on plans that are saved."""

    def replan(
        self, plan: StationPlan, *, watch: Watch | None = None, **change: Unpack[PlanChange]
    ) -> ReplannedPlan:
        """Adapt a saved plan to a change, as ``routeplan replan`` does.

        Without ``write=True`` only a proposal is kept beside the plan: the same call shows it
        again, and with ``write=True`` writes exactly that. The plan before is kept.

        Parameters
        ----------
        watch
            Called now and then with the state of the search.
        change
            What has changed, and how to replan: see ``routeplan.PlanChange``.

        Raises
        ------
        InputError
            With everything that cannot be: unknown names, no times, what is done or locked.
        UsageError
            When nothing has changed, an argument cannot be, or the plan is not saved.
        JudgeError
            When the plan breaks a rule.
        """
        from routeplan.station.use_cases.plan_in_use.replan_plan import (
            propose_replan,
            write_replan,
        )
        from routeplan.station.use_cases.plan_in_use.replan_request import replan_request

        wishes = wishes_of(change)
        request = replan_request(self.folder, saved(plan).path, wishes, frames=self.frames)
        made = propose_replan(request, unseen_travel, watch=watch)
        written = write_replan(request, made, command=COMMAND) if wishes.write else None
        return ReplannedPlan.of(request, made, written)

    def explain(
        self, plan: StationPlan, household: str | None = None, *, iterations: int | None = None
    ) -> list[Explanation]:
        """Why a household is called on when it is, or is left out and what would bring it in.

        Each has its ``sentence`` in the settings' language, and the numbers behind it. A change
        that is offered was verified by planning again with it in the tables.

        Parameters
        ----------
        household
            The id of a household or visit; None for every visit left out.
        iterations
            Of the search for each change, by default 400.

        Raises
        ------
        UsageError
            When there is no such household.
        """
        from routeplan.render.words.left_out_words import explanation_text
        from routeplan.station.use_cases.plan_in_use.explain_plan import explain_plan

        explanations = explain_plan(
            opened(plan), household, unseen_travel, iterations=iterations, frames=self.frames
        )
        inputs, language = plan.inputs, plan.workspace.language
        names = {
            explanation.household: inputs.household(explanation.household).name
            for explanation in explanations
        }
        return [
            replace(
                explanation,
                sentence=explanation_text(explanation, names[explanation.household], language),
            )
            for explanation in explanations
        ]

    def forecast(
        self,
        plan: StationPlan,
        *,
        officers: int = 0,
        evenings: Sequence[str] = (),
        pair: bool = False,
        runs: int = 200,
        seed: int = 0,
    ) -> Forecasts:
        """When every household will have been met if rounds go on like this plan.

        Parameters
        ----------
        officers
            What if there were so many more, or fewer.
        evenings
            What if every second shift on these weekdays, such as ``["tue", "thu"]``, ended at
            20:00.
        pair
            What if officers worked in pairs.
        runs
            Of the simulation.

        Raises
        ------
        UsageError
            When nobody would be on shift, or an argument cannot be.
        """
        from routeplan.forecast.what_if import Staffing
        from routeplan.station.use_cases.plan_in_use.forecast_plan import (
            forecast_plan,
            weekdays_of,
        )

        staffing = Staffing(officers, weekdays_of(several("evenings", evenings)), pair)
        return forecast_plan(plan.plan, plan.inputs, staffing, runs=runs, seed=seed)

    def compare_staffing(
        self, plan: StationPlan, *, rounds: int = 4, runs: int = 40, seed: int = 0
    ) -> StaffingOptions:
        """Households met with shifts at other hours, and with one officer more.

        Parameters
        ----------
        rounds
            Households are counted after so many, each as long as the plan in whole weeks.
        runs
            Of the simulation.

        Raises
        ------
        UsageError
            When nobody is on shift, or an argument cannot be.
        """
        from routeplan.station.use_cases.moved_shifts.compare_staffing import (
            compare_plan_staffing,
        )

        return compare_plan_staffing(plan.plan, plan.workspace, rounds=rounds, runs=runs, seed=seed)

    def suggest_hours(self, plan: StationPlan, **search: Unpack[PlanSearch]) -> SuggestedHours:
        """Which shift at other hours meets more people: the likeliest planned again.

        No table is changed; each move that helps has the cells of the calendar in ``edits``.

        Parameters
        ----------
        plan
            Made by :meth:`OpenStation.plan`, and not replanned since.
        search
            As the plan was made: see :meth:`OpenStation.plan`. ``watch`` sees every search.

        Raises
        ------
        UsageError
            When the plan has been replanned, or an argument cannot be.
        JudgeError
            When a plan breaks a rule.
        """
        from contextlib import nullcontext

        from routeplan.station.reading import open_travel
        from routeplan.station.use_cases.moved_shifts.suggest_hours import suggest_hours
        from routeplan.station.use_cases.plan_week import wanted_of

        if plan.workspace.tables is not None and not plan.workspace.absences:
            raise UsageError(phrase("hours are suggested for plans that nobody has replanned"))
        given: dict[str, Any] = {**search}
        watch, kind = given.pop("watch", None), given.pop("travel", None)
        wanted = wanted_of(plan.workspace, **given)
        with open_travel.travel(plan.workspace, kind=kind) as (source, tables):
            return suggest_hours(
                plan.workspace,
                plan.plan,
                source,
                tables,
                wanted,
                watching=lambda _what: nullcontext(watch),
                frames=self.frames,
            )

    def cards(
        self,
        plan: StationPlan | None = None,
        *,
        officer: str | None = None,
        day: Day | None = None,
        not_met: bool = False,
        contact: bool = False,
        language: str | None = None,
    ) -> PrintedCards:
        """Print cards to leave at the doors of a saved plan's rounds.

        Parameters
        ----------
        officer, day
            Only these rounds.
        not_met
            Only for households that were not met on ``day``, by default the last recorded one.
        contact
            The officers' contact cards instead, which need no plan.
        language
            By default the settings'.

        Raises
        ------
        UsageError
            When there is no such round or language, no telephone to call, or the plan is not saved.
        """
        from routeplan.station.use_cases.plan_in_use.print_cards import (
            CardChoice,
            print_cards,
            print_cards_not_met,
            print_contact_cards,
        )

        if contact and (not_met or day or plan):
            raise UsageError(phrase("contact cards are of an officer and in a language only"))
        if contact:
            return print_contact_cards(self._read(NOT_LEARNED), officer, language)
        if plan is None:
            raise UsageError(phrase("cards are printed for a plan"))
        print_them = print_cards_not_met if not_met else print_cards
        choice = CardChoice(officer, date_of(day), language)
        return print_them(saved(plan), choice, command=COMMAND)

    def notices(
        self,
        plan: StationPlan,
        *,
        officer: str | None = None,
        day: Day | None = None,
        size: str = "a5",
        with_alone: bool = False,
        language: str | None = None,
    ) -> PrintedNotices:
        """Print notices to hang up in the houses at which a saved plan's rounds have a stop.

        Parameters
        ----------
        officer, day
            Only these rounds.
        size
            ``a5``, of which two are on a page, or ``a4``.
        with_alone
            Also for houses where a single household of the tables lives: neighbours then see who is
            called on.
        language
            By default the settings'.

        Raises
        ------
        UsageError
            When there is no such round, size or language, no telephone to call, or the plan is not
            saved.
        """
        from routeplan.render.paper.notices import NoticeSize
        from routeplan.station.use_cases.plan_in_use.print_cards import CardChoice
        from routeplan.station.use_cases.plan_in_use.print_notices import print_notices

        if size not in set(NoticeSize):
            raise UsageError(phrase("a notice is a5 or a4, not {size!r}", size=size))
        return print_notices(
            saved(plan),
            CardChoice(officer, date_of(day), language),
            NoticeSize(size),
            with_alone=with_alone,
            command=COMMAND,
        )

    def lock(
        self,
        plan: StationPlan,
        *,
        officers: Sequence[str] = (),
        days: Sequence[Day] = (),
        visits: Sequence[str] = (),
        write: bool = False,
    ) -> PlanDecisions:
        """Lock stops of a saved plan, so that replanning and balancing leave them as they are.

        What is given holds together: this officer, on this day. Nothing given: what was decided so
        far. Nothing is written without ``write``.

        Raises
        ------
        UsageError
            When no stop of the plan matches, or the plan is not saved.
        """
        from routeplan.station.use_cases.plan_in_use.lock_stops import lock_stops

        return lock_stops(saved(plan), _locks(officers, days, visits), write=write)

    def unlock(
        self,
        plan: StationPlan,
        ids: Sequence[str] = (),
        *,
        officers: Sequence[str] = (),
        days: Sequence[Day] = (),
        visits: Sequence[str] = (),
        everything: bool = False,
        write: bool = False,
    ) -> PlanDecisions:
        """Remove locks by their ids, or those that were set with the same arguments.

        Nothing is written without ``write``.

        Raises
        ------
        UsageError
            When there is no such lock, or the plan is not saved.
        """
        from routeplan.station.use_cases.plan_in_use.lock_stops import unlock_stops

        return unlock_stops(
            saved(plan),
            several("ids", ids),
            _locks(officers, days, visits),
            everything=everything,
            write=write,
        )


def _locks(officers: Sequence[str], days: Sequence[Day], visits: Sequence[str]) -> tuple[Lock, ...]:
    from routeplan.station.use_cases.plan_in_use.lock_stops import locks_of

    dates = [on for day in several("days", days) if (on := date_of(day))]
    return locks_of(several("officers", officers), dates, several("visits", visits))
