"""The hidden truth of one seed: who lives where, when they open, and what they have told."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.presence_model.answers import (
    ANSWERED_NEXT_DAY,
    ANSWERING,
    BY_TIME,
    LENGTH_SPREAD,
    SUITING_TRUE,
)
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
ANSWERS_STREAM = 16
"""What is drawn for cards, lengths and promises has a stream of its own: homes and luck stay."""

Floats = npt.NDArray[np.float64]


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
class Answers:
    """What each household does about a card, drawn before anybody plans.

    Parameters
    ----------
    after
        ``(households,)`` days from a card to its answer, 0 where none ever comes.
    by_time
        ``(households,)`` whether the answer agrees on a time, and not on hours.
    suits
        ``(households,)`` the first of the ``STATED_HOURS`` hours that the household tells.
    chance
        ``(households,)`` that somebody opens in these hours once they were told.
    """

    after: npt.NDArray[np.int64]
    by_time: npt.NDArray[np.bool_]
    suits: npt.NDArray[np.int64]
    chance: Floats


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
    length
        ``(households, days)`` by which a visit's booked length is multiplied; its mean is 1.
    promised
        ``(weeks, households)`` an order of households for each week: to the first of them a time
        was promised.
    """

    homes: tuple[Home, ...]
    kinds: tuple[int, ...]
    chance: Floats
    luck: Floats
    length: Floats
    promised: npt.NDArray[np.int64]
    answers: Answers


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
    random = np.random.default_rng([seed, ANSWERS_STREAM])
    spread = sqrt(log(1 + LENGTH_SPREAD**2))
    days = (households, weeks * DAYS_A_WEEK)
    return Truth(
        tuple(homes),
        tuple(kinds),
        chance,
        luck,
        length=random.lognormal(-(spread**2) / 2, spread, days),
        promised=np.array([random.permutation(households) for _ in range(weeks)]),
        answers=_answers(chance, random),
    )


def _answers(chance: Floats, random: np.random.Generator) -> Answers:
    """Whoever answers tells the hours at which they are in most; some of them wrongly."""
    households = len(chance)
    spans = np.lib.stride_tricks.sliding_window_view(chance, STATED_HOURS, axis=1).mean(axis=2)
    suits = spans.argmax(axis=1)
    told = spans[np.arange(households), suits]
    kept = np.array([_beta(STATED_CHANCE, random) for _ in range(households)])
    is_true = random.random(households) < SUITING_TRUE
    after = np.where(random.random(households) < ANSWERED_NEXT_DAY, 1, 2)
    return Answers(
        after=np.where(random.random(households) < ANSWERING, after, 0),
        by_time=random.random(households) < BY_TIME,
        suits=suits + HOURS[0],
        chance=np.where(is_true, np.maximum(kept, told), told),
    )


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
