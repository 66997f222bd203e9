"""``decisions.json`` beside a plan: locks, and each replan with its changes, reasons and price."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from routeplan.errors import Finding, InputError
from routeplan.formats.decisions.made_from import beside
from routeplan.formats.plans.record_format import RecordFormat
from routeplan.formats.tables.pydantic_wording import worded
from routeplan.model.changes import Absence, Changes
from routeplan.model.difference import Price
from routeplan.model.locks import Lock
from routeplan.phrases import phrase
from routeplan.private_files import write_private

DECISIONS_VERSION = 1
NAME = "decisions.json"
REPLACED = re.compile(r"plan\.(\d+)\.json")
"""What a replaced plan is called: ``plan.1.json`` is the first."""
PUT_AWAY = re.compile(r"decisions\.(\d+)\.json")


@dataclass(frozen=True, slots=True)
class Replan:
    """One replan: what changed, what it kept, and which plan it replaced.

    Parameters
    ----------
    id
        ``R1``, ``R2``, ...; a given visit is named by it and the visit.
    replaced
        Number of the replaced plan: 1 is ``plan.1.json``.
    now
        What began before it was done, in elapsed seconds.
    price
        Of what the chief gave to somebody, or of his own orders; None when that was nothing.
    reason
        Why the chief put in orders of his own (``keep`` is ``by-hand`` then); else empty.
    log_entry
        Number of the last entry of the visit log that it took in; 0 where it took none.
    """

    id: str
    replaced: int
    keep: str
    now: int
    done: tuple[str, ...]
    changes: Changes
    price: Price | None = None
    reason: str = ""
    log_entry: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided about a plan since it was made, in order.

    Parameters
    ----------
    absences
        Who was ill or away when it was made, as replans of other plans had said.
    """

    locks: tuple[Lock, ...] = ()
    replans: tuple[Replan, ...] = ()
    absences: tuple[Absence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.locks or self.replans or self.absences)

    @property
    def changes(self) -> Changes:
        """All changes that the plan was made with."""
        changes = (replan.changes for replan in self.replans)
        return sum(changes, Changes(absences=self.absences))

    @property
    def now(self) -> int:
        """The latest moment before which everything planned is done; 0 at first."""
        return max((replan.now for replan in self.replans), default=0)

    @property
    def done(self) -> frozenset[str]:
        """Visits that were said to be done."""
        return frozenset(visit for replan in self.replans for visit in replan.done)

    @property
    def log_entry(self) -> int:
        """Number of the last entry of the visit log that was taken in; 0 at first."""
        return max((replan.log_entry for replan in self.replans), default=0)

    def locked(self, wanted: tuple[Lock, ...]) -> Decisions:
        """With these locks too, each under an id of its own; those already there stay as they are.

        The ids of ``wanted`` do not count.
        """
        known = {replace(lock, id="") for lock in self.locks}
        new = [lock for lock in dict.fromkeys(replace(w, id="") for w in wanted)]
        last = max((int(lock.id[1:]) for lock in self.locks), default=0)
        fresh = [lock for lock in new if lock not in known]
        numbered = (replace(lock, id=f"L{last + k}") for k, lock in enumerate(fresh, start=1))
        return replace(self, locks=(*self.locks, *numbered))

    def replanned(self, made: Replan) -> Decisions:
        """With one more replan, the latest."""
        return replace(self, replans=(*self.replans, made))

    def before(self, number: int) -> Decisions:
        """What was decided before plan ``number`` was replaced."""
        return replace(self, replans=tuple(r for r in self.replans if r.replaced < number))


_FORMAT = RecordFormat(Decisions, "routeplan-decisions", DECISIONS_VERSION)


