"""A purge takes texts and names out of the log, all of it or nothing, and every count stays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from routeplan.followup.follow_through import outcomes
from routeplan.visitlog import purging
from routeplan.visitlog.handouts import Handout, add_handout, handouts
from routeplan.visitlog.log_records import (
    Help,
    NewMatter,
    Opinion,
    Promise,
    Step,
    StepKind,
)
from routeplan.visitlog.notes import (
    Experience,
    Outreach,
    OutreachKind,
    Stamp,
    add_answer,
    add_experience,
    add_outreach,
    answers,
    experiences,
    outreach,
)
from routeplan.visitlog.purging import (
    GONE,
    NAMELESS,
    Purge,
    PurgeBounds,
    Purged,
    purges,
    renamed_visit,
)
from routeplan.visitlog.reading import (
    calls,
    entries,
    history,
    hours_that_suit,
    matters,
    reasons_for_breaking,
    rounds,
)
from routeplan.visitlog.store import compact, reading, writing
from routeplan.visitlog.writing import (
    add_broken_promise,
    add_round,
    add_step,
)
from tests.visitlog.logs import CLERK, MONDAY, NOW, ROUND, TUESDAY, call, record

BEFORE = MONDAY + timedelta(days=60)
TODAY = BEFORE + timedelta(days=180)
LATER = BEFORE + timedelta(days=1)
SECRET = "Sirkka Okafor is afraid of dogs"
MARK = "0a1b2c3d"
STAMP = Stamp(NOW, CLERK)


def bounds(*known: str, **changes: Any) -> PurgeBounds:
    """With these households in the tables."""
    return PurgeBounds(
        **({"before": BEFORE, "today": TODAY, "marks": dict.fromkeys(known, MARK)} | changes)
    )


def purge(path: Path, *known: str, **changes: Any) -> Purge:
    return purging.purge(path, bounds(*known, **changes), at=NOW, by=CLERK)


def write_log(path: Path) -> None:
    """H1 said much on Monday; H2 is new; H3 stands on a sheet only."""
    said = call(
        "entered",
        persons=3,
        remarks=SECRET,
        hours="Mo 10:00-12:00",
        satisfied=True,
        in_difficulty=1,
        row_mark=MARK,
        opinions=(Opinion("lamps", SECRET), Opinion("traffic", SECRET, is_suggestion=True)),
        help_given=(Help("forms", SECRET),),
    )
    record(
        path,
        call(remarks=SECRET, row_mark=MARK),
        call("refused", household="H1", visit="H1", day=TUESDAY, round="R2", row_mark="ffffffff"),
        call("met", household="H2", visit="H2/1", day=LATER, round="R3", remarks="new"),
    )
    record(path, said, correcting=True)
    with writing(path) as log:
        add_round(log, ROUND)
        add_broken_promise(log, "H1", MONDAY, SECRET)
        add_answer(log, 1, TUESDAY, SECRET, STAMP)
        add_outreach(log, Outreach(0, MONDAY, OutreachKind.MEETING, ("O1",), 30, SECRET), STAMP)
        add_experience(log, Experience(0, MONDAY, ("O1",), SECRET), STAMP)
        add_handout(
            log, Handout(NOW, CLERK, "sheets", "1 round", households=("H1", "H2"), files=("a.pdf",))
        )
        add_handout(
            log, Handout(NOW, CLERK, "everything held", households=("H1",), files=("H1.txt",))
        )


@pytest.fixture
def full(path: Path) -> Path:
    write_log(path)
    return path


def everything(path: Path) -> bytes:
    """All bytes of the file and of whatever lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def counts(path: Path) -> Any:
    """All that a report may count: without texts, and households by their number only."""
    with reading(path) as log:
        held = [call.entry for call in entries(log)]
        told = [
            (
                *(e.day, e.officers, e.result, e.channel, e.persons, e.called_at, e.satisfied),
                *(e.in_difficulty, e.round, e.stop, e.promise),
            )
            for e in held
        ]
        said = Counter((o.category, o.is_suggestion) for e in held for o in e.opinions)
        helped = Counter(h.category for e in held for h in e.help_given)
        kept = [
            (o.on, o.at_seconds, o.is_kept)
            for o in outcomes(log, MONDAY, TODAY, tolerance_seconds=600)
        ]
        steps = [(m.id, m.opened, m.closed, m.due, len(m.steps)) for m in matters(log)]
        homes = {c.household for c in calls(log)}
        months = Counter(
            len({c.household for c in calls(log, day, day)}) for day in (MONDAY, LATER)
        )
        stops = [
            (r.id, s.stop, s.seconds, s.chance, s.is_promised) for r in rounds(log) for s in r.stops
        ]
        printed = [(h.at, h.by, h.what, len(h.households)) for h in handouts(log)]
        notes = [(a.opinion, a.on) for a in answers(log).values()]
        notes += [(o.on, o.kind, o.persons) for o in outreach(log)]
        notes += [(e.on, e.officers) for e in experiences(log)]
        return told, said, helped, kept, steps, len(homes), months, stops, printed, notes


