"""The command that was typed, to type again: what was shown with its options, now written."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
from click.core import ParameterSource

NOT_AGAIN = ("write", "dry_run", "as_json", "quiet")


def typed_again(*more: str, without: tuple[str, ...] = ()) -> str:
    """``routeplan beats station --price 10``, and what else is to be typed."""
    context = click.get_current_context()
    words = ["routeplan", context.info_name or ""]
    params = sorted(context.command.params, key=lambda param: isinstance(param, click.Option))
    for param in params:
        name = param.name or ""
        typed = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if typed and name not in (*NOT_AGAIN, *without):
            words += _words(param, context.params[name])
    return shlex.join([*words, *more])


def _words(param: click.Parameter, value: object) -> Iterator[str]:
    if isinstance(param, click.Option) and param.is_flag:
        if value:
            yield param.opts[0]
        return
    values = value if param.multiple and isinstance(value, tuple) else (value,)
    for typed_value in values:
        if isinstance(param, click.Option):
            yield param.opts[0]
        yield from map(str, typed_value if isinstance(typed_value, tuple) else (typed_value,))
