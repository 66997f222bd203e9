"""Make the fonts that sheets are printed with, from four Debian packages.

The results are in the repository; nobody needs this script to use routeplan.
It is kept so that anybody can see what was cut from which release, and do it
again with a newer one::

    mkdir debs && cd debs
    apt-get download fonts-noto-core fonts-noto-cjk unicode-data
    for deb in *.deb; do dpkg -x "$deb" unpacked; done
    cd .. && python tools/make_fonts.py debs/unpacked

What is cut:

- *Noto Sans* (Latin, Greek, Cyrillic): every character kept, hinting dropped
  (paper needs none).
- *Noto Sans Symbols2*: the boxes, dots and signs of a sheet only.
- *Noto Sans SC*: the simplified-Chinese face of the CJK collection, cut to the
  8,105 characters of the Table of General Standard Chinese Characters (the
  property ``kTGH`` of the Unihan database), GB2312, and the punctuation,
  full-width forms, arrows and shapes used beside them.

Timestamps are taken from the source fonts, so the same packages give the same
bytes.
"""

from __future__ import annotations

import argparse
import bz2
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

OUTPUT = Path(__file__).resolve().parent.parent / "routeplan" / "render" / "fonts"
TRUETYPE = Path("usr/share/fonts/truetype/noto")
OPENTYPE = Path("usr/share/fonts/opentype/noto")
UNIHAN = Path("usr/share/unicode")

STANDARD_CHARACTERS = 8105
CHINESE_FACE = "Noto Sans CJK SC"
CHINESE_FAMILY = "Noto Sans SC"
SYMBOLS = "●○□■☐☑☒✓✔✗✘▲△▼▽◆◇★☆⚠☎✆✉♿✎"
CHINESE_BLOCKS = (
    range(0x0020, 0x007F),  # ASCII
    range(0x00A0, 0x0100),  # Latin-1
    range(0x2010, 0x2028),  # dashes, quotes, ellipsis
    range(0x2030, 0x2040),  # per mille, primes, reference mark
    range(0x2160, 0x217C),  # Roman numerals
    range(0x2190, 0x219A),  # arrows
    range(0x2460, 0x2500),  # numbers in circles and brackets
    range(0x25A0, 0x2600),  # boxes, circles, triangles
    range(0x3000, 0x3040),  # CJK punctuation
    range(0xFF00, 0xFFF0),  # full-width and half-width forms
)
# Vertical setting and device metrics: nothing a sheet uses.
UNUSED_TABLES = ["BASE", "VORG", "vhea", "vmtx", "DSIG", "gasp", "hdmx", "LTSH", "VDMX"]


def main() -> None:
    """Make all fonts and print their sizes."""
    parser = argparse.ArgumentParser(description="Make the fonts of the printed sheets.")
    parser.add_argument("packages", type=Path, help="folder the Debian packages are unpacked in")
    packages = parser.parse_args().packages
    OUTPUT.mkdir(parents=True, exist_ok=True)

    chinese = set(chinese_characters(packages / UNIHAN))
    for weight in ("Regular", "Bold"):
        latin = TTFont(packages / TRUETYPE / f"NotoSans-{weight}.ttf", recalcTimestamp=False)
        write(cut(latin, latin.getBestCmap(), ["*"]), f"NotoSans-{weight}.ttf")

        face = chinese_face(packages / OPENTYPE / f"NotoSansCJK-{weight}.ttc")
        rename(face, CHINESE_FAMILY, weight)
        write(cut(face, chinese, []), f"NotoSansSC-{weight}.otf")

    symbols = TTFont(packages / TRUETYPE / "NotoSansSymbols2-Regular.ttf", recalcTimestamp=False)
    write(cut(symbols, map(ord, SYMBOLS), []), "NotoSansSymbols2-Regular.ttf")


def chinese_characters(unihan: Path) -> Iterator[int]:
    """Code points of the Chinese fonts: the standard table, GB2312, and the blocks above."""
    standard = list(standard_characters(unihan))
    if len(standard) != STANDARD_CHARACTERS:
        raise SystemExit(f"kTGH lists {len(standard)} characters, not {STANDARD_CHARACTERS}")
    yield from standard
    yield from gb2312_characters()
    for block in CHINESE_BLOCKS:
        yield from block


def standard_characters(unihan: Path) -> Iterator[int]:
    """Code points with the Unihan property kTGH, one for each character of the standard table."""
    for file in sorted(unihan.glob("Unihan_*.txt.bz2")):
        with bz2.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                code, _, rest = line.partition("\t")
                if rest.startswith("kTGH\t"):
                    yield int(code.removeprefix("U+"), 16)


def gb2312_characters() -> Iterator[int]:
    """Code points of GB2312, which also holds Greek, Cyrillic, kana and box drawing."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def chinese_face(collection: Path) -> TTFont:
    """The simplified-Chinese face among the ten of a Noto CJK collection."""
    # Lazy reading keeps the nine other faces out of memory.
    for face in TTCollection(collection, lazy=True, recalcTimestamp=False).fonts:
        if face["name"].getDebugName(1) == CHINESE_FACE or (
            face["name"].getDebugName(16) == CHINESE_FACE
        ):
            return face
    raise SystemExit(f"{collection.name} has no face {CHINESE_FACE!r}")


def rename(font: TTFont, family: str, weight: str) -> None:
    """Give `font` one simple family name, in its name table and in its outlines."""
    postscript = f"{family.replace(' ', '')}-{weight}"
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 5, 7, 13, 14)]
    for name_id, text in ((1, family), (2, weight), (3, postscript), (6, postscript)):
        names.setName(text, name_id, 3, 1, 0x409)
    names.setName(f"{family} {weight}", 4, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames[0] = postscript
    outlines.topDictIndex[0].FamilyName = family
    outlines.topDictIndex[0].FullName = f"{family} {weight}"


def cut(font: TTFont, code_points: Iterable[int], features: list[str]) -> TTFont:
    """`font` with only the glyphs of `code_points` and without what paper does not need."""
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = False
    options.name_languages = [0x409]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += UNUSED_TABLES
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points)
    cutter.subset(font)
    return font


def write(font: TTFont, file_name: str) -> None:
    """Save `font` beside the others and say how large it is."""
    path = OUTPUT / file_name
    font.save(path)
    print(f"{file_name}: {len(font.getBestCmap()):,} characters, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
