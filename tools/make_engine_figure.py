"""Draw docs/pictures/break-layers.svg: the two layers of earliest times along one route.

Run from the repository: ``python tools/make_engine_figure.py``.
"""

from __future__ import annotations

from pathlib import Path

TARGET = Path(__file__).parents[1] / "docs" / "pictures" / "break-layers.svg"
STOPS = ("station", "A", "B", "C", "station")
AHEAD = ("8:00", "8:20", "9:40", "11:30", "–")
BEHIND = ("–", "–", "12:10", "12:00", "12:40")
LEFT, STEP, TOP, BOTTOM = 110, 150, 90, 200
INK, QUIET = "#1a1a1a", "#777777"


def box(x: int, y: int, text: str) -> str:
    possible = text != "–"
    fill, dash = ("#ffffff", "") if possible else ("#eeeeee", ' stroke-dasharray="4 3"')
    return (
        f'<rect x="{x - 34}" y="{y - 18}" width="68" height="36" rx="6" fill="{fill}" '
        f'stroke="{INK if possible else QUIET}" stroke-width="1.5"{dash}/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle">{text}</text>'
    )


def arrow(x1: int, y1: int, x2: int, y2: int, *, is_break: bool = False) -> str:
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" '
        f'stroke-width="{3 if is_break else 1.5}" marker-end="url(#head)"/>'
    )


def figure() -> str:
    at = [LEFT + 60 + STEP * k for k in range(len(STOPS))]
    parts = [
        f'<text x="{x}" y="45" text-anchor="middle" font-weight="bold">{name}</text>'
        for x, name in zip(at, STOPS, strict=True)
    ]
    for y, label in ((TOP, "break ahead"), (BOTTOM, "break behind")):
        parts.append(f'<text x="12" y="{y + 5}">{label}</text>')
    for k in range(len(STOPS) - 1):
        if AHEAD[k] != "–" and AHEAD[k + 1] != "–":
            parts.append(arrow(at[k] + 36, TOP, at[k + 1] - 38, TOP))
        if BEHIND[k] != "–" and BEHIND[k + 1] != "–":
            parts.append(arrow(at[k] + 36, BOTTOM, at[k + 1] - 38, BOTTOM))
        if AHEAD[k] != "–" and BEHIND[k + 1] != "–":
            parts.append(arrow(at[k] + 26, TOP + 20, at[k + 1] - 32, BOTTOM - 22, is_break=True))
    for x, ahead, behind in zip(at, AHEAD, BEHIND, strict=True):
        parts += [box(x, TOP, ahead), box(x, BOTTOM, behind)]
    width = at[-1] + 60
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 262" width="{width}" '
        f'height="262" font-family="sans-serif" font-size="14" fill="{INK}">'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" '
        f'markerWidth="11" markerHeight="11" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{INK}"/></marker></defs>'
        f'<rect width="{width}" height="262" fill="#ffffff"/>'
        + "".join(parts)
        + '<text x="12" y="246" font-size="12">Earliest starts. Thick arrows: the break (30 min, '
        "begun 11:30–12:30) is taken on that leg.</text></svg>\n"
    )


if __name__ == "__main__":
    TARGET.write_text(figure(), encoding="utf-8")
