"""The terminal's language: what names it, what click says, and a station's own sentences.

Tests ``cli/terminal/help.py`` and ``cli/terminal/language.py``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from routeplan.cli import COMMANDS, group
from routeplan.cli.terminal.help import Command
from routeplan.render.words.catalogue import shipped
from routeplan.render.words.terminal_phrases import phrases_of, terminal_languages
from tests.cli.workspaces import MONDAY, bare_environment, change, run
from tools.translate_click import catalogues, click_texts, compiled, read


def texts_of(catalogue: Catalog) -> dict[str, object]:
    return {str(message.id): message.string for message in catalogue if message.id}


def test_what_click_says_is_compiled_in_every_language() -> None:
    codes = [path.parts[-3] for path in catalogues()]
    assert codes == list(shipped()[1:])
    assert set(terminal_languages()[1:]) <= set(codes)
    for path in catalogues():
        catalogue = read(path)
        with path.with_suffix(".mo").open("rb") as file:
            assert texts_of(read_mo(file)) == texts_of(read_mo(BytesIO(compiled(catalogue))))
        for text in click_texts():
            message = catalogue.get(text)
            assert message is not None, text
            said = message.string if isinstance(message.string, str) else message.string[0]
            assert said, text
            english = text if isinstance(text, str) else " ".join(text)
            assert set(re.findall(r"{[^}]*}|%\(", said)) <= set(re.findall(r"{[^}]*}|%\(", english))


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_every_command_speaks(name: str | None) -> None:
    command = group.get_command(click.Context(group), name) if name else group
    assert isinstance(command, Command)


def speak_chinese(station: Path) -> None:
    settings = station / "routeplan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}[sheets]\nlanguage = "zh"\n', encoding="utf-8")


CHINESE_HELP = "用法："
ENGLISH_HELP = "Usage:"


def test_the_station_s_language_is_taken_where_nothing_else_names_one(
    station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*typed: str | Path) -> str:
        return run(*typed, ROUTEPLAN_LANG="").output

    monkeypatch.chdir(tmp_path)
    assert ENGLISH_HELP in said("check", station, "--help")
    speak_chinese(station)
    assert CHINESE_HELP in said("check", station, "--help")
    assert CHINESE_HELP in said("check", station, "--days", "99")
    assert CHINESE_HELP in said("record", "--dir", station, "--help")
    assert ENGLISH_HELP in said("check", "--help")
    monkeypatch.chdir(station)
    assert CHINESE_HELP in said("check", "--help")
    assert CHINESE_HELP in said("--help")
    assert ENGLISH_HELP in run("check", "--help", ROUTEPLAN_LANG="en").stdout
    assert ENGLISH_HELP in run("--lang", "en", "check", "--help", ROUTEPLAN_LANG="zh").stdout


WRONG = (
    ("sheets", "{}", "--forms"),
    ("sheets", "--forms", "{}"),
    ("sheets", "--forms=3", "{}", "-q"),
    ("sheets", "{}", "-qZ"),
    ("sheets", "--forms", "3", "{}"),
    ("sheets", "{}", "--day"),
    ("sheets", "{}", "--quiet=yes"),
    ("plan", "{}", "--days", "99"),
    ("check", "{}/nowhere"),
    ("check", "{}", "{}", "{}"),
    ("words", "import"),
    ("solve",),
    ("frobnicate",),
)
"""Each is wrong usage; those with a station name it."""


@pytest.mark.parametrize("code", terminal_languages()[1:])
@pytest.mark.parametrize("typed", WRONG, ids=" ".join)
def test_wrong_usage_is_told_without_english_names(
    typed: tuple[str, ...], code: str, station: Path
) -> None:
    done = run("--lang", code, *(word.format(station) for word in typed))
    assert (done.exit_code, done.stdout) == (2, "")
    names = [name for name in ("OPTIONS", "DIR", "FILE") if phrases_of(code)[name] != name]
    assert re.search(rf"Usage: |\\bCOMMAND\\b|\b({'|'.join(names)})\b", done.stderr) is None


@pytest.mark.parametrize("typed", [typed for typed in WRONG if "{}" in typed], ids=" ".join)
def test_wrong_usage_is_told_in_the_language_of_the_station_that_is_named(
    typed: tuple[str, ...], station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_chinese(station)
    monkeypatch.chdir(tmp_path)
    done = run(*(word.format(station) for word in typed), ROUTEPLAN_LANG="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.search("[\u4e00-\u9fff]", done.stderr)
    assert re.search("Usage|Error|[A-Z]{3}", done.stderr) is None


def test_an_option_behind_the_help_counts_too() -> None:
    assert CHINESE_HELP in run("--help", "--lang", "zh").stdout
    assert CHINESE_HELP in run("--lang", "zh", "--frobnicate").stderr


@pytest.mark.parametrize("typed", [("--help",), (), ("check",), ("check", "--help")])
def test_a_language_that_nobody_wrote_is_refused(typed: tuple[str, ...]) -> None:
    for done in (run("--lang", "xx", *typed), run(*typed, ROUTEPLAN_LANG="xx")):
        assert (done.exit_code, done.stdout) == (2, "")
        known = ", ".join(terminal_languages())
        assert f"does not speak xx; it speaks {known}" in done.stderr
    assert {"en", "es", "fi", "fr", "pt", "zh"} <= set(terminal_languages())


def test_the_english_help_reads_no_catalogue() -> None:
    script = (
        "import sys; from routeplan.cli import group\n"
        "for typed in (['--help'], ['plan', '--help']):\n"
        "    group.main(typed, prog_name='routeplan', standalone_mode=False)\n"
        "print('babel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=bare_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_a_station_s_own_sentences_go_before_the_shipped_ones(station: Path) -> None:
    assert run("words", "export", "sv", "--dir", station).exit_code == 0
    path = station / "words-sv.po"
    text = path.read_text(encoding="utf-8")
    for english, swedish in {
        "error": "fel",
        "Print JSON for programs.": "Bara JSON.",
        "{total}; nothing was written.": "{summa}; inget skrevs.",  # names what there is not
    }.items():
        entry = f'msgid "{english}"\nmsgstr ""'
        assert text.count(entry) == 1
        text = text.replace(entry, f'msgid "{english}"\nmsgstr "{swedish}"')
    path.write_text(text, encoding="utf-8")
    change(station, "households", {"H1": {"latitude": "north"}})
    done = run("--lang", "sv", "check", station)
    assert done.exit_code == 2
    assert "fel: households.csv:2 · latitude" in done.stderr
    assert "1 error; nothing was written." in done.stderr
    assert "Bara JSON." in run("--lang", "sv", "maps", station, "--help").stdout
    assert run("--lang", "sv", "maps", station.parent).exit_code == 2  # they are that station's


def test_a_broken_catalogue_of_the_station_leaves_the_shipped_sentences(station: Path) -> None:
    (station / "words-zh.po").write_text("hello world", encoding="utf-8")
    assert CHINESE_HELP in run("--lang", "zh", "maps", station, "--help").stdout
    done = run("--lang", "zh", "plan", station, "--first-day", MONDAY, "--iterations", "20")
    assert done.exit_code == 0, done.output
    assert "住户谢绝走访" in done.stdout  # a reason, in the words of pages


def test_json_stays_english(station: Path) -> None:
    english = run("balance", station, "--iterations", "0", "--json").stdout
    assert run("balance", station, "--iterations", "0", "--json", ROUTEPLAN_LANG="zh").stdout == (
        english
    )
