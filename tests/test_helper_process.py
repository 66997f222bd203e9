"""A process that answers questions: what goes over comes back, also what was raised."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from threading import Thread

import pytest

from routeplan.helper_process import Worker, WorkerEndedError, answer, interrupts_held


def test_questions_are_answered_in_order_until_the_pipe_is_closed() -> None:
    ours, theirs = multiprocessing.Pipe()
    answering = Thread(target=answer, args=(theirs,))
    answering.start()
    ours.send((divmod, (7, 2), {}))
    ours.send((divmod, (1, 0), {}))
    assert ours.recv() == (True, (3, 1))
    worked, said = ours.recv()
    assert (worked, type(said)) == (False, ZeroDivisionError)
    ours.close()
    answering.join(timeout=30)
    assert not answering.is_alive()


def test_the_process_is_another_one_and_interrupts_do_not_reach_it() -> None:
    worker = Worker()
    pid = worker.ask(os.getpid)
    assert pid != os.getpid()
    held = worker.ask(signal.pthread_sigmask, signal.SIG_BLOCK, ())
    assert signal.SIGINT in held
    worker.end()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def held_and_done(done: list[str]) -> None:
    """Ctrl-C in the middle of work that must not be broken off."""
    with interrupts_held():
        signal.raise_signal(signal.SIGINT)
        done.append("the rest")


def test_ctrl_c_in_a_block_that_holds_it_takes_effect_behind_it() -> None:
    done: list[str] = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            held_and_done(done)
    finally:
        signal.signal(signal.SIGINT, before)
    assert done == ["the rest"]


def test_a_question_may_wait_while_something_else_is_done() -> None:
    worker = Worker()
    begun = worker.begin(divmod, 7, 2)
    assert begun.result(timeout=60) == (3, 1)
    waiting = worker.begin(time.sleep, 600)
    worker.end()  # whatever it does
    with pytest.raises(WorkerEndedError):
        waiting.result(timeout=60)