@pytest.mark.parametrize("known", [("H1", "H2", "H3"), ("H2",), ()])
def test_every_count_is_the_same_after_a_purge(full: Path, known: tuple[str, ...]) -> None:
    before = counts(full)
    assert purge(full, *known)
    assert counts(full) == before


def test_no_byte_of_what_was_said_is_left_in_the_file(full: Path) -> None:
    assert SECRET.encode() in everything(full)
    purge(full, "H1", "H2", "H3")
    compact(full)
    left = everything(full)
    for gone in (SECRET, "Okafor", "Mo 10:00-12:00", "ffffffff"):
        assert gone.encode() not in left
    assert b"new" in left  # of H2, after the day


def test_even_before_the_file_is_written_anew_its_free_space_is_blank(full: Path) -> None:
    purge(full, "H1", "H2", "H3")
    assert SECRET.encode() not in everything(full)


def test_it_tells_beforehand_what_goes_and_changes_nothing(full: Path) -> None:
    before = full.read_bytes()
    seen = purging.look(full, bounds("H1", "H2", "H3"))
    assert full.read_bytes() == before
    # The old result that was corrected had remarks too; two opinions.
    assert seen.texts == {
        "results.remarks": 2,
        "results.hours": 1,
        "opinions.text": 2,
        "help_given.text": 1,
        "broken_promises.reason": 1,
        "answers.text": 1,
        "outreach.text": 1,
        "experiences.text": 1,
    }
    assert (seen.entries, seen.nameless, seen.earlier) == (3, {}, ())
    assert purge(full, "H1", "H2", "H3").texts == seen.texts


def test_households_of_the_tables_keep_their_id_and_their_standing(full: Path) -> None:
    with reading(full) as log:
        before = [(c.day, c.household, c.result) for c in calls(log)]
    purge(full, "H1", "H2", "H3")
    with reading(full) as log:
        assert [(c.day, c.household, c.result) for c in calls(log)] == before
        first, correction, refusal = history(log, "H1")[0], *history(log, "H1")[1:][::-1]
    assert (first.entry.remarks, correction.entry.remarks) == (GONE, GONE)
    # The mark of who lives there now stays, that of who lived there before goes.
    assert (first.entry.row_mark, refusal.entry.row_mark) == (MARK, "")


def test_who_is_in_no_table_any_more_gets_one_name_everywhere(full: Path) -> None:
    found = purge(full, "H2")
    # H1 was called on, H3 stood on a sheet in reserve.
    assert set(found.nameless) == {"H1", "H3"}
    new = found.nameless["H1"]
    assert new.startswith(NAMELESS)
    with reading(full) as log:
        assert history(log, "H1") == []
        assert {call.entry.visit for call in history(log, new)} == {new}
        assert [s.household for r in rounds(log) for s in r.stops] == [
            new,
            "H2",
            found.nameless["H3"],
        ]
        assert {household for household, _ in reasons_for_breaking(log)} == {new}
        shown, own = handouts(log)
        assert (shown.households, shown.files) == ((new, "H2"), ("a.pdf",))
        assert (own.households, own.files) == ((new,), ())
        assert log.execute(
            "SELECT count(*) FROM results WHERE slot LIKE 'purged/%'"
        ).fetchone() == (3,)


def test_who_is_in_no_table_but_was_called_on_lately_keeps_the_id_until_that_is_old(
    full: Path,
) -> None:
    """With two names one home would count as two."""
    assert "H2" not in purge(full).nameless
    assert "H2" in purge(full, before=LATER + timedelta(days=1)).nameless


def test_who_is_in_no_table_but_in_a_later_plan_keeps_the_id(full: Path) -> None:
    found = purge(full, elsewhere=[("H1", BEFORE), ("H8", MONDAY)])
    assert set(found.nameless) == {"H3", "H8"}


def open_matter(path: Path) -> None:
    record(
        path,
        call(visit="H4", household="H4", remarks="open", matter=NewMatter("Lamp", "Ask", MONDAY)),
    )


def test_an_open_matter_stays_with_its_entry_and_its_household(path: Path) -> None:
    open_matter(path)
    found = purge(path)
    assert [matter.id for matter in found.matters] == ["M1"]
    assert not found
    with reading(path) as log:
        (matter,) = matters(log)
        assert (matter.household, matter.subject, matter.next_step) == ("H4", "Lamp", "Ask")
        assert entries(log)[0].entry.remarks == "open"


