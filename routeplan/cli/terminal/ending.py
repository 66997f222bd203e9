"""How a command ends: whatever stops it is told on stderr, with its own status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace

import click

from routeplan.cli.terminal.language import help_text, said, say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import (
    EXIT_BUG,
    EXIT_INPUT,
    InputError,
    JudgeError,
    RouteplanError,
)
from routeplan.phrases import phrase
from routeplan.station.harmless_text import visible

EXIT_INTERRUPTED = 130
EXIT_PIPE = 141
"""As shells count a process that SIGINT or SIGPIPE ends."""
FROM_THE_SYSTEM = (
    *(phrase("No such file or directory"), phrase("Permission denied"), phrase("File exists")),
    *(phrase("Is a directory"), phrase("Not a directory"), phrase("Read-only file system")),
    *(phrase("No space left on device"), phrase("Operation not permitted")),
    *(phrase("File name too long"), phrase("Input/output error"), phrase("Disk quota exceeded")),
)
"""What the system says of files, here so that the catalogues have it."""


def ending_well[R](run: Callable[[], R]) -> R:
    """Run a command; whatever stops it is told on stderr and ends with its own status."""
    try:
        return run()
    except (click.ClickException, click.exceptions.Exit):
        raise  # click tells these itself
    except BrokenPipeError:
        _stop_writing()
        status = EXIT_PIPE
    except (KeyboardInterrupt, click.Abort):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # we are ending: another one changes nothing
        if sys.stderr.isatty():
            click.echo(err=True)  # behind ^C, or half a line of progress
        click.echo(f"routeplan: {say('stopped by Ctrl-C')}", err=True)
        status = EXIT_INTERRUPTED
    except Exception as error:
        if os.environ.get("ROUTEPLAN_DEBUG"):
            from traceback import print_exc

            print_exc()
        status = _tell(error)
    sys.exit(status)


def _tell(error: Exception) -> int:
    """Say on stderr what went wrong; the exit status it ends with."""
    if isinstance(error, InputError):
        tell_findings(error.findings)
        return error.exit_status
    if isinstance(error, JudgeError):
        click.echo(say("The plan failed the judge and was not written:"), err=True)
        for violation in error.violations:
            worded = replace(violation, message=said(violation.message))
            click.echo(f"  {visible(str(worded))}", err=True)
        return error.exit_status
    if isinstance(error, RouteplanError):
        message = said(error.args[0]) if error.args else str(error)
        status = error.exit_status
    elif isinstance(error, OSError) and error.strerror:
        message, status = help_text(error.strerror), EXIT_INPUT
        message += f": {error.filename}" if error.filename else ""
    else:
        message, status = _bug(error), EXIT_BUG
    click.echo(f"routeplan: {visible(message)}", err=True)
    return status


def _bug(error: Exception) -> str:
    return say(
        "this is a bug in routeplan; please report it (ROUTEPLAN_DEBUG=1 shows where): {error}",
        error=f"{type(error).__name__}: {error}",
    )


def _stop_writing() -> None:
    """Nobody reads stdout any more: what is still to be flushed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
