"""``routeplan words``: a language of the station's own, from export to the printed sheet.

Tests ``cli/commands/words.py``, ``render/words/terminal_phrases.py`` and
``station/reading/station_language.py``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from routeplan.render.words import catalogue
from routeplan.render.words.catalogue import UNREVIEWED, is_reviewed, shipped
from tests.cli.workspaces import MONDAY, run

ROOT = Path(__file__).parents[2]


def speak(station: Path, code: str) -> None:
    settings = station / "routeplan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}[sheets]\nlanguage = "{code}"\n', encoding="utf-8")


def fill_in(station: Path, code: str, **texts: str) -> Path:
    path = station / f"words-{code}.po"
    content = path.read_text(encoding="utf-8")
    for key, text in texts.items():
        entry = rf'(msgctxt "{key}"\nmsgid "[^"]*"\nmsgstr )"[^"]*"'
        content, count = re.subn(entry, rf'\g<1>"{text}"', content)
        assert count == 1
    path.write_text(content, encoding="utf-8")
    return path


def test_a_station_speaks_its_own_language(station: Path) -> None:
    done = run("words", "export", "sv", "--dir", station)
    assert done.exit_code == 0, done.output
    assert re.search(r"to fill in: \d+ texts of pages and sheets, [\d,]+ sentences", done.stdout)
    path = fill_in(station, "sv", household="Hushåll / adress", break_station="på stationen")
    assert path.stat().st_mode & 0o777 == 0o600
    speak(station, "sv")
    checked = run("check", station, "--first-day", MONDAY)
    assert "words-sv.po · it lacks" in checked.stderr
    assert "[words-incomplete]" in checked.stderr
    drawn = run("maps", station, "--officer", "O1", "--day", MONDAY)
    assert drawn.exit_code == 0, drawn.output
    (page,) = [p for p in (station / "maps" / MONDAY).glob("*O1*.html")]
    html = page.read_text(encoding="utf-8")
    assert '<html lang="sv" data-group="\u00a0" data-point=",">' in html
    assert "Hush\\u00e5ll / adress" in html
    assert "måndag" in html or "m\\u00e5ndag" in html
    assert run("sheets", station).exit_code == 0


def test_a_language_without_words_is_refused_with_the_command_that_helps(station: Path) -> None:
    speak(station, "sv")
    done = run("check", station)
    assert done.exit_code == 2
    assert "'routeplan words export sv' writes one to fill in" in done.stderr
    assert "[words-missing]" in done.stderr
    assert run("cards", station, "--language", "sv").exit_code == 2


def test_a_broken_catalogue_is_told_with_its_name(station: Path) -> None:
    (station / "words-zh.po").write_text("hello world", encoding="utf-8")
    speak(station, "zh")
    done = run("check", station)
    assert (done.exit_code, "[words-malformed]" in done.stderr) == (2, True)
    assert "write the file anew with 'routeplan words export'" in done.stderr
    assert run("words", "export", "zh", "--dir", station, "--force").exit_code == 0
    assert run("check", station, "--first-day", MONDAY).exit_code == 0


def test_other_placeholders_are_told(station: Path) -> None:
    run("words", "export", "zh", "--dir", station)
    fill_in(station, "zh", wait="{minute}")
    speak(station, "zh")
    told = run("check", station, "--first-day", MONDAY).stderr
    assert "words-zh.po · wait · '{minute}'" in told
    assert "[words-placeholders]" in told


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(station: Path) -> None:
    run("words", "export", "sv", "--dir", station)
    path = fill_in(station, "sv", visits="besök")
    again = run("words", "export", "sv", "--dir", station)
    assert (again.exit_code, "exists" in again.stderr) == (2, True)
    assert run("words", "export", "sv", "--dir", station, "--force").exit_code == 0
    assert 'msgstr "besök"' in path.read_text(encoding="utf-8")
    assert run("words", "export", "../x", "--dir", station).exit_code == 2


@pytest.mark.slow
def test_the_list_names_what_is_lacking(station: Path) -> None:
    run("words", "export", "sv", "--dir", station)
    fill_in(station, "sv", visits="besök")
    shown = run("words", "list", "--dir", station).stdout
    assert "en  shipped, complete\n" in shown
    assert re.search(
        r"^sv  the station's own, lacks \d+ texts of .*, [\d,]+ sentences", shown, re.M
    )
    assert "    household\n" in shown
    # a thousand are named only when asked for
    assert "    Only this officer, by id or name.\n" not in shown
    every = run("words", "list", "--all", "--dir", station).stdout
    assert "    household\n" in every
    assert "    Only this officer, by id or name.\n" in every
    content = json.loads(run("words", "list", "--dir", station, "--json").stdout)
    (swedish,) = [word_list for word_list in content if word_list["language"] == "sv"]
    assert swedish["own"]
    assert "visits" not in swedish["missing"]
    assert "Only this officer, by id or name." in swedish["missing_phrases"]


@pytest.mark.slow
def test_what_no_native_speaker_has_reviewed_is_named_so(station: Path) -> None:
    """English and Chinese are the project's own; the head of the others says so, too."""
    shown = run("words", "list", "--dir", station).stdout.splitlines()
    unreviewed = {line[:2] for line in shown if "shipped, unreviewed by a native speaker" in line}
    assert unreviewed == {*shipped()} - {"en", "zh"}
    for code in shipped():
        done = run("words", "export", code, "--dir", station)
        assert ("No native speaker has reviewed" in done.stdout) == (code in unreviewed)
    content = json.loads(run("words", "list", "--dir", station, "--json").stdout)
    assert all(
        word_list["own"] and word_list["reviewed"] for word_list in content
    )  # exported: the station's now
    (station / "words-pt.po").unlink()
    content = json.loads(run("words", "list", "--dir", station, "--json").stdout)
    assert [word_list["language"] for word_list in content if not word_list["reviewed"]] == ["pt"]
    exported = json.loads(run("words", "export", "pt", "--dir", station, "--json").stdout)
    assert exported["reviewed"] is False


def test_a_review_is_noted_in_the_head_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    head = f"# Words.\n{UNREVIEWED}.\n"
    entry = f'msgid "a"\nmsgstr "{UNREVIEWED}"\n'
    (tmp_path / "qa.po").write_text(head + entry, encoding="utf-8")
    (tmp_path / "qb.po").write_text(entry, encoding="utf-8")
    assert [is_reviewed(code) for code in ("qa", "qb", "qc")] == [False, True, True]


def test_the_documentation_lists_the_languages_that_are_shipped(station: Path) -> None:
    speak(station, "sv")
    (line,) = [
        line for line in run("check", station).stderr.splitlines() if "words-missing" in line
    ]
    assert line.strip() in (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")


def test_a_language_is_a_code_and_no_path(station: Path) -> None:
    done = run("cards", station, "--language", "../x")
    assert (done.exit_code, "is not a language code" in done.stderr) == (2, True)
