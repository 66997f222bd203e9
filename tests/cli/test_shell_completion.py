"""A shell completes commands and options, as README says."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.workspaces import SUNDAY, bare_environment


def completed(shell: str, typed: str, **environment: str) -> str:
    script = (
        "import sys; from routeplan.cli import COMMANDS, group\n"
        "try:\n    group.main(prog_name='routeplan')\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + str(sum(f'routeplan.cli.commands.{name}' in sys.modules "
        "for name in COMMANDS)))"
    )
    *words, last = typed.split(" ")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=bare_environment(
            _ROUTEPLAN_COMPLETE=f"{shell}_complete",
            COMP_WORDS=typed,
            COMP_CWORD=last if shell == "fish" else str(len(words)),
            **(SUNDAY | environment),
        ),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_without_loading_any(shell: str) -> None:
    *told, loaded = completed(shell, "routeplan re").splitlines()
    text = "\n".join(told)
    assert all(name in text for name in ("replan", "record", "report"))
    assert "check" not in text
    assert loaded == "0"


def test_a_shell_explains_in_the_reader_s_language() -> None:
    assert "plan\n安排走访并写出计划。" in completed("zsh", "routeplan pl", ROUTEPLAN_LANG="zh")
    assert "--day\n只限这一天" in completed("zsh", "routeplan maps --da", ROUTEPLAN_LANG="zh")


def test_a_shell_completes_the_options_of_a_command() -> None:
    *told, loaded = completed("bash", "routeplan plan --lo").splitlines()
    assert "plain,--longest-day" in told
    assert loaded == "1"
