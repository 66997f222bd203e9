"""Setting a page with typst: its texts go in as data, its fonts come from here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from routeplan.errors import SheetError
from routeplan.phrases import phrase
from routeplan.render.paper.missing_glyphs import FONTS

CHINESE, JAPANESE = "Noto Sans SC", "Noto Sans JP"


def families(language: str) -> tuple[str, ...]:
    """The fonts for a language's code, those that are asked for a sign first in front.

    Chinese and Japanese write many signs with the same code and another shape: the Japanese
    ones go first on a Japanese page only.
    """
    han = (JAPANESE, CHINESE) if language == "ja" else (CHINESE, JAPANESE)
    return ("Noto Sans", "Noto Sans Symbols2", *han)


def typeset(template: Path, task: str, content: dict[str, Any], **more: Any) -> Any:
    """Run a task of typst (``compile_with_warnings``, ``query``) on a template.

    Parameters
    ----------
    content
        What the template shows; its ``language`` is a code such as ``pt`` and chooses the fonts.

    Raises
    ------
    SheetError
        When typst refuses the page.
    """
    import typst

    shown = {**content, "fonts": families(content["language"])}
    try:
        return getattr(typst, task)(
            str(template),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"content": json.dumps(shown, ensure_ascii=False)},
            **more,
        )
    except (typst.TypstError, RuntimeError) as error:
        raise SheetError(phrase("the sheets could not be set: {error}", error=error)) from error


def typeset_pdf(template: Path, content: dict[str, Any], what: str) -> bytes:
    """The pages of a template as a PDF; ``what`` they are is told in errors.

    Raises
    ------
    SheetError
        When typst refuses a page, or warns: something would be missing on paper.
    """
    pdf, warnings = typeset(template, "compile_with_warnings", content)
    if warnings:
        raise SheetError(
            phrase(
                "{what} were set with a warning: {warning}", what=what, warning=warnings[0].message
            )
        )
    made: bytes = pdf
    return made
