"""Availability as people write it: understood as meant, or refused with cause and mend."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from routeplan.hours.syntax import lint, normalised, spans, spans_by_day, understood
from routeplan.phrases import WEEKDAYS
from tests.stations import MONDAY

CORPUS = Path(
    Path(__file__).parents[3],
    "shared/data/corpora/opening-hours-rs/opening-hours/src/tests/data/sample.txt",
)


def codes(text: str) -> list[str]:
    return [found.code.removeprefix("availability-") for found in lint(text)]


def hours(text: str, days: int = 7) -> list[str]:
    """The spans from Monday, 30 November 2026 on, such as ``30 08:00-10:00``."""
    return [f"{begin:%d %H:%M}-{end:%H:%M}" for begin, end in spans(text, MONDAY, days)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Mo-Fr 08:00-10:00", "Mon-Fri 08:00-10:00"),
        ("08:00-10:00", "Mon-Sun 08:00-10:00"),
        ("Mo,We,Fr 8:00-9:30", "Mon 08:00-09:30; Wed 08:00-09:30; Fri 08:00-09:30"),
        ("Mo 12:00-13:30,08:00-10:00", "Mon 08:00-10:00, 12:00-13:30"),
        ("Mo 10:00-12:00,11:00-13:00", "Mon 10:00-13:00"),
        ("Fr-Mo 09:00-11:00", "Mon 09:00-11:00; Fri-Sun 09:00-11:00"),
        ("Mo-Fr 08:00-10:00; Sa 09:00-11:00", "Mon-Fri 08:00-10:00; Sat 09:00-11:00"),
        ("Mo-Fr 08:00-10:00; We off", "Mon-Tue 08:00-10:00; Thu-Fri 08:00-10:00"),
        ("Mo 08:00-18:00; 12:00-13:00 closed", "Mon 08:00-12:00, 13:00-18:00"),
        ("Mo,Tu 08:00-10:00, Mo 12:00-13:00", "Mon 08:00-10:00, 12:00-13:00; Tue 08:00-10:00"),
        ("Mo-Su 00:00-24:00", "Mon-Sun 00:00-24:00"),
        ("Mo 20:00-24:00; Tu 00:00-02:00", "Mon 20:00-24:00; Tue 00:00-02:00"),
        ('Mo 08:00-10:00 "ring twice"', "Mon 08:00-10:00"),
        ('Mo 08:00-10:00 "since May; ask, twice"', "Mon 08:00-10:00"),
        ("Nov 30 08:00-10:00", "and as written: Nov 30 08:00-10:00"),
        (
            "Mo 08:00-10:00; 2026 Dec 07 off; week 50 Mo 09:00-10:00",
            "Mon 08:00-10:00; and as written: 2026 Dec 07 off; week 50 Mo 09:00-10:00",
        ),
        ("Mo[1] 08:00-10:00", "and as written: Mo[1] 08:00-10:00"),
        ("easter 10:00-12:00", "and as written: easter 10:00-12:00"),
    ],
)
def test_what_was_understood_is_told_week_by_week(text, meaning):
    assert lint(text) == ()
    assert understood(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Mo-We 22:00-06:00", "Mon-Wed 22:00-06:00"),
        ("Mo 22:00-30:00", "Mon 22:00-06:00"),
        ("Mo 22:00-06:00; Tu 05:00-13:00", "Mon 22:00-06:00; Tue 05:00-13:00"),
        ("Mo-Fr 22:00-06:00; Tu off", "Mon 22:00-06:00; Wed-Fri 22:00-06:00"),
        ("Su-Mo 20:00-24:00,22:00-02:00", "Mon 20:00-02:00; Sun 20:00-02:00"),
        (
            "Mo,Tu 22:00-06:00; 2026 Dec 01 off",
            "Mon-Tue 22:00-06:00; and as written: 2026 Dec 01 off",
        ),
    ],
)
def test_hours_across_midnight_are_told_on_the_day_they_begin(text, meaning):
    assert understood(text) == meaning


def test_a_rule_for_a_day_leaves_the_night_before_whole():
    # The library itself cuts Monday's night at midnight for the sake of the Tuesday rule.
    monday = date(2026, 11, 30)

    def at(day, hour):
        return datetime(2026, 11, 30) + timedelta(days=day, hours=hour)

    text = "Mo,We 22:00-06:00; Tu 06:15-13:00; 2026 Dec 02 off"
    assert spans_by_day(text, monday, 7) == ((at(0, 22), at(0, 30)), (at(1, 6.25), at(1, 13)))
    assert spans(text, monday, 1) == ((at(0, 22), at(0, 24)),)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Mo-Fr 08:00－10:00", "Mo-Fr 08:00-10:00", id="full-width"),
        pytest.param("Mo,We 08:00-10:00;Tu 09:00-10:00", None, id="nothing to change"),
        pytest.param("Mo\u2013Fr 08:00\u201410:00", "Mo-Fr 08:00-10:00", id="dashes"),
        pytest.param("Mo\u2212Fr 08:00\u221210:00", "Mo-Fr 08:00-10:00", id="minus signs"),
        pytest.param("Mo 08:00~10:00,12:00～13:00", "Mo 08:00-10:00,12:00-13:00", id="tildes"),
        pytest.param("  Mo\u00a0 08:00-10:00 \t\n", "Mo 08:00-10:00", id="space of all kinds"),
        pytest.param(
            "Mo ,We 08:00-10:00 ,12:00-13:00", "Mo,We 08:00-10:00,12:00-13:00", id="comma"
        ),
    ],
)
def test_signs_and_space_of_all_kinds_are_read(text, plain):
    assert normalised(text) == (plain or text)
    assert lint(text) == ()
    assert hours(text) == hours(plain or text) != []


def test_hours_behind_a_space_and_comma_are_of_the_same_days():
    # The library alone reads " , 12:00-13:00" as hours of every day, Sunday too.
    assert hours("Mo 08:00-10:00 , 12:00-13:00") == ["30 08:00-10:00", "30 12:00-13:00"]


def test_spans_are_local_times_from_the_first_midnight_on():
    assert spans("Mo,We 08:00-10:00", date(2026, 12, 1), 7) == (
        (datetime(2026, 12, 2, 8), datetime(2026, 12, 2, 10)),
        (datetime(2026, 12, 7, 8), datetime(2026, 12, 7, 10)),
    )


def test_a_span_is_cut_where_the_days_asked_for_end():
    assert spans("00:00-24:00", MONDAY, 2) == ((datetime(2026, 11, 30), datetime(2026, 12, 2)),)


def test_dates_apply_to_their_dates_only():
    assert hours("Mo-Fr 08:00-10:00; 2026 Dec 01-2026 Dec 03 off") == [
        "30 08:00-10:00",
        "04 08:00-10:00",
    ]
    assert hours("Mo[1] 08:00-10:00", days=14) == ["07 08:00-10:00"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "malformed", id="empty"),
        pytest.param("mornings", "malformed", id="prose"),
        pytest.param("Mo 10-12", "malformed", id="hours without minutes"),
        pytest.param("Mo 08:00", "malformed", id="a begin without an end"),
        pytest.param("Mo 08:00-", "malformed", id="ends too soon"),
        pytest.param("Mo 08:00-10:60", "malformed", id="minute 60"),
        pytest.param("Mo 25:00-26:00", "malformed", id="begins past the day"),
        pytest.param("Mo 08:00-10:00;", "malformed", id="a rule missing behind the last ;"),
        pytest.param("周一 08:00-10:00", "malformed", id="days in another language"),
        pytest.param("{{ 7*7 }}", "malformed", id="a template"),
        pytest.param("24/7", "no-hours", id="day and night"),
        pytest.param("open", "no-hours", id="open is no hours"),
        pytest.param('"by appointment"', "no-hours", id="a comment alone"),
        pytest.param("Mo-Fr", "no-hours", id="days without hours"),
        pytest.param("Mo 08:00-10:00; Sa", "no-hours", id="a second rule without hours"),
        pytest.param("Mo 08:00-10:00; Jul", "no-hours", id="a month without hours"),
        pytest.param('Mo 08:00-10:00; "or call"', "no-hours", id="a comment as a second rule"),
        pytest.param('Mo 08:00-10:00, "or call"', "no-hours", id="a comment as a further rule"),
        pytest.param("Mo, We 08:00-10:00", "no-hours", id="a space in a list of days"),
        pytest.param("Dec 1, Dec 3 08:00-10:00", "no-hours", id="a space in a list of dates"),
        pytest.param("We off", "no-hours", id="off alone"),
        pytest.param("Mo 08:00-10:00 CLOSED", "no-hours", id="hours that are closed"),
        pytest.param("Mo-Fr 08:00-10:00; PH off", "holiday", id="public holidays"),
        pytest.param("Mo-Fr,SH 08:00-10:00", "holiday", id="school holidays"),
        pytest.param("Mo 10:00+", "open-end", id="open end"),
        pytest.param("Mo 10:00-12:00+", "open-end", id="an end that may be later"),
        pytest.param("sunrise-10:00", "sun", id="sunrise"),
        pytest.param("Mo 10:00-12:00,SUNSET-22:00", "sun", id="sunset in capitals"),
        pytest.param("(dusk-00:30)-22:00", "sun", id="some time before dusk"),
        pytest.param("Mo 10:00-12:00 unknown", "uncertain", id="unknown"),
        pytest.param("Mo 10:00-12:00 UNKNOWN", "uncertain", id="unknown in capitals"),
        pytest.param("Mo 10:00-12:00 || Tu 08:00-10:00", "uncertain", id="fallback"),
        pytest.param("Mo 10:00-16:00/30", "interval", id="every 30 minutes"),
        pytest.param("Mo 10:00-16:00/01:30", "interval", id="every hour and a half"),
        pytest.param("Mo 08:00-08:00", "empty-window", id="24 hours by mistake"),
        pytest.param("Mo 08:00-07:00", "midnight", id="23 hours by mistake"),
        pytest.param("Fr 20:00-26:00", "midnight", id="into the next day"),
        pytest.param("Mo-Fr 10:00-12:00; Mo 14:00-16:00", "replaced", id="hours of a day twice"),
        pytest.param("Mo-We 10:00-12:00; We-Fr 10:00-12:00", "replaced", id="one day shared"),
        pytest.param("We off; Mo-Fr 10:00-12:00", "replaced", id="off, then on again"),
        pytest.param("2026 Dec 01 off; Mo-Fr 10:00-12:00", "replaced", id="a date, then the week"),
        pytest.param("Dec Mo 08:00-10:00; Mo 10:00-12:00", "replaced", id="a month, then the week"),
    ],
)
def test_what_nobody_means_is_refused_with_cause_and_mend(text, code):
    (found,) = lint(text)
    assert found.code == f"availability-{code}"
    assert found.message
    assert found.fix


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mo 10:00-12:00; Tu 14:00-16:00", id="other days"),
        pytest.param("Mo 10:00-12:00, Mo 14:00-16:00", id="added, not replaced"),
        pytest.param("Mo-Fr 10:00-12:00; Dec 24 10:00-11:00", id="a date is an exception"),
        pytest.param("Mo-Fr 10:00-12:00; We off", id="off is an exception"),
        pytest.param("Dec Sa 08:00-10:00; Mo 10:00-12:00", id="a month's other weekday"),
        pytest.param("week 1-53/2 Mo 10:00-12:00; Tu 10:00-12:00", id="every other week"),
        pytest.param('Mo 10:00-12:00 "10:00+, PH; Tu || dusk"', id="a comment says nothing"),
        pytest.param("2026+ Mo 10:00-12:00", id="from a year on is no open end"),
        pytest.param("Dec 25 +1 day 10:00-12:00", id="the day after is no open end"),
    ],
)
def test_what_people_do_mean_is_let_through(text):
    assert lint(text) == ()


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("Fr 22:00-02:00", "22:00-24:00 on the first day and 00:00-02:00 on the next"),
        ("Fr 8:15-7:05", "08:15-24:00 on the first day and 00:00-07:05 on the next"),
        ("Fr 22:00-26:00", "22:00-24:00 on the first day and 00:00-02:00 on the next"),
        ("Fr 20:00-48:00", "20:00-24:00 on the first day and 00:00-24:00 on the next"),
    ],
)
def test_a_window_across_midnight_is_refused_with_the_two_to_write(text, mend):
    (found,) = lint(text)
    assert found.message.endswith("runs across midnight")
    assert found.fix == f"write it as two windows: {mend}"


def test_a_window_that_ends_at_0_is_to_end_at_24():
    (found,) = lint("Fr 20:00-00:00")
    assert found.fix == "write 20:00-24:00"


def test_the_two_windows_to_write_mean_what_was_meant():
    assert lint("Fr 22:00-24:00; Sa 00:00-02:00") == ()
    assert hours("Fr 22:00-24:00; Sa 00:00-02:00") == ["04 22:00-02:00"]


def test_every_reason_is_told_at_once():
    assert codes("Fr 22:00-02:00,10:00+,dusk-23:00; PH 09:00-09:00") == [
        "holiday",
        "open-end",
        "sun",
        "midnight",
        "empty-window",
    ]
    assert codes("Mo; Tu; We 08:00-10:00") == ["no-hours", "no-hours"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mo-Fr 8-10", "cannot be read from character 7 on: '8-10'"),
        ("Mo－Fr  8-10", "cannot be read from character 7 on: '8-10'"),
        ("早上 08:00-10:00", "cannot be read from character 1 on: '早上 08:00-10:00'"),
        ("Mo 08:00-", "cannot be read because it ends too soon"),
        ("", "cannot be read because it ends too soon"),
    ],
)
def test_unreadable_text_is_told_from_where_on(text, told):
    (found,) = lint(text)
    assert found.message == told


def test_a_long_unreadable_text_is_quoted_in_part():
    (found,) = lint("x" * 10_000)
    assert found.message.endswith(f"on: {'x' * 40!r}")


def test_a_hostile_comment_is_quoted_harmlessly():
    (found,) = lint('Mo 08:00-10:00; "\x1b[2J\u202e"')
    assert found.message.startswith("'\"\\x1b[2J\\u202e\"' gives no hours")


def test_the_rule_without_hours_is_named():
    assert [found.message for found in lint('Mo 08:00-10:00; Sa; "or call; ask"')] == [
        "'Sa' gives no hours, which would mean day and night",
        "'\"or call; ask\"' gives no hours, which would mean day and night",
    ]


def test_the_rule_that_replaces_another_is_named_with_the_first_day_shared():
    (found,) = lint("Mo-Fr 10:00-12:00; We,Th 14:00-16:00")
    assert found.message == "'We,Th 14:00-16:00' replaces the earlier hours for Wed"


def check_refused_or_understood(text: str) -> bool:
    """Whether it was understood; refused, it must say why and what to write."""
    found = lint(text)
    if found:
        assert all(problem.message and problem.fix for problem in found)
        return False
    plain = normalised(text)
    assert normalised(plain) == plain
    assert lint(plain) == ()
    assert understood(plain) == understood(text) != ""
    begin = datetime(MONDAY.year, MONDAY.month, MONDAY.day)
    # The library's own rendering of the text means the same.
    rendered = str(OpeningHours(plain)).replace("closed", "off")
    assert spans(rendered, MONDAY, 31) == spans(plain, MONDAY, 31) == spans(text, MONDAY, 31)
    for first, last in spans(text, MONDAY, 31):
        assert begin <= first < last <= begin + timedelta(days=31)
    return True


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.is_file(), reason="needs the corpora in shared/ beside the checkout")
def test_real_texts_are_understood_or_refused_with_cause_and_mend():
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 203
    fit = [line for line in lines if check_refused_or_understood(line)]
    # Nearly all of them name public holidays.
    assert len(fit) == 3
    assert sum("holiday" in codes(line) for line in lines) == 188


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.is_file(), reason="needs the corpora in shared/ beside the checkout")
def test_real_texts_are_mostly_understood_once_holidays_are_left_away():
    texts = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        rules = [rule.strip() for rule in line.split(";")]
        texts.append("; ".join(rule for rule in rules if rule != "PH off"))
    fit = [text for text in texts if check_refused_or_understood(text)]
    first_reasons = Counter(codes(text)[0] for text in texts if lint(text))
    assert first_reasons == {
        "malformed": 8,  # commented out, or empty
        "holiday": 8,  # in a rule with other days
        "no-hours": 7,
        "sun": 2,
        "open-end": 2,
        "uncertain": 1,
        "midnight": 1,
    }
    assert len(fit) == 203 - 29


PIECES = st.sampled_from(
    [
        *("Mo", "We-Fr", "Sa-Mo", "08:00-10:00", "12:00-13:30", "20:00-24:00", "22:00-02:00"),
        *("off", "open", "unknown", '"a; b, c"', "PH", "Dec", "2026 Dec 01", "week 49", "[1]"),
        *(";", ",", " ", "; ", ", ", " , ", "-", "+", "/", "||", ":", "～", "－", "\n", "\x00"),
    ]
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=20))
def test_no_text_raises(text):
    check_refused_or_understood(text)


DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CLOCKS = st.integers(0, 95).map(lambda quarter: 15 * quarter)


@st.composite
def weekly_texts(draw):
    """Hours for every day of the week, and the minutes of the week they mean."""
    rules, minutes = [], set()
    for day, name in enumerate(DAYS):
        windows = draw(
            st.lists(st.tuples(CLOCKS, CLOCKS).filter(lambda w: w[0] < w[1]), max_size=3)
        )
        told = [f"{b // 60:02d}:{b % 60:02d}-{e // 60:02d}:{e % 60:02d}" for b, e in windows]
        if told:
            rules.append(f"{name} {','.join(told)}")
        for begin, end in windows:
            minutes.update(range(1440 * day + begin, 1440 * day + end))
    return "; ".join(rules), minutes


@settings(max_examples=40)
@given(weekly_texts().filter(lambda drawn: drawn[0]))
def test_a_weekly_text_means_the_minutes_it_names(drawn):
    text, minutes = drawn
    assert lint(text) == ()
    midnight = datetime(MONDAY.year, MONDAY.month, MONDAY.day)
    open_minutes = set()
    for begin, end in spans(text, MONDAY, 7):
        first, last = ((at - midnight) // timedelta(minutes=1) for at in (begin, end))
        assert open_minutes.isdisjoint(range(first, last))
        open_minutes.update(range(first, last))
    assert open_minutes == minutes


@settings(max_examples=40)
@given(weekly_texts().filter(lambda drawn: drawn[0]))
def test_what_is_told_reads_as_the_same_hours(drawn):
    text, _ = drawn
    told = understood(text).replace(", ", ",")
    for day, name in zip(DAYS, WEEKDAYS, strict=True):
        told = told.replace(name, day)
    assert spans(told, MONDAY, 7) == spans(text, MONDAY, 7)
