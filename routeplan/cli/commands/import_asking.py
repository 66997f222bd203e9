"""The questions of ``routeplan import``: asked at a terminal, listed where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from shlex import quote

import click

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import said, say
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.harmless_text import visible
from routeplan.station.use_cases.spreadsheet_import.answers import (
    NOT_TAKEN,
    Answers,
    Question,
    UnusableAnswerError,
    answered,
    example_of,
)
from routeplan.station.use_cases.spreadsheet_import.draft import draft_import
from routeplan.station.use_cases.spreadsheet_import.import_draft import ImportDraft
from routeplan.station.use_cases.spreadsheet_import.usable_rows import rows_named

SHOWN = 30
"""Characters of an example."""
ASKED_AT_ONCE = 20


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def with_typed(draft: ImportDraft, typed: Sequence[str], sheet: str) -> ImportDraft:
    """The draft with the answers of ``--answer``.

    Raises
    ------
    UsageError
        When one answers no question, or cannot be used.
    """
    left = list(typed)
    while left:
        answer, question = _first_that_fits(left, draft.questions)
        left.remove(answer)
        text = answer[len(question.key) + 1 :].strip()
        try:
            answers = answered(draft.answers, question, text, draft.context)
        except UnusableAnswerError as error:
            raise UsageError(error.args[0]) from error
        draft = draft_import(draft.source, answers, sheet=sheet, kind=draft.kind)
    return draft


def _first_that_fits(left: Sequence[str], questions: Sequence[Question]) -> tuple[str, Question]:
    """An answer with its question; columns come first, for what is asked depends on them."""
    for question in questions:
        for answer in left:
            if answer.startswith(f"{question.key}="):
                return answer, question
    raise UsageError(phrase("--answer {answer} answers no question", answer=left[0]))


def with_asked(draft: ImportDraft, sheet: str) -> ImportDraft:
    """The draft with everything asked: the texts of one column together."""
    while draft.questions:
        first = draft.questions[0]
        if first.kind == "value":
            same = [question for question in draft.questions if _column(question) == _column(first)]
            answers = _ask_values(draft, same[:ASKED_AT_ONCE])
        else:
            if first.columns:
                _show_columns(first)
            answers = _asked(draft, first, _prompt_of(first))
        draft = draft_import(draft.source, answers, sheet=sheet, kind=draft.kind)
    return draft


def _column(question: Question) -> str:
    return question.key.partition(":")[0]


def _prompt_of(question: Question) -> str:
    if question.kind == "columns":
        return say("{question} Enter, or changes such as 7=note, 9=-", question=question.text)
    return said(question.text)


def _asked(draft: ImportDraft, question: Question, prompt: str) -> Answers:
    """The answers with this one; one that cannot be used is asked for again."""

    def usable(text: str) -> Answers:
        try:
            return answered(draft.answers, question, text, draft.context)
        except UnusableAnswerError as error:
            raise click.UsageError(visible(said(error.args[0]))) from error

    answers: Answers = click.prompt(
        visible(prompt),
        default=question.likely,
        show_default=bool(question.likely),
        value_proc=usable,
    )
    return answers


def _ask_values(draft: ImportDraft, questions: Sequence[Question]) -> Answers:
    """Show what the texts of a column likely mean; Enter takes it, ``3=09:00-12:00`` changes it."""
    _show_values(questions)

    def usable(text: str) -> Answers:
        answers = draft.answers
        typed = dict(_numbered(text, len(questions)))
        try:
            for number, question in enumerate(questions, start=1):
                meaning = typed.get(number, "")
                answers = answered(answers, question, meaning, draft.context)
        except UnusableAnswerError as error:
            raise click.UsageError(visible(said(error.args[0]))) from error
        return answers

    example = f"{len(questions)}={example_of(questions[0])}"
    prompt = say("Is that right? Enter, or changes such as {example}", example=example)
    answers: Answers = click.prompt(
        visible(prompt), default="", show_default=False, value_proc=usable
    )
    return answers


def _numbered(text: str, count: int) -> Iterator[tuple[int, str]]:
    """``1=Mo-Fr 09:00-12:00, 3=-``: the numbers with their meanings."""
    pieces: list[list[str]] = []
    for piece in text.split(","):
        number, sign, meaning = piece.partition("=")
        if sign and number.strip().isdecimal():
            pieces.append([number.strip(), meaning])
        elif pieces:
            pieces[-1][1] += f",{piece}"
        elif piece.strip():
            raise click.UsageError(
                say("write the number first, such as 1={meaning}", meaning=piece)
            )
    for number, meaning in pieces:
        if not 1 <= int(number) <= count:
            raise click.UsageError(say("there is no number {number}", number=number))
        yield int(number), meaning.strip() or NOT_TAKEN


def _show_columns(question: Question) -> None:
    made = table(say("Columns of the file"), "", say("column"), say("read as"), say("examples"))
    for number, choice in enumerate(question.columns, start=1):
        examples = " | ".join(text[:SHOWN] for text in choice.examples)
        without = (
            say("(only counts the rows; not taken over)")
            if choice.counts_rows
            else say("(not taken over)")
        )
        meaning = choice.meaning or without
        made.add_row(str(number), plain(choice.name), plain(meaning), plain(examples))
    console().print(made)


def _show_values(questions: Sequence[Question]) -> None:
    title = say("{column}: what does this mean?", column=visible(questions[0].column))
    made = table(title, "", say("written"), say("likely meant"), say("where"))
    for number, question in enumerate(questions, start=1):
        meaning = question.likely or say("(left empty; the text goes into the note)")
        made.add_row(
            str(number),
            plain(question.written),
            plain(meaning),
            plain(said(rows_named(question.rows, 5))),
        )
    console().print(made)


def list_questions(questions: Sequence[Question]) -> None:
    """Everything that would be asked, with the option that answers it."""
    for kind, group in groupby(questions, key=lambda question: question.kind):
        if kind == "columns":
            for question in group:
                _show_columns(question)
                click.echo("  --answer 'columns=7=note, 9=-'")
            continue
        for question in group:
            where = f" ({said(rows_named(question.rows, 5))})" if question.rows else ""
            click.echo(visible(f"{said(question.text)}{where}"))
            answer = quote(visible(f"{question.key}={question.likely}"))
            click.echo(f"  --answer {answer}")
