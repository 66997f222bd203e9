"""What ``routeplan import`` says of what it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from routeplan.cli.terminal.language import figure, said, say
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.errors import Finding
from routeplan.formats.spreadsheet.source_table import PassedLine
from routeplan.formats.spreadsheet.words.lines_to_skip import PassedOver
from routeplan.formats.spreadsheet.words.vocabulary import Kind
from routeplan.phrases import counted
from routeplan.station.harmless_text import visible
from routeplan.station.use_cases.spreadsheet_import.import_draft import ImportDraft
from routeplan.station.use_cases.spreadsheet_import.usable_rows import rows_named

LISTED = 10
"""Households that are named in one line."""


def print_draft(draft: ImportDraft) -> None:
    """Who is new, has changed and is gone, and what was passed over."""
    update = draft.update
    where = draft.source.name_of(draft.table.sheet)
    count = len(update.new) + len(update.changed) + update.unchanged
    total = {
        Kind.HOUSEHOLDS: counted(count, "household"),
        Kind.OFFICERS: counted(count, "officer"),
        Kind.CALENDAR: counted(count, "day"),
    }[draft.kind]
    click.echo(visible(say("{total} in {file}.", total=total, file=where)))
    if update.new:
        click.echo(_named(say("{count:,} new", count=len(update.new)), update.new))
    if update.changed:
        columns = Counter(
            column for row_columns in update.changed.values() for column in row_columns
        )
        details = ", ".join(f"{column} {figure(count)}" for column, count in columns.most_common())
        changed = say("{count:,} changed ({columns})", count=len(update.changed), columns=details)
        click.echo(_named(changed, list(update.changed)))
    if update.unchanged:
        click.echo(f"  {say('{count:,} unchanged', count=update.unchanged)}")
    if update.kept:
        columns = Counter(column for row_columns in update.kept.values() for column in row_columns)
        details = ", ".join(f"{column} {figure(count)}" for column, count in columns.most_common())
        head = say("changed here since the last import, and kept ({columns})", columns=details)
        click.echo(_named(head, list(update.kept)))
    if update.missing:
        gone = len(update.missing)
        if update.removes_missing:
            head = say("{count:,} gone from the file, and removed", count=gone)
        else:
            head = say("{count:,} gone from the file, but kept", count=gone)
        click.echo(_named(head, update.missing))
    _print_passed_over(draft.table.passed_over)
    left_out = [
        column_choice.name
        for column_choice in draft.columns
        if not column_choice.meaning and column_choice.examples
    ]
    if left_out:
        names = say("columns not taken over: {names}", names=", ".join(left_out))
        click.echo(f"  {visible(names)}")


def _named(head: str, ids: Sequence[str]) -> str:
    more = f", {say('and {count:,} more', count=len(ids) - LISTED)}" if len(ids) > LISTED else ""
    return visible(f"  {head}: {', '.join(ids[:LISTED])}{more}")


def _print_passed_over(lines: Sequence[PassedLine]) -> None:
    heads = {
        PassedOver.TITLE: say("titles above the header"),
        PassedOver.HEADER: say("repeated headers"),
        PassedOver.SECTION: say("headings between the rows"),
        PassedOver.TOTAL: say("totals"),
        PassedOver.TABLE: say("another table on the same sheet, from there on"),
    }
    for why, head in heads.items():
        same = [line for line in lines if line.why is why]
        if same:
            rows = said(rows_named([line.number for line in same]))
            texts = " | ".join(line.text[:40] for line in same[:3])
            passed = say("passed over, {what}: {rows} ({texts})", what=head, rows=rows, texts=texts)
            click.echo(f"  {visible(passed)}")


def print_draft_json(draft: ImportDraft, written: Sequence[str]) -> None:
    """The same for programs, with what is still to be asked."""
    update = draft.update
    print_json(
        {
            "file": draft.source.file,
            "sheet": draft.table.sheet,
            "kind": draft.kind.value,
            "questions": as_dicts(draft.questions),
            "columns": {
                column_choice.name: column_choice.meaning for column_choice in draft.columns
            },
            "new": update.new,
            "changed": update.changed,
            "unchanged": update.unchanged,
            "kept": update.kept,
            "missing": update.missing,
            "removes_missing": update.removes_missing,
            "passed_over": as_dicts(draft.table.passed_over),
            "warnings": as_dicts(list[Finding](draft.findings)),
            "sha256": {str(path): digest for path, digest in draft.digests.items()},
            "written": written,
        }
    )
