"""What pydantic finds wrong with a value, in the sentences of this program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routeplan.phrases import phrase

_WHOLE, _NUMBER = phrase("not a whole number"), phrase("not a number")
_LIST, _SECTION = phrase("not a list"), phrase("not a section with keys of its own")
_KINDS = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": phrase("neither true nor false"),
    "bool_parsing": phrase("neither true nor false"),
    "string_type": phrase("not a text"),
    "string_too_short": phrase("it is empty"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "mapping_type": _SECTION,
    "dict_type": _SECTION,
    "model_type": _SECTION,
    "dataclass_type": _SECTION,
    "missing": phrase("it is missing"),
}
"""By pydantic's own name for what is wrong."""


def worded(detail: Mapping[str, Any]) -> str:
    """One of ``ValidationError.errors()`` as a sentence; in pydantic's English where it is rare."""
    kind, details = detail["type"], detail.get("ctx", {})
    if kind in _KINDS:
        return _KINDS[kind]
    match kind:
        case "value_error":
            error = details["error"]
            return error.args[0] if error.args else ""
        case "greater_than":
            return phrase("must be more than {limit:g}", limit=details["gt"])
        case "greater_than_equal":
            return phrase("must be at least {limit:g}", limit=details["ge"])
        case "less_than":
            return phrase("must be less than {limit:g}", limit=details["lt"])
        case "less_than_equal":
            return phrase("must be at most {limit:g}", limit=details["le"])
        case "string_too_long":
            return phrase("the text has more than {most} characters", most=details["max_length"])
        case "literal_error" | "enum":
            return phrase("not one of {words}", words=details["expected"].replace(" or ", ", "))
        case _:
            return str(detail["msg"])