def read_decisions(plan_file: Path) -> Decisions:
    """The decisions that the plan was made with; none when there is no file beside it.

    Those of a replaced plan are in the file that was put away with it or after it, if any was.

    Raises
    ------
    InputError
        When the file cannot be read.
    """
    replaced = REPLACED.fullmatch(plan_file.name)
    if not replaced:
        return decisions_in(plan_file.with_name(NAME))
    number = int(replaced[1])
    later = [file_number for file_number in _put_away(plan_file.parent) if file_number >= number]
    name = f"decisions.{min(later)}.json" if later else NAME
    return decisions_in(plan_file.with_name(name)).before(number)


def _put_away(folder: Path) -> list[int]:
    """Numbers of the plans whose decisions were put away with them."""
    matches = (PUT_AWAY.fullmatch(path.name) for path in folder.glob("decisions.*.json"))
    return [int(match[1]) for match in matches if match]


def decisions_in(path: Path) -> Decisions:
    """The decisions of a file; none when it is not there. Raises as :func:`read_decisions`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            [_damaged(path, phrase("the file cannot be read: {error}", error=str(error)))]
        ) from error
    if not isinstance(content, dict) or content.pop("format", None) != _FORMAT.name:
        raise InputError([_damaged(path, phrase("the file holds no decisions of routeplan"))])
    version = content.pop("version", None)
    if version != DECISIONS_VERSION:
        message = phrase(
            "the file has version {version!r}; this program reads {ours}",
            version=version,
            ours=DECISIONS_VERSION,
        )
        raise InputError([_damaged(path, message)])
    try:
        return _FORMAT.record(content)
    except ValidationError as error:
        raise InputError(
            [
                _damaged(path, worded(detail), ".".join(map(str, detail["loc"])))
                for detail in error.errors()[:20]
            ]
        ) from error


def _damaged(path: Path, message: str, column: str = "") -> Finding:
    fix = phrase("repair the file, or move it away and plan again with 'routeplan plan'")
    return Finding("decisions-damaged", message, fix, file=path.name, column=column)


def write_decisions(plan_file: Path, decisions: Decisions) -> Path:
    """Write them beside the plan, readable by their owner only."""
    return write_private(plan_file.with_name(NAME), decisions_text(decisions))


def decisions_text(decisions: Decisions) -> str:
    """The decisions as JSON text."""
    return _FORMAT.text(decisions)


def next_number(plan_file: Path) -> int:
    """The number under which the plan would be kept when it is replaced."""
    numbers = (REPLACED.fullmatch(path.name) for path in plan_file.parent.glob("plan.*.json"))
    return max((int(match[1]) for match in numbers if match), default=0) + 1


def keep_replaced(plan_file: Path) -> Path:
    """Keep a copy of the plan as ``plan.<number>.json`` beside it, and what it was made from."""
    kept = plan_file.with_name(f"plan.{next_number(plan_file)}.json")
    if (source := beside(plan_file)).is_file():
        write_private(beside(kept), source.read_bytes())
    return write_private(kept, plan_file.read_bytes())


def take_back(plan_file: Path, number: int) -> Path:
    """Before plan ``number`` becomes the plan again: keep the present one and its decisions.

    What was decided before that plan was replaced counts again; locks stay. Returns what the
    present plan is called from now on.
    """
    before = replace(
        read_decisions(plan_file.with_name(f"plan.{number}.json")),
        locks=read_decisions(plan_file).locks,
    )
    kept, path = keep_replaced(plan_file), plan_file.with_name(NAME)
    if path.is_file():
        aside = path.with_name(kept.name.replace("plan", "decisions", 1))
        write_private(aside, path.read_bytes())
    if before or path.is_file():
        write_decisions(plan_file, before)
    return kept


def set_aside(plan_file: Path) -> Path | None:
    """Before a plan is made anew: keep the old one and its decisions under a number.

    Returns the kept decisions; None when nothing had been decided about the old plan.
    """
    path = plan_file.with_name(NAME)
    if not path.is_file():
        return None
    number = next_number(plan_file)
    if plan_file.is_file():
        keep_replaced(plan_file)
    return path.rename(path.with_name(f"decisions.{number}.json"))
