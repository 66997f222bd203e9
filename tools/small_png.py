"""Pictures of pages as small PNG files: the colours that matter in a palette of 64."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 64
STEPS = 5
"""Bits of a channel that are told apart before the most frequent colours are chosen."""

Pixels = npt.NDArray[np.uint8]


def smaller(png: bytes) -> bytes:
    """The picture (8 bits a channel, not interlaced) in its most frequent colours."""
    pixels = _pixels(png)
    keys = (pixels >> (8 - STEPS)).astype(np.uint32)
    codes = (keys[..., 0] << (2 * STEPS)) | (keys[..., 1] << STEPS) | keys[..., 2]
    kinds, where, counts = np.unique(codes.ravel(), return_inverse=True, return_counts=True)
    kept = np.argsort(-counts, kind="stable")[:COLOURS]
    means = np.stack(
        [
            np.bincount(where, weights=pixels[..., channel].ravel(), minlength=len(kinds)) / counts
            for channel in range(3)
        ],
        axis=1,
    )
    palette = np.rint(means[kept]).astype(np.uint8)
    nearest = np.array(
        [int(np.argmin(((palette.astype(float) - mean) ** 2).sum(axis=1))) for mean in means]
    )
    return _palette_png(nearest[where].reshape(codes.shape).astype(np.uint8), palette)


def _pixels(png: bytes) -> Pixels:
    """Rows, columns and the three colours."""
    chunks = dict[bytes, bytes]()
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind = png[at + 4 : at + 8]
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth, colour, *_, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or colour not in (2, 6) or interlaced:
        raise ValueError("only pictures of 8 bits a channel, not interlaced, are made smaller")
    channels = 3 if colour == 2 else 4
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    return _unfiltered(rows, channels).reshape(height, width, channels)[..., :3]


def _unfiltered(rows: Pixels, step: int) -> Pixels:
    """The bytes of each row as they were before the file's filters (PNG, section 9)."""
    plain = np.zeros((len(rows), rows.shape[1] - 1), np.uint8)
    above = np.zeros(rows.shape[1] - 1, np.uint8)
    for k, (kind, line) in enumerate(zip(rows[:, 0].tolist(), rows[:, 1:], strict=True)):
        if kind == 2:
            plain[k] = line + above
        elif kind == 1:
            parts = line.reshape(-1, step).astype(np.uint64).cumsum(axis=0)
            plain[k] = (parts & 255).astype(np.uint8).ravel()
        elif kind:
            plain[k] = _by_neighbours(line.tolist(), above.tolist(), step, paeth=kind == 4)
        else:
            plain[k] = line
        above = plain[k]
    return plain


def _by_neighbours(line: list[int], above: list[int], step: int, *, paeth: bool) -> list[int]:
    made: list[int] = []
    for k, value in enumerate(line):
        left, corner = (made[k - step], above[k - step]) if k >= step else (0, 0)
        up = above[k]
        guess = (left + up) // 2
        if paeth:
            near = left + up - corner
            apart = abs(near - left), abs(near - up), abs(near - corner)
            guess = (left, up, corner)[apart.index(min(apart))]
        made.append((value + guess) & 255)
    return made


def _palette_png(indices: Pixels, palette: Pixels) -> bytes:
    height, width = indices.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), indices], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", palette.tobytes()))
    body = (b"IDAT", zlib.compress(rows.tobytes(), 9))
    return SIGNATURE + b"".join(_chunk(*part) for part in (*parts, body, (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
