"""Printing cards to leave at doors, and officers' contact cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.render.paper.cards import CardMaker, Sender
    from routeplan.render.paper.sheets import Sheets
    from routeplan.render.round_view import Look
    from routeplan.render.words.catalogue import Language
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.log_records import Round


@dataclass(frozen=True)
class PrintedCards:
    """The file (None where nobody was missed) and the number of cards.

    ``findings`` are signs that no font has, and why the visit log does not note the cards.
    """

    path: Path | None
    count: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class CardChoice:
    """Whose cards, of which day and in which language; None is everybody's, every day, the usual.

    The usual language is the settings'.
    """

    officer: str | None = None
    day: date | None = None
    language: str | None = None

    def by_id(self, workspace: Workspace) -> CardChoice:
        """The same with the officer's id in the place of a name; UsageError where there is none."""
        from routeplan.station.people_by_name import officer_named

        if self.officer is None:
            return self
        return replace(self, officer=officer_named(workspace.inputs, self.officer))


def print_cards(opened: OpenPlan, choice: CardChoice, *, command: str) -> PrintedCards:
    """Print a card for every stop of the plan's rounds, reserve stops too.

    Raises
    ------
    UsageError
        When there is no such round or language, or no telephone to call.
    """
    from routeplan.followup.logged_rounds import callers, rounds_of
    from routeplan.render.pages.file_names import cards_name
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.use_cases.note_handout import note_handout

    plan, workspace = opened.plan, opened.workspace
    choice = choice.by_id(workspace)
    routes = chosen_routes(plan, choice.officer, choice.day)
    rounds = list(rounds_of(plan, workspace.inputs.calendar))
    shifts = {route.shift for route in routes}
    chosen = [logged_round for logged_round in rounds if logged_round.shift in shifts]
    maker = _maker(workspace, rounds, callers(rounds), choice.language)
    name = cards_name(choice.officer, choice.day, choice.language)
    made, findings = write_for_printer(opened.path.parent / name, maker.make(chosen))
    noted = note_handout(workspace, plan, routes, "cards", command=command, files=[made])
    return PrintedCards(
        made, sum(len(logged_round.stops) for logged_round in chosen), (*findings, *noted)
    )


def print_cards_not_met(opened: OpenPlan, choice: CardChoice, *, command: str) -> PrintedCards:
    """Print cards for those not met on the rounds of a day, by default the last one recorded.

    Raises
    ------
    UsageError
        When no such round has been recorded, or there is no such language, or no telephone.
    """
    from routeplan.followup.logged_rounds import rounds_of
    from routeplan.render.pages.file_names import cards_name
    from routeplan.station.use_cases.note_handout import HandedOut, note_print

    workspace, choice = opened.workspace, choice.by_id(opened.workspace)
    officer = choice.officer
    recorded, rounds, callers = _missed(workspace, choice)
    if not rounds:
        return PrintedCards(None, 0)
    planned = list(rounds_of(opened.plan, workspace.inputs.calendar))
    maker = _maker(workspace, planned, callers, choice.language)
    cards = replace(maker, today=today(), listed=True).make(rounds)
    name = cards_name(officer, recorded, choice.language, not_met=True)
    made, findings = write_for_printer(opened.path.parent / name, cards)
    printed = HandedOut(
        "cards for those not met",
        [stop.household for logged_round in rounds for stop in logged_round.stops],
        [made],
        days=[recorded],
        officers=[caller for logged_round in rounds for caller in logged_round.officers],
    )
    noted = note_print(workspace, printed, command=command)
    return PrintedCards(
        made, sum(len(logged_round.stops) for logged_round in rounds), (*findings, *noted)
    )