def test_a_matter_goes_when_its_end_is_old_and_not_before(path: Path) -> None:
    open_matter(path)
    with writing(path) as log:
        add_step(log, Step("M1", "H4", TUESDAY, StepKind.STEP, "", "Ask again", MONDAY))
        add_step(log, Step("M1", "H4", BEFORE, StepKind.CLOSED, "shines"))
    assert [matter.id for matter in purge(path).matters] == ["M1"]
    found = purge(path, "H4", before=BEFORE + timedelta(days=1))
    assert found.texts["matter_steps.text"] == 2  # opened and closed
    assert found.texts["matter_steps.next_step"] == 2
    with reading(path) as log:
        (matter,) = matters(log)
    assert (matter.subject, matter.outcome, matter.closed) == (GONE, GONE, BEFORE)


def test_what_was_said_of_a_matter_that_was_withdrawn_goes_too(path: Path) -> None:
    open_matter(path)
    record(path, call("withdrawn", visit="H4", household="H4"), correcting=True)
    purge(path, "H4")
    assert b"Lamp" not in everything(path)


def test_a_pending_promise_stays_with_its_entry(path: Path) -> None:
    record(
        path,
        call(remarks="kept", promise=Promise(TODAY, 36_000)),
        call(visit="H5", household="H5", remarks=SECRET, promise=Promise(TUESDAY, 36_000)),
    )
    found = purge(path)
    assert [promise.household for promise in found.pending] == ["H1"]
    assert set(found.nameless) == {"H5"}
    with reading(path) as log:
        assert [entry.entry.remarks for entry in entries(log)] == ["kept", GONE]


def test_hours_that_were_said_to_suit_long_ago_count_no_more(full: Path) -> None:
    purge(full, "H1", "H2", "H3")
    with reading(full) as log:
        assert hours_that_suit(log, TODAY) == {}


def test_a_second_purge_finds_nothing_and_the_first_is_kept(full: Path) -> None:
    found = purge(full, "H2")
    assert not purge(full, "H2")
    with reading(full) as log:
        assert purges(log) == [Purged(NOW, CLERK, BEFORE, sum(found.texts.values()), 2)]
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), writing(full) as log:
        log.execute("DELETE FROM purges")


def test_the_facts_of_a_print_cannot_be_changed(full: Path) -> None:
    for column in ("at", "by", "what", "command", "first_day", "last_day", "officers"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), writing(full) as log:
            log.execute(f"UPDATE handouts SET {column} = 'x'")


def test_without_a_log_only_files_name_households(path: Path) -> None:
    found = purging.look(path, bounds("H1", elsewhere=[("H1", MONDAY), ("H9", MONDAY)]))
    assert set(found.nameless) == {"H9"}
    assert not path.exists()


def test_visits_of_a_household_are_called_after_its_new_name() -> None:
    names = {"H2": "~f"}
    assert renamed_visit(names, "H2/1", "H2") == "~f/1"
    assert renamed_visit(names, "H20", "H20") == "H20"
    assert renamed_visit(names, "by hand", "H2") == "~f"


def _purge_and_die(path: Path, at_step: int) -> None:
    """Kill the process in the middle of a statement; ``at_step`` counts SQLite's instructions."""
    connect, steps = sqlite3.connect, count(1)

    def die() -> None:
        if next(steps) == at_step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(*given: Any, **more: Any) -> sqlite3.Connection:
        log = connect(*given, **more)
        if path.name not in str(given[0]):  # somebody else's, such as that of coverage
            return log
        log.execute("PRAGMA cache_size = 1")  # what is overwritten reaches the disk at once
        log.set_progress_handler(die, 1)
        return log

    sqlite3.connect = watched  # type: ignore[assignment]
    purge(path, "H2")


def test_a_kill_at_any_moment_leaves_all_or_nothing(full: Path, tmp_path: Path) -> None:
    """Of about 3,000 instructions those from 1,300 on overwrite; the last kill comes too late."""
    copy, ends = tmp_path / "copy.db", []
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    whole = purging.look(full, bounds("H2"))
    for at_step in range(1300, 4500, 400):
        copy.write_bytes(full.read_bytes())
        process = context.Process(target=_purge_and_die, args=(copy, at_step))
        process.start()
        process.join()
        with reading(copy) as log:
            assert log.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            done = bool(purges(log))
        left = purging.look(copy, bounds("H2"))
        expected = ({}, set()) if done else (whole.texts, set(whole.nameless))
        assert (left.texts, set(left.nameless)) == expected
        ends.append((process.exitcode, done))
    assert ends[0] == (-signal.SIGKILL, False)
    assert ends[-1] == (0, True)


def test_a_log_from_before_the_list_of_prints_is_brought_up_to_date(path: Path) -> None:
    from routeplan.visitlog.schema import APPLICATION_ID, MIGRATIONS

    path.parent.mkdir()
    with sqlite3.connect(path) as old:
        for statement in MIGRATIONS[0]:
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        old.execute("INSERT INTO handouts (at, by, what, detail) VALUES ('a', 'b', 'sheets', 'd')")
    old.close()
    with reading(path) as log:
        assert handouts(log) == [Handout("a", "b", "sheets", "d")]
        assert purges(log) == []
