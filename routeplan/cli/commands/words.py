"""``routeplan words``."""

from __future__ import annotations

from pathlib import Path

import click

from routeplan.cli.options.common import json_option, station_option
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.errors import UsageError


@click.command("words", cls=Command)
@click.argument("action", type=click.Choice(["list", "export"]), default="list")
@click.argument("code", required=False)
@click.option("--force", is_flag=True, help="With export: replace the file, keeping what it says.")
@station_option
@json_option
def command(action: str, code: str | None, force: bool, folder: Path, as_json: bool) -> None:
    """List the languages of pages and sheets, or write one to a file to fill in.

    ``export CODE`` writes words-CODE.po into the station's folder, with what the language says
    already. Fill in the rest and set [sheets] language to CODE: the station's own words go before
    the shipped ones, and what they lack is printed in English. ``list`` names what is lacking.

    \b
    Examples:
      routeplan words list --dir station
      routeplan words export pt --dir station
    """
    if action == "list":
        if code is not None:
            raise UsageError("list takes no language")
        _list(folder, as_json=as_json)
    elif code is None:
        raise UsageError("name the language to export, such as pt")
    else:
        _export(folder, code, force=force, as_json=as_json)


def _export(folder: Path, code: str, *, force: bool, as_json: bool) -> None:
    from routeplan.private_files import write_private
    from routeplan.render.words.catalogue import CODE, catalogue_text, missing
    from routeplan.station.reading.language import language_of, own_catalogue

    if not CODE.fullmatch(code):
        raise UsageError(f"{code!r} is not a language code; write it like pt or zh")
    path = own_catalogue(folder, code)
    if path.exists() and not force:
        raise UsageError(f"{path} exists; --force replaces it and keeps what it says")
    language = language_of(folder, code)
    empty = len(missing(language))
    write_private(path, catalogue_text(code, language))
    if as_json:
        print_json({"file": str(path), "missing": empty})
        return
    click.echo(f"Written to {path}; {empty} texts to fill in.")
    click.echo(f'To use it, set language = "{code}" under [sheets] in routeplan.toml.')


def _list(folder: Path, *, as_json: bool) -> None:
    from routeplan.render.words.catalogue import missing, shipped
    from routeplan.station.reading.language import language_findings, language_of, own_languages

    own = own_languages(folder)
    lacking = {
        code: [entry.key for entry in missing(language_of(folder, code))]
        for code in dict.fromkeys([*shipped(), *own])
        if not any(f.severity == "error" for f in language_findings(folder, code))
    }
    if as_json:
        content = [
            {"language": code, "own": code in own, "missing": keys}
            for code, keys in lacking.items()
        ]
        print_json(content)
        return
    for code in own:
        tell_findings(language_findings(folder, code))
    for code, keys in lacking.items():
        whose = "the station's own" if code in own else "shipped"
        click.echo(f"{code}  {whose}, {f'lacks {len(keys)} texts' if keys else 'complete'}")
        for key in keys if code in own else ():
            click.echo(f"    {key}")
