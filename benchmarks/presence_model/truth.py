"""The hidden truth of one seed: who lives where, when they open, and what they have told."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.presence_model.figures import (
    ALIKE_BUILDING,
    ALIKE_HOUSEHOLD,
    ALIKE_LOGIT,
    ALIKE_STREET,
    CHANCE_IN,
    CHANCE_OUT,
    HOURS,
    KINDS,
    STATED,
    STATED_CHANCE,
    STATED_TRUE,
    Kind,
)

DEMO = Path(__file__).parents[2] / "data" / "households.csv"
STATED_HOURS = 3
"""Length of the hours that a household states, less where it is at home for less."""
DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Home:
    """A household as the station knows it.

    ``register`` is what the register of residents has; ``stated`` a text of hours, empty for none.
    """

    id: str
    address: str
    latitude: str
    longitude: str
    register: str
    stated: str


@dataclass(frozen=True)
class Truth:
    """What no plan sees.

    Parameters
    ----------
    chance
        ``(households, hours)`` that somebody opens on a weekday.
    luck
        ``(households, days, hours)`` in [0, 1): somebody opens where it is below the chance. Two
        rings within an hour of one day meet the same; every strategy meets the same luck.
    """

    homes: tuple[Home, ...]
    kinds: tuple[int, ...]
    chance: npt.NDArray[np.float64]
    luck: npt.NDArray[np.float64]

    def opens(self, household: int, day: int, seconds: int) -> bool:
        """Whether somebody opens when an officer rings, in seconds after 00:00 of a working day."""
        hour = seconds // 3600 - HOURS[0]
        return bool(self.luck[household, day, hour] < self.chance[household, hour])


def draw_truth(seed: int, households: int, weeks: int, world: Sequence[Kind] = KINDS) -> Truth:
    """Households of a world at the demonstration's addresses, and when they open."""
    random = np.random.default_rng(seed)
    with DEMO.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["latitude"]]
    picked = np.sort(random.choice(len(rows), households, replace=False))
    rows = [rows[k] for k in picked]
    kinds = _kinds(rows, world, random)
    chance = np.array([_chance(world[kind], random) for kind in kinds])
    homes = []
    for row, kind, own in zip(rows, kinds, chance, strict=True):
        stated = _stated(world[kind], own, random)
        place = row["address"], row["latitude"], row["longitude"]
        homes.append(Home(row["id"], *place, _registered(world[kind], random), stated))
    luck = random.random((households, weeks * DAYS_A_WEEK, len(HOURS)))
    return Truth(tuple(homes), tuple(kinds), chance, luck)


def _kinds(
    rows: Sequence[dict[str, str]], world: Sequence[Kind], random: np.random.Generator
) -> list[int]:
    """A kind for each row: buildings have mixes like their street's, streets like the town's."""
    town = np.array([kind.share for kind in world])
    streets: dict[str, npt.NDArray[np.float64]] = {}
    buildings: dict[tuple[str, str], npt.NDArray[np.float64]] = {}
    kinds = []
    for row in rows:
        street, building = row["address"].split()[0], (row["latitude"], row["longitude"])
        if street not in streets:
            streets[street] = random.dirichlet(ALIKE_STREET * town)
        if building not in buildings:
            # no share is quite 0, which a Dirichlet distribution does not know
            buildings[building] = random.dirichlet(ALIKE_BUILDING * streets[street] + 1e-3)
        kinds.append(int(random.choice(len(world), p=buildings[building])))
    return kinds


def _registered(kind: Kind, random: np.random.Generator) -> str:
    words, often = zip(*kind.register, strict=True)
    return str(random.choice(words, p=often))


def _chance(kind: Kind, random: np.random.Generator) -> npt.NDArray[np.float64]:
    if kind.at_home:
        mean = np.array(kind.at_home)
        odds = np.log(mean / (1 - mean)) + random.normal(0, ALIKE_LOGIT)
        return np.asarray(1 / (1 + np.exp(-odds)))
    inside, outside = _beta(CHANCE_IN, random), _beta(CHANCE_OUT, random)
    return np.array([outside if kind.is_out(hour) else inside for hour in HOURS])


def _beta(mean: float, random: np.random.Generator) -> float:
    return random.beta(mean * ALIKE_HOUSEHOLD, (1 - mean) * ALIKE_HOUSEHOLD)


def _stated(kind: Kind, chance: npt.NDArray[np.float64], random: np.random.Generator) -> str:
    """The hours that a household has told; where they are true ``chance`` is changed to hold."""
    if random.random() >= STATED:
        return ""
    is_true = random.random() < STATED_TRUE
    begins = [
        hour
        for hour in range(HOURS[0], HOURS[-1] - STATED_HOURS + 2)
        if not is_true or not any(kind.is_out(h) for h in range(hour, hour + STATED_HOURS))
    ]
    begin = int(random.choice(begins)) if begins else kind.out_until or HOURS[-1] + 1 - STATED_HOURS
    end = min(begin + STATED_HOURS, HOURS[-1] + 1)
    if is_true:
        chance[begin - HOURS[0] : end - HOURS[0]] = _beta(STATED_CHANCE, random)
    return f"Mo-Fr {begin:02d}:00-{end:02d}:00"
