"""What is known of a household before somebody calls there again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from routeplan.followup.due import row_mark
from routeplan.followup.pasts import Past, read_pasts
from routeplan.visitlog.log_records import Channel, Entry, NewMatter, NextStep, Result
from tests.stations import household
from tests.visitlog.logs import MONDAY, TUESDAY, WEDNESDAY, call, record

HOME = household(1, id="H1")
MARK = row_mark(HOME)
THURSDAY = WEDNESDAY + timedelta(days=1)


def past(path: Path, *entries: Entry) -> Past | None:
    record(path, *entries)
    return read_pasts(path, THURSDAY, [HOME]).get("H1")


def test_without_a_log_nothing_is_known_and_none_is_made(path: Path) -> None:
    assert read_pasts(path, MONDAY, [HOME]) == {}
    assert not path.exists()


def test_doors_count_as_shut_since_somebody_was_met(path: Path) -> None:
    found = past(
        path,
        call("out", day=MONDAY - timedelta(days=9), row_mark=MARK),
        call("met", day=MONDAY, row_mark=MARK),
        call("out", day=TUESDAY, row_mark=MARK),
        call("out", day=WEDNESDAY, row_mark=MARK),
    )
    assert found is not None
    assert [shut_call.day for shut_call in found.shut] == [TUESDAY, WEDNESDAY]
    assert found.last is not None
    assert (found.last.day, found.last.result) == (WEDNESDAY, Result.OUT)


def test_an_unanswered_telephone_is_no_shut_door(path: Path) -> None:
    found = past(path, call("out", channel=Channel.TELEPHONE, row_mark=MARK))
    assert found is not None
    assert found.shut == ()


def test_two_officers_before_one_door_found_it_shut_once(path: Path) -> None:
    found = past(
        path,
        call("out", officers=("A",), round="r1", stop="1", row_mark=MARK),
        call("out", officers=("B",), round="r2", stop="1", row_mark=MARK),
    )
    assert found is not None
    assert len(found.shut) == 1


def test_the_last_remark_is_told_with_its_day(path: Path) -> None:
    found = past(
        path,
        call("met", remarks="Rings at the back", row_mark=MARK),
        call("met", day=TUESDAY, remarks="Speaks Swedish", row_mark=MARK),
        call("met", day=WEDNESDAY, row_mark=MARK),
    )
    assert found is not None
    assert (found.remark, found.remarked_on) == ("Speaks Swedish", TUESDAY)


def test_an_open_matter_has_its_steps(path: Path) -> None:
    found = past(
        path,
        call("met", matter=NewMatter("lamp", "look", WEDNESDAY), row_mark=MARK),
        call("met", day=TUESDAY, steps=(NextStep("M1", "ask", THURSDAY),), row_mark=MARK),
    )
    assert found is not None
    (matter,) = found.matters
    assert (matter.subject, matter.next_step, len(matter.steps)) == ("lamp", "ask", 2)


def test_nothing_is_told_of_who_lived_there_before(path: Path) -> None:
    """Whoever moved away had another name in the row."""
    found = past(
        path,
        call("met", remarks="A secret", row_mark="before"),
        call("moved", day=TUESDAY, remarks="Gone to Espoo", row_mark="before"),
        call("out", day=WEDNESDAY, row_mark=MARK),
    )
    assert found is not None
    assert (found.remark, [shut_call.day for shut_call in found.shut]) == ("", [WEDNESDAY])


def test_the_day_itself_and_strangers_are_left_out(path: Path) -> None:
    record(path, call("met", day=THURSDAY), call("met", household="H9", visit="H9"))
    assert read_pasts(path, THURSDAY, [HOME]) == {}
