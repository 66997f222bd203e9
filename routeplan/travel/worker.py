"""A process of its own that answers questions, one after the other, until it is ended."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class WorkerEndedError(Exception):
    """The process ended before it had answered."""


class Worker:
    """Functions of this program, run elsewhere.

    It holds nothing of ours but its end of a pipe, so it ends with us, however we end.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=answer, args=(theirs,), daemon=True)
        resource_tracker.ensure_running()  # else starting it would let interrupts through below
        with interrupts_held():  # the process inherits it for good: Ctrl-C is ours to handle
            self._process.start()
        theirs.close()

    def ask(self, question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function returns, or raises, over there.

        Raises
        ------
        WorkerEndedError
            When the process ends over it, or had ended before.
        """
        try:
            self._pipe.send((question, args, kwargs))
            worked, said = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerEndedError from error
        if not worked:
            raise said
        answered: R = said
        return answered

    def end(self) -> None:
        """End the process, whatever it does; afterwards it is gone."""
        with interrupts_held():
            self._process.kill()
            self._process.join()
            self._pipe.close()


def answer(pipe: Connection) -> None:
    """Answer what comes through the pipe, until nobody asks any more."""
    with suppress(EOFError, OSError):
        while True:
            question, args, kwargs = pipe.recv()
            try:
                said = True, question(*args, **kwargs)
            except Exception as error:
                said = False, error
            pipe.send(said)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """A Ctrl-C of this block takes effect behind it, and never in the processes it starts."""
    came: list[int] = []
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handler = signal.signal(signal.SIGINT, lambda number, _: came.append(number))  # other threads'
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)
