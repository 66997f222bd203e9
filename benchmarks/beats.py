"""Beats for 20,000 households and 40 officers on real streets, against growing them only.

Run with ``python benchmarks/beats.py [EXTRACT]``, an OpenStreetMap extract of a town (by default
the one in ``data/``, whose few streets then hold all households). Households stand at addresses and
street corners, drawn by a seed; officers have shares of 1, 0.5 and 0.8. Rows:

grown       beats grow from the same first centres, on the same units: the officer with least work
            takes the nearest unit on his border, and so on
routeplan   what ``routeplan beats`` does, from reading the ways to the last household
mended      the same beats once more, three officers gone, at a price of 60 minutes for each change

It ends with status 1 when routeplan takes more than two minutes or 2 GB. Seconds are of the clock;
on a busy machine the processor's, told at the end for both routeplan's rows together, say more.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import osmium

from routeplan.beats.beat_figures import compare
from routeplan.beats.make_beats import MadeBeats, Wishes, make_beats
from routeplan.beats.start import NOBODY
from routeplan.beats.town import Town
from routeplan.beats.unit_neighbours import pieces
from routeplan.model.inputs import (
    Coordinate,
    Household,
    Inputs,
    Mode,
    Officer,
    Place,
    PlanCalendar,
    Policy,
    Shift,
    Station,
    Visit,
    places_of,
)
from routeplan.travel import open_source

HOUSEHOLDS, OFFICERS = 20_000, 40
LIMIT_SECONDS, LIMIT_GIGABYTES = 120, 2.0
LIVED_IN = ("residential", "living_street", "tertiary", "unclassified")
DEMO = Path(__file__).parent.parent / "data" / "area.osm.pbf"


def doors(area: Path) -> list[Coordinate]:
    """Addresses, and points of streets that people live in: extracts lack most house numbers."""
    found = set()
    for item in osmium.FileProcessor(str(area)).with_locations():
        if item.is_node() and "addr:housenumber" in item.tags:
            found.add((round(item.lat, 5), round(item.lon, 5)))
        elif item.is_way() and item.tags.get("highway") in LIVED_IN:
            nodes = [(n.lat, n.lon) for n in item.nodes if n.location.valid()]
            found |= {(round(lat, 5), round(lon, 5)) for lat, lon in nodes}
    return [Coordinate(*spot) for spot in sorted(found)]


def town(area: Path) -> Inputs:
    """The households with a visit each, and their officers."""
    random = Random(1)
    spots = doors(area)
    lat, lon = (np.median([(s.latitude, s.longitude) for s in spots], axis=0)).tolist()
    middle = min(spots, key=lambda s: (s.latitude - lat) ** 2 + (s.longitude - lon) ** 2)
    at = sorted(
        (random.choice(spots) for _ in range(HOUSEHOLDS)), key=lambda c: (c.latitude, c.longitude)
    )
    numbers = places_of(at)
    homes = [
        Household(f"H{n}", "", "", c, p) for n, (c, p) in enumerate(zip(at, numbers, strict=True))
    ]
    visits = [Visit(h.id, h.id, 60 * random.choice((5, 10, 15, 30))) for h in homes]
    places = [Place(middle, "station"), *(Place(c, "") for c in dict.fromkeys(at))]
    officers = [
        Officer(f"O{k}", "", Mode.FOOT, share=(1.0, 0.5, 0.8)[k % 3]) for k in range(OFFICERS)
    ]
    shift = Shift("s", ("O0",), 0, Mode.FOOT, 8 * 3600, 16 * 3600)
    return Inputs(
        Station("Benchmark", middle),
        PlanCalendar(date(2026, 11, 30), 5, ZoneInfo("UTC")),
        Policy(),
        tuple(homes),
        tuple(officers),
        tuple(visits),
        (shift,),
        tuple(places),
    )


def grown(made: MadeBeats, inputs: Inputs) -> MadeBeats:
    """Beats that grow only, on the same ground; homes cut off are where routeplan put them."""
    ground, shares = made.ground, np.array([officer.share for officer in inputs.officers])
    units = len(ground.units)
    whole = Town(
        np.bincount(ground.unit_of, ground.work, units),
        np.bincount(ground.unit_of, minlength=units),
        ground.minutes,
        ground.near,
        shares,
        np.zeros((units, len(shares)), np.int64),
    )
    largest = max(pieces(whole.neighbours, range(units)), key=len)
    centres: list[int] = []
    while len(centres) < len(shares):
        far = whole.minutes[np.ix_(centres, largest)].min(axis=0, initial=1e6)
        centres.append(largest[int(far.argmax())])
    owners, loads = np.full(units, NOBODY), np.zeros(len(shares))
    apart = np.unique(ground.unit_of[made.cut_off])
    edges = [{centre} for centre in centres]
    while any(edges):
        officer = min((o for o, e in enumerate(edges) if e), key=lambda o: loads[o] / shares[o])
        unit = min(edges[officer], key=lambda u: whole.minutes[centres[officer], u])
        edges[officer].discard(unit)
        if owners[unit] == NOBODY:
            owners[unit] = officer
            loads[officer] += whole.load[unit]
            edges[officer] |= {v for v in whole.neighbours[unit] if owners[v] == NOBODY}
    last = np.zeros(units, np.int64)
    last[ground.unit_of] = made.after
    owners[apart] = last[apart]
    return replace(made, after=owners[ground.unit_of])


def told(name: str, made: MadeBeats, shares: list[float], seconds: float) -> None:
    """A row of the result; homes cut off do not count as pieces."""
    found = compare(made, shares)
    there = np.setdiff1d(np.arange(len(made.after)), made.cut_off)
    most_pieces = max(
        len(pieces(made.ground.near, set(made.ground.unit_of[own].tolist())))
        for own in (there[made.after[there] == officer] for officer in range(len(shares)))
    )
    beats = [change.after for change in found.officers if change.after.households]
    homes = sum(beat.households for beat in beats)
    centre = sum(beat.households * beat.to_centre for beat in beats) / homes
    (_, _), (least, most) = found.spread
    print(
        f"{name:<10}{100 * least:8.1f} {100 * most:8.1f} {centre:14.2f} "
        f"{most_pieces:8d} {found.changed:10,d} {seconds:9.1f}",
        flush=True,
    )


def main() -> None:
    area = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    inputs = town(area)
    shares = [officer.share for officer in inputs.officers]
    with tempfile.TemporaryDirectory() as cache:
        source = open_source("streets", area=area, cache=Path(cache))
        source.tables(inputs.places[:2], [Mode.FOOT])  # builds the network
        began = time.perf_counter()
        made = make_beats(inputs, source, Mode.FOOT, Wishes())
        seconds = time.perf_counter() - began
        print(
            f"{len(inputs.households):,} households at {len(inputs.places) - 1:,} places, "
            f"{len(made.ground.units):,} units, {len(shares)} officers, "
            f"{len(made.cut_off)} households without a way\n"
        )
        print("           least %   most %  min to centre   pieces    changed   seconds")
        began = time.perf_counter()
        growing = grown(made, inputs)
        told("grown", growing, shares, time.perf_counter() - began)
        told("routeplan", made, shares, seconds)
        ids = [officer.id for officer in inputs.officers]
        now = {h.id: ids[o] for h, o in zip(inputs.households, made.after.tolist(), strict=True)}
        fewer = replace(inputs, officers=inputs.officers[3:])
        began = time.perf_counter()
        mended = make_beats(fewer, source, Mode.FOOT, Wishes(now=now, price=60.0))
        mending = time.perf_counter() - began
        told("mended", mended, shares[3:], mending)
        gone = Counter(now.values())
        print(f"\n{sum(gone[i] for i in ids[:3]):,} households were the three officers'.")
        source.close()
    own, children = (
        resource.getrusage(who).ru_maxrss / 2**20
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    used = sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{used:.0f} seconds of processor for everything, building the streets included.")
    print(f"Memory at most {own:.2f} GB, and {children:.2f} GB in the street worker.")
    if max(seconds, mending) > LIMIT_SECONDS or own + children > LIMIT_GIGABYTES:
        sys.exit(f"more than {LIMIT_SECONDS} s or {LIMIT_GIGABYTES:g} GB")


if __name__ == "__main__":
    main()
