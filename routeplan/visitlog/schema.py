"""The tables of ``visits.db``, as numbered migrations: applied in order, never changed afterwards.

Every table is append-only, which triggers hold. Only what names somebody may be overwritten later
(``routeplan purge``): ids of households and visits, free text, and the ids made from these. What
happened, when and through which channel stays, so that counts stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

APPLICATION_ID = 0x72706C67
"""``rplg`` in the file's head: no other program's database."""

_NAMING = (
    *("id", "slot", "visit", "household", "row_mark"),
    *("remarks", "hours", "text", "next_step", "reason", "detail"),
)
"""Columns that name somebody, or say what somebody said."""

_TABLES: dict[str, str] = {
    "rounds": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,
        plan_first_day TEXT NOT NULL,
        day TEXT NOT NULL,
        shift TEXT NOT NULL,
        officers TEXT NOT NULL,
        travel_seconds INTEGER NOT NULL,
        visit_seconds INTEGER NOT NULL,
        expected_met REAL NOT NULL""",
    "round_stops": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        round INTEGER NOT NULL REFERENCES rounds (number),
        stop TEXT NOT NULL,
        visit TEXT NOT NULL,
        household TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        begin INTEGER,
        chance REAL,
        is_promised INTEGER NOT NULL CHECK (is_promised IN (0, 1)),
        is_reserve INTEGER NOT NULL CHECK (is_reserve IN (0, 1)),
        UNIQUE (round, stop)""",
    "results": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        slot TEXT NOT NULL,
        corrects INTEGER UNIQUE REFERENCES results (number),
        day TEXT NOT NULL,
        household TEXT NOT NULL,
        visit TEXT NOT NULL,
        officers TEXT NOT NULL,
        result TEXT NOT NULL CHECK (result IN
            ('met', 'entered', 'out', 'refused', 'moved', 'wrong', 'withdrawn')),
        channel TEXT NOT NULL CHECK (channel IN ('home', 'telephone', 'meeting')),
        round TEXT NOT NULL,
        stop TEXT NOT NULL,
        persons INTEGER NOT NULL CHECK (persons >= 0),
        called_at INTEGER,
        seconds INTEGER,
        satisfied INTEGER CHECK (satisfied IN (0, 1)),
        in_difficulty INTEGER NOT NULL CHECK (in_difficulty >= 0),
        remarks TEXT NOT NULL,
        hours TEXT NOT NULL,
        row_mark TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL""",
    "opinions": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        result INTEGER NOT NULL REFERENCES results (number),
        category TEXT NOT NULL,
        text TEXT NOT NULL,
        is_suggestion INTEGER NOT NULL CHECK (is_suggestion IN (0, 1))""",
    "help_given": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        result INTEGER NOT NULL REFERENCES results (number),
        category TEXT NOT NULL,
        text TEXT NOT NULL""",
    "promises": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        result INTEGER NOT NULL REFERENCES results (number),
        household TEXT NOT NULL,
        day TEXT NOT NULL,
        at_seconds INTEGER NOT NULL,
        officer TEXT""",
    "broken_promises": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        household TEXT NOT NULL,
        day TEXT NOT NULL,
        reason TEXT NOT NULL""",
    "matter_steps": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        matter TEXT NOT NULL,
        result INTEGER REFERENCES results (number),
        household TEXT NOT NULL,
        day TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('opened', 'step', 'closed')),
        text TEXT NOT NULL,
        next_step TEXT NOT NULL,
        due TEXT,
        by_visit INTEGER NOT NULL CHECK (by_visit IN (0, 1))""",
    "overrides": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        plan_first_day TEXT NOT NULL,
        visit TEXT NOT NULL,
        household TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        UNIQUE (plan_first_day, visit, what, reason)""",
    "handouts": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        what TEXT NOT NULL,
        detail TEXT NOT NULL""",
}

_INDEXES = (
    "CREATE INDEX results_by_slot ON results (slot)",
    "CREATE INDEX results_by_day ON results (day)",
    "CREATE INDEX results_by_household ON results (household)",
    "CREATE INDEX results_with_hours ON results (day) WHERE hours != ''",
    "CREATE INDEX rounds_by_day ON rounds (day)",
    *(
        f"CREATE INDEX {table}_by_result ON {table} (result)"
        for table in ("opinions", "help_given", "promises", "matter_steps")
    ),
    """CREATE VIEW holding AS SELECT * FROM results AS r WHERE r.result != 'withdrawn'
        AND NOT EXISTS (SELECT 1 FROM results AS later WHERE later.corrects = r.number)""",
)


_TOLD = "RAISE(ABORT, 'the visit log is append-only')"


def _columns(definition: str) -> Iterable[str]:
    words = (line.split()[0] for line in definition.splitlines() if line.strip())
    return (word for word in words if word.isidentifier() and word.islower())


def _append_only(table: str, definition: str) -> Iterable[str]:
    """Triggers that refuse to delete a row, and to change any fact in it."""
    facts = [name for name in _columns(definition) if name not in _NAMING]
    yield f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} BEGIN SELECT {_TOLD}; END"
    yield (
        f"CREATE TRIGGER {table}_hold BEFORE UPDATE OF {', '.join(facts)} ON {table} "
        f"BEGIN SELECT {_TOLD}; END"
    )


def _made(tables: Mapping[str, str]) -> Iterable[str]:
    for table, definition in tables.items():
        yield f"CREATE TABLE {table} ({definition}\n) STRICT"
        yield from _append_only(table, definition)


def _first() -> tuple[str, ...]:
    return (*_made(_TABLES), *_INDEXES)


_PRINTS = (
    """ALTER TABLE handouts ADD COLUMN command TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE handouts ADD COLUMN first_day TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE handouts ADD COLUMN last_day TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE handouts ADD COLUMN officers TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE handouts ADD COLUMN households TEXT NOT NULL DEFAULT '[]'""",
    """ALTER TABLE handouts ADD COLUMN files TEXT NOT NULL DEFAULT '[]'""",
    f"""CREATE TRIGGER handouts_hold_more
        BEFORE UPDATE OF command, first_day, last_day, officers ON handouts
        BEGIN SELECT {_TOLD}; END""",
)
"""What was handed out is told in full; households and files are JSON lists."""

_PURGES = {
    "purges": """
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        before TEXT NOT NULL,
        texts INTEGER NOT NULL,
        households INTEGER NOT NULL""",
}


def _second() -> tuple[str, ...]:
    return (*_PRINTS, *_made(_PURGES))


_WITHDRAWN = "withdraws INTEGER UNIQUE REFERENCES {} (number)"
_RECORDED = "recorded_at TEXT NOT NULL,\n        recorded_by TEXT NOT NULL"
_NOTES = {
    "answers": f"""
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        opinion INTEGER NOT NULL REFERENCES opinions (number),
        day TEXT NOT NULL,
        text TEXT NOT NULL,
        {_WITHDRAWN.format("answers")},
        {_RECORDED}""",
    "outreach": f"""
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        day TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('meeting', 'letter', 'telephone')),
        officers TEXT NOT NULL,
        persons INTEGER NOT NULL CHECK (persons >= 0),
        text TEXT NOT NULL,
        {_WITHDRAWN.format("outreach")},
        {_RECORDED}""",
    "experiences": f"""
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        day TEXT NOT NULL,
        officers TEXT NOT NULL,
        text TEXT NOT NULL,
        {_WITHDRAWN.format("experiences")},
        {_RECORDED}""",
}
"""Answers to opinions, outreach to many people, experience: see :mod:`routeplan.visitlog.notes`."""


MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _first(),
    _second(),
    # What chiefs decide against a plan is kept beside it, in decisions.json.
    ("DROP TABLE overrides",),
    tuple(_made(_NOTES)),
)
"""The statements of each version; a file's ``user_version`` says how many it has had."""
