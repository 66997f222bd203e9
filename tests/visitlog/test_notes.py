"""Answers, outreach and experience: added, never changed, taken back and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routeplan.visitlog.log_records import Opinion
from routeplan.visitlog.notes import (
    Experience,
    OpinionAnswer,
    Outreach,
    OutreachKind,
    Stamp,
    add_answer,
    add_experience,
    add_outreach,
    answers,
    experiences,
    note_name,
    outreach,
    take_back_notes,
)
from routeplan.visitlog.schema import APPLICATION_ID, MIGRATIONS
from routeplan.visitlog.store import reading, writing
from tests.visitlog.logs import MONDAY, TUESDAY, WEDNESDAY, call, record

STAMP = Stamp("2026-12-01T18:00:00+02:00", "clerk")
HOSTILE = "'; DROP TABLE answers; -- \x1b[2J <b>张伟</b>"
MEETING = Outreach(0, TUESDAY, OutreachKind.MEETING, ("O1", "O2"), 30, HOSTILE)


@pytest.fixture
def spoken(path: Path) -> Path:
    """A log with two opinions: rows 1 and 2."""
    record(path, call(opinions=(Opinion("lamps", "dark"), Opinion("noise", "loud", True))))
    return path


def test_the_last_answer_to_an_opinion_counts_and_the_first_stays(spoken: Path) -> None:
    with writing(spoken) as log:
        add_answer(log, 1, TUESDAY, "it is ordered", STAMP)
        add_answer(log, 1, WEDNESDAY, HOSTILE, STAMP)
    with reading(spoken) as log:
        assert answers(log) == {1: OpinionAnswer(2, 1, WEDNESDAY, HOSTILE)}
        assert answers(log, TUESDAY)[1].text == "it is ordered"
        assert answers(log, MONDAY) == {}


def test_nothing_is_answered_that_nobody_said(spoken: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError), writing(spoken) as log:
        add_answer(log, 99, TUESDAY, "x", STAMP)


def test_outreach_and_experience_are_listed_by_day(path: Path) -> None:
    with writing(path) as log:
        add_outreach(log, MEETING, STAMP)
        add_outreach(log, replace(MEETING, on=MONDAY, kind=OutreachKind.LETTER, officers=()), STAMP)
        add_experience(log, Experience(0, TUESDAY, ("O1",), "Ring twice at 人民路"), STAMP)
    with reading(path) as log:
        assert [(event.on, event.kind.value) for event in outreach(log)] == [
            (MONDAY, "letter"),
            (TUESDAY, "meeting"),
        ]
        assert outreach(log, TUESDAY) == [replace(MEETING, number=1)]
        assert outreach(log, last=MONDAY)[0].officers == ()
        assert experiences(log) == [Experience(1, TUESDAY, ("O1",), "Ring twice at 人民路")]


def test_what_is_taken_back_is_gone_and_put_back_is_there_again(spoken: Path) -> None:
    with writing(spoken) as log:
        names = [
            note_name("answers", add_answer(log, 2, TUESDAY, "we call", STAMP)),
            note_name("outreach", add_outreach(log, MEETING, STAMP)),
        ]
        taken = take_back_notes(log, names, STAMP)
        assert (answers(log), outreach(log)) == ({}, [])
        # Once more changes nothing.
        assert take_back_notes(log, names, STAMP) == ()
        back = take_back_notes(log, taken, STAMP)
        assert answers(log)[2].text == "we call"
        assert [event.persons for event in outreach(log)] == [30]
        assert take_back_notes(log, back, STAMP)
        assert (answers(log), outreach(log)) == ({}, [])


@pytest.mark.parametrize(
    "name", ["answers/99", "answers/x", "results/1", "x", "", "sqlite_schema/1"]
)
def test_a_row_that_the_log_does_not_have_is_passed_over(spoken: Path, name: str) -> None:
    with writing(spoken) as log:
        add_answer(log, 1, TUESDAY, "x", STAMP)
        assert take_back_notes(log, [name], STAMP) == ()
        assert len(answers(log)) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.text(max_size=20)), max_size=8))
def test_undo_and_redo_any_number_of_times_end_where_they_began(
    path: Path, steps: list[tuple[bool, str]]
) -> None:
    with writing(path) as log:
        before = [experience.text for experience in experiences(log)]
        kept, undone = [], []
        for is_new, text in steps:
            if is_new or not kept:
                number = add_experience(log, Experience(0, MONDAY, (), text), STAMP)
                kept.append(((note_name("experiences", number),), text))
            else:
                names, said = kept.pop()
                undone.append((take_back_notes(log, names, STAMP), said))
        assert sorted(e.text for e in experiences(log)) == sorted(before + [t for _, t in kept])
        for names, said in reversed(undone):
            kept.append((take_back_notes(log, names, STAMP), said))
        assert sorted(e.text for e in experiences(log)) == sorted(before + [t for _, t in kept])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answers SET day = '2020-01-01'",
        "UPDATE outreach SET persons = 1000",
        "UPDATE experiences SET officers = 'O9'",
        "DELETE FROM answers",
        "DELETE FROM outreach",
        "DELETE FROM experiences",
    ],
)
def test_no_fact_is_changed_or_deleted(spoken: Path, change: str) -> None:
    with writing(spoken) as log:
        add_answer(log, 1, TUESDAY, "x", STAMP)
        add_outreach(log, MEETING, STAMP)
        add_experience(log, Experience(0, MONDAY, (), "x"), STAMP)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), writing(spoken) as log:
        log.execute(change)


def test_a_log_from_before_is_brought_up_to_date_with_all_that_it_holds(
    tmp_path: Path,
) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as log:
        for version in range(3):
            for statement in MIGRATIONS[version]:
                log.execute(statement)
        log.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        log.execute("PRAGMA user_version = 3")
        log.execute(
            "INSERT INTO results (id, slot, day, household, visit, officers, result, channel, "
            "round, stop, persons, in_difficulty, remarks, hours, row_mark, recorded_at, "
            "recorded_by) VALUES ('a', 's', '2026-11-30', 'H1', 'H1', 'O1', 'met', 'home', '', '', "
            "1, 0, '', '', '', 'x', 'y')"
        )
        log.execute(
            "INSERT INTO opinions (result, category, text, is_suggestion) VALUES (1, 'a', 'b', 0)"
        )
        log.commit()
    with reading(old) as log:
        assert answers(log) == {}
        assert outreach(log) == []
        assert log.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) >= 4
    with writing(old) as log:
        add_answer(log, 1, MONDAY + timedelta(days=1), "c", STAMP)
    with reading(old) as log:
        assert answers(log)[1].text == "c"
