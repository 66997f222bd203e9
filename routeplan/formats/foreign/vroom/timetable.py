"""When a vehicle is where, as VROOM tells it: begun as late as possible, then nothing put off.

Times are hundredths of a second since the file's 0, for VROOM counts in these. A round ends as
early as its order allows; among the rounds that do, it leaves as late as it can, and then does
everything as early as it can. A break is a step like any other, but has no place: the way that it
falls on is driven as far as its window lets, before and after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HUNDREDTHS = 100
ALWAYS = ((-(1 << 62), 1 << 62),)

Span = tuple[int, int]


@dataclass(frozen=True)
class Task:
    """Something that may begin within ``windows`` (sorted, disjoint) and takes ``length``.

    ``way`` is what the way to it takes; None for a break, which is taken on the way to the next.
    """

    way: int | None
    length: int
    windows: tuple[Span, ...] = ALWAYS


@dataclass(frozen=True)
class Moment:
    """Of one task: when the vehicle comes to it, and when it begins."""

    arrive: int
    begin: int


def timetable(tasks: Sequence[Task], begin: int) -> tuple[int, list[Moment]]:
    """When to leave, not before ``begin``, and each task's moment.

    The last task is the end of the round. The time backwards is the same question: what ends must
    be where it was to begin.

    Raises
    ------
    ValueError
        When the order cannot be kept.
    """
    *_, end = _run(tasks, begin)
    *_, start = _run(_backwards(tasks), -end.begin)
    return -start.begin, list(_run(tasks, -start.begin))


def windows_of(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The file's windows in hundredths; none given is always."""
    return tuple((HUNDREDTHS * a, HUNDREDTHS * b) for a, b in spans) or ALWAYS


def _run(tasks: Sequence[Task], time: int) -> Iterator[Moment]:
    """Everything as early as it can be from ``time`` on; ``part`` of the way is driven already."""
    part = 0
    for k, task in enumerate(tasks):
        if task.way is None:
            way = next(later_task.way for later_task in tasks[k:] if later_task.way is not None)
            drive = min(way - part, max(0, _opening(task, time) - time))
            part += drive
        else:
            drive, part = task.way - part, 0
        arrive = time + drive
        begin = max(arrive, _opening(task, arrive))
        yield Moment(arrive, begin)
        time = begin + task.length


def _opening(task: Task, time: int) -> int:
    """When the window opens that holds ``time``, or the next one after it."""
    for first, last in task.windows:
        if time <= last:
            return first
    raise ValueError(f"nothing begins at {time} that is possible in {task.windows} only")


def _backwards(tasks: Sequence[Task]) -> list[Task]:
    """The same round with the time reversed: from its end, by each task's end, to its start."""
    ways = [task.way for task in tasks if task.way is not None]
    mirrored = []
    for task in tasks[-2::-1]:
        late = task.length
        windows = tuple((-last - late, -first - late) for first, last in task.windows[::-1])
        mirrored.append(Task(None if task.way is None else ways.pop(), task.length, windows))
    return [*mirrored, Task(ways.pop(), 0)]
