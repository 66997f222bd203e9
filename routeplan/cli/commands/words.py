"""``routeplan words``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from routeplan.cli.options.common import json_option, station_option
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.errors import UsageError
from routeplan.phrases import counted, phrase


@click.command("words", cls=Command)
@click.argument("action", type=click.Choice(["list", "export"]), default="list")
@click.argument("code", required=False)
@click.option("--force", is_flag=True, help="With export: replace the file, keeping what it says.")
@click.option(
    "--all", "every", is_flag=True, help="With list: name the sentences that are lacking, too."
)
@station_option
@json_option
def command(
    action: str, code: str | None, force: bool, every: bool, folder: Path, as_json: bool
) -> None:
    """List the languages of pages, sheets and the terminal, or write one to a file to fill in.

    'export CODE' writes words-CODE.po into the station's folder, with what the language says
    already: the words of pages and sheets, and the sentences of the terminal. Fill in the rest and
    set [sheets] language to CODE: the station's own words go before the shipped ones, and what they
    lack is said in English. 'list' tells how much is lacking and names the station's words that
    are; with --all it names every sentence.

    \b
    Examples:
      routeplan words list --dir station
      routeplan words export pt --dir station
    """
    if action == "list":
        if code is not None:
            raise UsageError(phrase("list takes no language"))
        _list(folder, every=every, as_json=as_json)
    elif code is None:
        raise UsageError(phrase("name the language to export, such as pt"))
    else:
        _export(folder, code, force=force, as_json=as_json)


def _export(folder: Path, code: str, *, force: bool, as_json: bool) -> None:
    from routeplan.private_files import write_private
    from routeplan.render.words.catalogue import (
        CODE,
        CatalogueError,
        is_reviewed,
        language_of,
        missing,
        own_catalogue,
    )
    from routeplan.render.words.terminal_phrases import missing_phrases, whole_catalogue

    if not CODE.fullmatch(code):
        raise UsageError(
            phrase("{code!r} is not a language code; write it like pt or zh", code=code)
        )
    path = own_catalogue(folder, code)
    if path.exists() and not force:
        raise UsageError(
            phrase("{path} exists; --force replaces it and keeps what it says", path=path)
        )
    language = language_of(folder, code)
    try:
        words = len(missing(language))
    except CatalogueError:  # what cannot be read cannot be kept: it is written anew
        language = code
        words = len(missing(language))
    sentences = len(missing_phrases(language))
    write_private(path, whole_catalogue(code, language))
    if as_json:
        numbers = {"missing": words, "missing_phrases": sentences}
        print_json({"file": str(path), **numbers, "reviewed": is_reviewed(code)})
        return
    click.echo(
        say(
            "Written to {path}; to fill in: {words} of pages and sheets, {sentences} of the "
            "terminal.",
            path=path,
            words=counted(words, "text"),
            sentences=counted(sentences, "sentence"),
        )
    )
    if not is_reviewed(code):
        click.echo(say("No native speaker has reviewed the shipped words; correct what is wrong."))
    setting = f'language = "{code}"'
    click.echo(say("To use it, set {setting} under [sheets] in routeplan.toml.", setting=setting))


class _Lacking(NamedTuple):
    """What a language lacks: words of pages and sheets by their keys, sentences in English.

    ``is_reviewed`` where a native speaker has read it: what a station has written itself, too.
    """

    code: str
    is_own: bool
    is_reviewed: bool
    words: list[str]
    sentences: list[str]


def _lacking(folder: Path) -> list[_Lacking]:
    from routeplan.render.words.catalogue import is_reviewed, language_of, missing, shipped
    from routeplan.render.words.terminal_phrases import missing_phrases
    from routeplan.station.reading.station_language import language_findings, own_languages

    of_station = own_languages(folder)
    return [
        _Lacking(
            code,
            code in of_station,
            code in of_station or is_reviewed(code),
            [entry.key for entry in missing(language_of(folder, code))],
            missing_phrases(language_of(folder, code)),
        )
        for code in dict.fromkeys([*shipped(), *of_station])
        if not any(
            language_finding.severity == "error"
            for language_finding in language_findings(folder, code)
        )
    ]


def _list(folder: Path, *, every: bool, as_json: bool) -> None:
    from routeplan.station.reading.station_language import language_findings, own_languages

    lacking = _lacking(folder)
    if as_json:
        content = [
            {
                "language": language.code,
                "own": language.is_own,
                "reviewed": language.is_reviewed,
                "missing": language.words,
                "missing_phrases": language.sentences,
            }
            for language in lacking
        ]
        print_json(content)
        return
    for code in own_languages(folder):
        tell_findings(language_findings(folder, code))
    for language in lacking:
        click.echo(_summary(language))
        words = language.words if language.is_own or every else ()
        for text in (*words, *(language.sentences if every else ())):
            click.echo(f"    {text}")


def _summary(language: _Lacking) -> str:
    whose = phrase("the station's own") if language.is_own else phrase("shipped")
    if not language.is_reviewed:
        whose = phrase("shipped, unreviewed by a native speaker")
    if not language.words and not language.sentences:
        return say("{code}  {whose}, complete", code=language.code, whose=whose)
    return say(
        "{code}  {whose}, lacks {words} of pages and sheets, {sentences} of the terminal",
        code=language.code,
        whose=whose,
        words=counted(len(language.words), "text"),
        sentences=counted(len(language.sentences), "sentence"),
    )
