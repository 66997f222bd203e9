"""A process of its own that answers questions, one after the other, until it is ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, Pipe
from subprocess import DEVNULL, Popen
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
ANSWERING = """
import sys
_, pipe, *sys.path = sys.argv
from routeplan.helper_process import answer, Connection
answer(Connection(int(pipe)))
"""
"""What the process runs. Unlike one that multiprocessing spawns it leaves the caller's script
alone, so that a plain script needs no guard around what it does."""


class WorkerEndedError(Exception):
    """The process ended before it had answered."""


class Worker:
    """Functions of this program, run elsewhere.

    It holds nothing of ours but its end of a pipe, so it ends with us, however we end.
    """

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        command = [sys.executable, "-c", ANSWERING, str(theirs.fileno()), *sys.path]
        with interrupts_held():  # the process inherits it for good: Ctrl-C is ours to handle
            self._process = Popen(command, pass_fds=(theirs.fileno(),), stdin=DEVNULL)
        theirs.close()
        self._waiting = ThreadPoolExecutor(max_workers=1)

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

    def begin(self, question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Ask without waiting: the answer comes while the caller does something else."""
        return self._waiting.submit(partial(self.ask, question, *args, **kwargs))

    def end(self) -> None:
        """End the process, whatever it does; afterwards it is gone."""
        with interrupts_held():
            self._process.kill()
            self._process.wait()
            self._waiting.shutdown()
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
