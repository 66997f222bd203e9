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
- *Noto Sans JP*: of the Japanese face, kana and the characters of JIS X 0208 and of
  Windows' code page 932 (which has 髙 and 﨑 of many family names), but only those
  that Noto Sans SC lacks or draws otherwise. The faces of the collection share their
  glyphs: what has the same glyph in both is drawn from Noto Sans SC.

Timestamps are taken from the source fonts, so the same packages give the same
bytes.
"""

from __future__ import annotations

import argparse
import bz2
from collections.abc import Iterable, Iterator, Mapping
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
JAPANESE_FACE = "Noto Sans CJK JP"
JAPANESE_FAMILY = "Noto Sans JP"
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
JAPANESE_BLOCKS = (
    *CHINESE_BLOCKS,
    range(0x3041, 0x3100),  # hiragana, katakana
    range(0x31F0, 0x3200),  # small katakana
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

        collection = packages / OPENTYPE / f"NotoSansCJK-{weight}.ttc"
        face = face_of(collection, CHINESE_FACE)
        drawn = {code: face.getBestCmap()[code] for code in chinese & face.getBestCmap().keys()}
        rename(face, CHINESE_FAMILY, weight)
        write(cut(face, chinese, []), f"NotoSansSC-{weight}.otf")

        face = face_of(collection, JAPANESE_FACE)
        japanese = drawn_otherwise(face, set(japanese_characters()), drawn)
        rename(face, JAPANESE_FAMILY, weight)
        write(cut(face, japanese, []), f"NotoSansJP-{weight}.otf")

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


def japanese_characters() -> Iterator[int]:
    """Code points of JIS X 0208 and code page 932, of kana, and of the signs beside them."""
    for codec, rows, cells in (
        ("euc_jp", range(0xA1, 0xFF), range(0xA1, 0xFF)),
        ("cp932", range(0x81, 0xFD), range(0x40, 0xFD)),
    ):
        for row in rows:
            for cell in cells:
                try:
                    signs = bytes([row, cell]).decode(codec)
                except UnicodeDecodeError:
                    continue
                if len(signs) == 1:  # the half-width signs of code page 932 take one byte
                    yield ord(signs)
    for block in JAPANESE_BLOCKS:
        yield from block


def drawn_otherwise(
    face: TTFont, code_points: Iterable[int], drawn: Mapping[int, str]
) -> Iterator[int]:
    """Code points that `face` draws with another glyph than `drawn` names, or that it lacks."""
    glyphs = face.getBestCmap()
    return (code for code in code_points if code in glyphs and glyphs[code] != drawn.get(code))


def face_of(collection: Path, family: str) -> TTFont:
    """The face of a family among the ten of a Noto CJK collection."""
    # Lazy reading keeps the nine other faces out of memory.
    for face in TTCollection(collection, lazy=True, recalcTimestamp=False).fonts:
        if family in (face["name"].getDebugName(1), face["name"].getDebugName(16)):
            return face
    raise SystemExit(f"{collection.name} has no face {family!r}")


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