def _missed(
    workspace: Workspace, choice: CardChoice
) -> tuple[date, Sequence[Round], Mapping[tuple[date, str], Sequence[str]]]:
    """The day, its rounds with those alone who were not met, and who called when."""
    from routeplan.followup.not_met import recorded_day, rounds_not_met
    from routeplan.visitlog.store import reading

    with reading(workspace.begun_log) as log:
        recorded = recorded_day(log, choice.officer, choice.day)
        if recorded is None:
            raise UsageError(_no_round(choice))
        missed = rounds_not_met(log, recorded, workspace.inputs, choice.officer)
    return recorded, missed.rounds, missed.callers


def _no_round(choice: CardChoice) -> str:
    officer, day = choice.officer, choice.day
    if officer and day:
        return phrase(
            "no round of officer {officer} on {day} has been recorded", officer=officer, day=day
        )
    if officer:
        return phrase("no round of officer {officer} has been recorded", officer=officer)
    if day:
        return phrase("no round on {day} has been recorded", day=day)
    return phrase("no round has been recorded")


def print_contact_cards(
    workspace: Workspace, officer: str | None = None, language: str | None = None
) -> PrintedCards:
    """Print ten contact cards for each officer, or for one.

    Raises
    ------
    UsageError
        When there is no such officer or language, or neither the station nor one of these officers
        has a telephone to call.
    """
    from routeplan.render.pages.file_names import cards_name
    from routeplan.render.paper.cards import CONTACTS_A_PAGE, make_contact_cards

    inputs = workspace.inputs
    officer = CardChoice(officer).by_id(workspace).officer
    chosen = [candidate for candidate in inputs.officers if officer in (None, candidate.id)]
    name = cards_name(officer, None, language, contact=True)
    sender = sender_of(workspace, needs_telephone=not all(holder.telephone for holder in chosen))
    cards = make_contact_cards(chosen, inputs.station.name, sender, look_in(workspace, language))
    made, findings = write_for_printer(workspace.root / "maps" / name, cards)
    return PrintedCards(made, CONTACTS_A_PAGE * len(chosen), findings)


def _maker(
    workspace: Workspace,
    planned: Sequence[Round],
    callers: Mapping[tuple[date, str], Sequence[str]],
    language: Language | None,
) -> CardMaker:
    """Who puts cards into words, knowing every time that is planned or promised."""
    from routeplan.followup.knowledge import all_promises
    from routeplan.followup.next_visits import NextVisits
    from routeplan.render.paper.cards import CardMaker

    inputs = workspace.inputs
    upcoming = NextVisits.of(planned, inputs, all_promises(workspace.visit_log))
    look, sender = look_in(workspace, language), sender_of(workspace)
    return CardMaker(inputs, look, sender, upcoming, callers)


def look_in(workspace: Workspace, language: str | None) -> Look:
    """How the settings want cards, in another language where one is given.

    Raises
    ------
    UsageError
        When there are no words for it.
    """
    from routeplan.station.reading.station_language import checked_language
    from routeplan.station.use_cases.draw import look_of

    look = look_of(workspace)
    if language is None:
        return look
    return replace(look, language=checked_language(workspace.root, language))


def sender_of(workspace: Workspace, *, needs_telephone: bool = True) -> Sender:
    """What the settings say on every card.

    Raises
    ------
    UsageError
        When they have no telephone and need one: nobody could answer the card.
    """
    from routeplan.render.paper.cards import Sender

    station, cards = workspace.settings.station, workspace.settings.cards
    telephone = station.telephone.strip()
    if needs_telephone and not telephone:
        raise UsageError(
            phrase(
                "cards and notices need the station's telephone: set telephone in [station] of "
                "routeplan.toml"
            )
        )
    return Sender(telephone, cards.data_use, cards.contact, cards.purpose)


def write_for_printer(path: Path, cards: Sheets) -> tuple[Path, tuple[Finding, ...]]:
    """Write the file, readable by its owner only; signs that no font has are named."""
    from routeplan.private_files import write_private
    from routeplan.station.use_cases.draw import signs_without_font

    return write_private(path, cards.pdf), signs_without_font(cards, path)
