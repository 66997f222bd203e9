"""What the log knew on a day: nothing of that day itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from routeplan.followup.knowledge import Knowledge, matter_owners, open_matters, read_knowledge
from routeplan.visitlog.log_records import Closing, NewMatter, Promise
from tests.visitlog.logs import MONDAY, TUESDAY, WEDNESDAY, call, record


def test_a_log_that_is_not_there_knows_nothing_and_is_not_made(path: Path) -> None:
    assert read_knowledge(path, MONDAY) == Knowledge(MONDAY)
    assert matter_owners(path) == {}
    assert not path.exists()


def test_only_the_days_before_count(path: Path) -> None:
    said = {
        "matter": NewMatter("lamp", "look", WEDNESDAY),
        "promise": Promise(WEDNESDAY, 36_000),
        "hours": "Mo 09:00-12:00",
    }
    record(path, call(day=TUESDAY, **said))
    before = read_knowledge(path, TUESDAY)
    assert before == replace(Knowledge(TUESDAY), entry=1)  # nothing of it, but that it is there
    after = read_knowledge(path, WEDNESDAY)
    assert (after.begin, [known_call.day for known_call in after.calls]) == (TUESDAY, [TUESDAY])
    assert after.promises == {"H1": Promise(WEDNESDAY, 36_000)}
    assert after.hours == {"H1": "Mo 09:00-12:00"}
    assert [matter.id for matter in after.matters["H1"]] == ["M1"]


def test_promises_of_days_gone_by_and_closed_matters_are_over(path: Path) -> None:
    record(
        path,
        call(promise=Promise(TUESDAY, 36_000), matter=NewMatter("lamp", "look", TUESDAY)),
        call(day=TUESDAY, closings=(Closing("M1"),)),
    )
    assert read_knowledge(path, TUESDAY).promises == {"H1": Promise(TUESDAY, 36_000)}
    assert "H1" in read_knowledge(path, TUESDAY).matters  # it was closed on Tuesday only
    later = read_knowledge(path, WEDNESDAY)
    assert (later.promises, later.matters) == ({}, {})
    assert matter_owners(path) == {"M1": "H1"}


def test_of_the_promises_that_are_over_the_last_one_is_known(path: Path) -> None:
    first, second = Promise(MONDAY, 36_000), Promise(TUESDAY, 39_600)
    record(path, call(promise=second), call(visit="H1/2", promise=first))
    assert read_knowledge(path, TUESDAY).over == {"H1": first}
    later = read_knowledge(path, WEDNESDAY)
    assert (later.over, later.promises) == ({"H1": second}, {})


def test_matters_are_open_to_the_end_of_the_day_before_their_closing(path: Path) -> None:
    assert open_matters(path, MONDAY) == {}
    record(path, call(matter=NewMatter("lamp", "look", WEDNESDAY)))
    record(path, call(day=TUESDAY, closings=(Closing("M1"),)))
    assert [matter.id for matter in open_matters(path, MONDAY)["H1"]] == ["M1"]
    assert open_matters(path, TUESDAY) == {}


def test_of_several_promises_the_next_one_counts(path: Path) -> None:
    far, near = Promise(WEDNESDAY + timedelta(days=1), 36_000), Promise(WEDNESDAY, 36_000)
    record(path, call(promise=far), call(visit="H1/2", promise=near))
    assert read_knowledge(path, TUESDAY).promises == {"H1": near}


def test_a_plan_knows_hours_and_promises_as_the_log_stood_when_it_was_made(path: Path) -> None:
    """An answer to Monday's card comes on Wednesday: it corrects what was written of the call."""
    shut = call("out", hours="Mo 09:00-12:00")
    record(path, shut)
    answer = replace(shut, hours="We 16:00-19:00", promise=Promise(WEDNESDAY, 36_000))
    record(path, answer, correcting=True)
    before, after = (read_knowledge(path, TUESDAY, begun=entry) for entry in (1, 2))
    assert (before.hours, before.promises) == ({"H1": "Mo 09:00-12:00"}, {})
    assert after.hours == {"H1": "We 16:00-19:00"}
    assert after.promises == {"H1": Promise(WEDNESDAY, 36_000)}
    # whoever reads all of it knows the answer, too
    assert read_knowledge(path, TUESDAY).hours == after.hours


def test_a_promise_of_the_day_itself_is_waited_for_until_the_next_call(path: Path) -> None:
    evening = Promise(TUESDAY, 17 * 3600)
    shut = call("out", day=TUESDAY, promise=evening)
    record(path, shut)
    assert read_knowledge(path, TUESDAY, begun=1).promises == {"H1": evening}
    record(path, replace(shut, remarks="at the back door"), correcting=True)
    for entry in (1, 2):  # it is the same call, whatever was corrected of it
        assert read_knowledge(path, TUESDAY, begun=entry).promises == {"H1": evening}
    record(path, call(day=TUESDAY, visit="H1/2", called_at=61_200))
    assert read_knowledge(path, TUESDAY, begun=3).promises == {}
