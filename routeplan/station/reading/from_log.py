"""How much of the visit log a station is opened with."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FromLog:
    """What is taken from the visit log.

    Parameters
    ----------
    known
        Whether it is read at all; what lasts longer than a plan passes it over.
    learning
        Chances and lengths of visits are learned from it; else they are as set.
    entry
        Learned from the log as it was when this was its last entry; None: from all of it.
    keep
        Visits that an existing plan names: the log does not put them off.
    begun
        Calls and promises of the plan's first day count too, up to ``entry``: whoever was called on
        is not called on again that day.
    """

    known: bool = True
    learning: bool = True
    entry: int | None = None
    keep: Collection[str] = ()
    begun: bool = False

    @property
    def last_of_first_day(self) -> int:
        """Number of the last entry of the plan's first day that counts; 0 where none does."""
        if not self.begun:
            return 0
        return sys.maxsize if self.entry is None else self.entry

    def log_entry(self, last: int) -> int | None:
        """The last entry that the inputs know of, when ``last`` is the log's own; see Inputs."""
        if not self.begun:
            return None
        return last if self.entry is None else self.entry


ALL_OF_IT = FromLog()
FOR_NEW_PLAN = FromLog(begun=True)
NOT_LEARNED = FromLog(learning=False)
FOR_PLAN_AS_SET = FromLog(learning=False, begun=True)
"""Of a new plan with chances as set: promises hold all the same."""
NOT_READ = FromLog(known=False)
