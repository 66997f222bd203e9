"""Nothing is recorded twice, nothing is overwritten, and whole entries come back as they went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from routeplan.visitlog.log_records import (
    Channel,
    Closing,
    Entry,
    Help,
    NewMatter,
    Opinion,
    Promise,
    Promised,
    Result,
    Step,
    StepKind,
)
from routeplan.visitlog.reading import (
    entries,
    history,
    hours_that_suit,
    matters,
    promises,
    reasons_for_breaking,
    rounds,
)
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import (
    add_broken_promise,
    add_round,
    add_step,
    slot_of,
)
from tests.visitlog.logs import CLERK, MONDAY, NOW, OUT, ROUND, TUESDAY, WEDNESDAY, call, record

WHOLE = Entry(
    day=MONDAY,
    household="H1",
    visit="H1/2",
    officers=("O1", "O2"),
    result=Result.ENTERED,
    channel=Channel.MEETING,
    round="R",
    stop="A",
    persons=3,
    called_at=36_000,
    seconds=1200,
    satisfied=False,
    in_difficulty=1,
    remarks="'; DROP TABLE results; --",
    hours="Mo-Fr 17:00-19:00",
    row_mark="ab12",
    opinions=(Opinion("lamps", "more light"), Opinion("traffic", "a crossing", is_suggestion=True)),
    help_given=(Help("forms", "filled in"), Help("advice")),
    promise=Promise(WEDNESDAY, 43_200, "O2"),
    matter=NewMatter("the lamp in the yard", "ask the city", TUESDAY),
    closings=(Closing("M9", "done"),),
)


def test_a_whole_entry_comes_back_as_it_was_given(path: Path) -> None:
    (made,) = record(path, WHOLE).new
    with reading(path) as log:
        (found,) = entries(log)
    assert found == made
    assert found.entry == WHOLE
    assert (found.recorded_at, found.recorded_by, found.corrects) == (NOW, CLERK, None)


def test_typing_a_sheet_twice_changes_nothing(path: Path) -> None:
    sheet = [WHOLE, call(visit="H2", household="H2", stop="2")]
    first, second = record(path, *sheet), record(path, *sheet)
    assert second.same == first.new
    assert (second.new, second.differing) == ((), ())
    with reading(path) as log:
        assert entries(log) == list(first.new)


def test_typing_a_sheet_again_after_its_tables_were_mended_changes_nothing(path: Path) -> None:
    record(path, WHOLE)
    assert record(path, replace(WHOLE, row_mark="cd34")).new == ()


def test_the_same_entry_has_the_same_id_in_every_log(path: Path, tmp_path: Path) -> None:
    here, there = record(path, WHOLE), record(tmp_path / "other.db", OUT, WHOLE)
    assert here.new[0].id == there.new[1].id


def test_another_result_of_the_same_call_is_told_and_not_written(path: Path) -> None:
    (there,) = record(path, OUT).new
    other = call("entered")
    assert record(path, other).differing == ((other, there),)
    with reading(path) as log:
        assert [entry.entry for entry in entries(log)] == [OUT]


def test_a_correction_is_a_new_entry_and_history_stays(path: Path) -> None:
    (first,) = record(path, OUT).new
    (second,) = record(path, call("entered"), correcting=True).new
    # Back to what was said at first: once more a new entry, with an id of its own.
    (third,) = record(path, OUT, correcting=True).new
    assert (second.corrects, third.corrects) == (first.number, second.number)
    assert len({first.id, second.id, third.id}) == 3
    with reading(path) as log:
        assert entries(log) == [third]
        assert [(entry.number, entry.corrected) for entry in history(log, "H1")] == [
            (first.number, True),
            (second.number, True),
            (third.number, False),
        ]


def test_a_withdrawn_call_never_was_and_can_be_typed_again(path: Path) -> None:
    withdrawn = call("withdrawn")
    assert record(path, withdrawn).new == ()  # nothing there to withdraw
    record(path, OUT)
    assert record(path, withdrawn).differing
    record(path, withdrawn, correcting=True)
    with reading(path) as log:
        assert entries(log) == []
    assert len(record(path, OUT).new) == 1
    with reading(path) as log:
        assert len(history(log, "H1")) == 3


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"result": Result.REFUSED}, True),
        ({"persons": 4, "remarks": "x"}, True),
        ({"called_at": 40_000}, True),  # on a round, a stop is one call
        ({"channel": Channel.TELEPHONE}, False),
        ({"day": TUESDAY}, False),
        ({"visit": "H1/2"}, False),
        ({"round": "S"}, False),
        ({"round": "", "called_at": 40_000}, False),
    ],
)
def test_a_call_is_told_by_day_round_visit_and_channel(change: dict, same: bool) -> None:
    assert (slot_of(replace(OUT, **change)) == slot_of(OUT)) is same


def test_without_a_round_calls_differ_by_their_time() -> None:
    early = replace(OUT, round="", channel=Channel.TELEPHONE)
    assert slot_of(early) != slot_of(replace(early, called_at=50_000))
    assert slot_of(early) == slot_of(replace(early, result=Result.REFUSED))


def test_somebody_met_is_at_least_one_person() -> None:
    with pytest.raises(ValueError, match="at least one person: 0"):
        call("met", persons=0)


def test_a_round_is_kept_once_as_it_was_handed_out(path: Path) -> None:
    with writing(path) as log:
        add_round(log, ROUND)
        add_round(log, replace(ROUND, travel_seconds=9))
    with reading(path) as log:
        assert rounds(log) == [ROUND]
        assert rounds(log, TUESDAY) == []
    assert ROUND.stop("A") is ROUND.stops[2]
    assert ROUND.stop("3") is None


def test_matters_are_numbered_and_keep_their_name_when_the_entry_is_corrected(path: Path) -> None:
    matter = NewMatter("lamp", "look again", TUESDAY)
    record(path, call(matter=matter), call(visit="H2", household="H2", matter=matter))
    later = replace(matter, subject="lamp and bench")
    record(path, call(matter=later), correcting=True)
    with reading(path) as log:
        found = {logged_matter.id: logged_matter for logged_matter in matters(log)}
    assert {name: logged_matter.subject for name, logged_matter in found.items()} == {
        "M1": "lamp and bench",
        "M2": "lamp",
    }


def test_a_matter_is_open_until_its_closing_and_tells_its_age(path: Path) -> None:
    record(path, call(matter=NewMatter("lamp", "look again", TUESDAY)))
    step = Step("M1", "H1", TUESDAY, StepKind.STEP, "asked", "ask again", WEDNESDAY, False)
    with writing(path) as log:
        add_step(log, step)
    with reading(path) as log:
        (matter,) = matters(log)
    assert (matter.next_step, matter.due, matter.by_visit) == ("ask again", WEDNESDAY, False)
    assert (matter.closed, matter.age(WEDNESDAY)) == (None, 2)
    record(path, call(day=WEDNESDAY, closings=(Closing("M1", "it shines"),)))
    with reading(path) as log:
        (matter,) = matters(log)
    assert (matter.closed, matter.outcome, matter.due) == (WEDNESDAY, "it shines", None)
    assert matter.age(WEDNESDAY.replace(day=30)) == 2
    assert [step.kind for step in matter.steps] == list(StepKind)


def test_a_matter_whose_entry_was_corrected_away_is_gone(path: Path) -> None:
    record(path, call(matter=NewMatter("lamp", "look again", TUESDAY)))
    record(path, call(), correcting=True)
    with reading(path) as log:
        assert matters(log) == []


def test_promises_are_told_once_with_the_entry_that_made_them(path: Path) -> None:
    promise = Promise(WEDNESDAY, 43_200, "O2")
    (made,) = record(path, call(promise=promise)).new
    record(path, call(day=TUESDAY, promise=replace(promise, officer=None)))
    with reading(path) as log:
        assert promises(log) == [Promised("H1", promise, made.number, MONDAY)]
    record(path, call(), correcting=True)
    with reading(path) as log:
        assert [promised.made_on for promised in promises(log)] == [TUESDAY]


def test_the_last_reason_for_breaking_a_promise_counts(path: Path) -> None:
    with writing(path) as log:
        add_broken_promise(log, "H1", WEDNESDAY, "ill")
        add_broken_promise(log, "H1", WEDNESDAY, "officer ill")
    with reading(path) as log:
        assert reasons_for_breaking(log) == {("H1", WEDNESDAY): "officer ill"}


def test_the_last_hours_said_to_suit_count(path: Path) -> None:
    record(path, call(day=TUESDAY, hours="Mo 09:00-10:00"), call(hours="Tu 09:00-10:00"))
    with reading(path) as log:
        assert hours_that_suit(log) == {"H1": "Mo 09:00-10:00"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM results",
        "UPDATE results SET result = 'met'",
        "UPDATE results SET persons = 9",
        "DELETE FROM opinions",
        "UPDATE opinions SET category = 'x'",
        "DELETE FROM matter_steps",
    ],
)
def test_the_log_refuses_to_forget_or_change_what_happened(path: Path, statement: str) -> None:
    record(path, WHOLE)
    with pytest.raises(IntegrityError, match="append-only"), writing(path) as log:
        log.execute(statement)
    with reading(path) as log:
        assert entries(log)[0].entry == WHOLE


def test_names_and_free_text_can_be_overwritten(path: Path) -> None:
    record(path, WHOLE)
    with writing(path) as log:
        log.execute("UPDATE results SET household = 'gone', visit = 'gone', remarks = ''")
        log.execute("UPDATE opinions SET text = ''")
    with reading(path) as log:
        (found,) = entries(log)
    assert (found.entry.household, found.entry.remarks) == ("gone", "")
    assert found.entry.opinions[0] == Opinion("lamps", "")
    assert found.entry.persons == WHOLE.persons
