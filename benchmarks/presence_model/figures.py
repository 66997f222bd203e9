"""What is known of when somebody is at home: the fixed parameters of the hidden truth, and sources.

Every figure that is not cited is an assumption, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.float64]

HOURS = range(8, 19)
"""Hours of a weekday in which officers ring."""

AT_HOME = {
    1: (0.53, 0.48, 0.42, 0.40, 0.43, 0.43, 0.38, 0.41, 0.51, 0.61, 0.70),
    2: (0.62, 0.55, 0.49, 0.46, 0.50, 0.52, 0.51, 0.52, 0.63, 0.75, 0.83),
    3: (0.62, 0.52, 0.48, 0.46, 0.50, 0.53, 0.50, 0.56, 0.74, 0.84, 0.90),
    4: (0.67, 0.53, 0.49, 0.44, 0.46, 0.49, 0.52, 0.58, 0.80, 0.88, 0.92),
    5: (0.71, 0.59, 0.64, 0.60, 0.56, 0.61, 0.55, 0.64, 0.87, 0.97, 0.97),
}
"""By persons in the household and hour: chance that somebody is at home and awake on a weekday.

United Kingdom Time Use Survey 2000, by the transition probabilities of Richardson, Thomson &
Infield (2008), "A high-resolution domestic building occupancy model for energy demand
simulations", Energy and Buildings 40(8), 1560-1566: their chains run through a weekday, the chance
of at least one active occupant averaged over each hour.
"""
SIZES = {1: 0.47, 2: 0.32, 3: 0.09, 4: 0.08, 5: 0.04}
"""Share of households by persons: 47 % one and 79 % at most two (Statistics Finland, Dwellings and
housing conditions 2023); how the other 21 % part is an assumption."""


@dataclass(frozen=True)
class Kind:
    """Households that are out between two hours of a weekday (0, 0: not as a rule).

    ``share`` is their part of all households; ``register`` pairs what the register of residents has
    of such households with how often it does. ``at_home`` has the mean chance of each of ``HOURS``
    where a survey gives it for such households; else they are in or out.
    """

    name: str
    out_from: int
    out_until: int
    share: float
    register: tuple[tuple[str, float], ...]
    at_home: tuple[float, ...] = ()

    def is_out(self, hour: int) -> bool:
        """Whether they are; by a survey's chances, whether less often in than at most hours."""
        if self.at_home:
            return self.at_home[hour - HOURS[0]] < sum(self.at_home) / len(self.at_home)
        return self.out_from <= hour < self.out_until


KINDS = (
    Kind("at home by day", 0, 0, 0.41, (("pensioners", 0.7), ("working age", 0.3))),
    Kind("out all day", 8, 17, 0.28, (("working age", 0.8), ("children", 0.2))),
    Kind("out in school hours", 9, 16, 0.15, (("working age", 0.3), ("children", 0.7))),
    Kind("out in the morning", 9, 13, 0.08, (("working age", 0.5), ("children", 0.5))),
    Kind("out in the afternoon", 13, 18, 0.08, (("working age", 0.5), ("children", 0.5))),
)
"""The five patterns of Yao & Steemers (2005), "A method of formulating energy load profile for
domestic buildings in the UK", Energy and Buildings 37(6), 663-671. Their full day out, 9 to 18, is
an hour earlier here, and the shares are such that all together are at home as the survey says
(least squares; within 0.05 at every hour, which a test holds). The register's part is an
assumption."""
BELGIAN_KINDS = (
    Kind(
        "full-time",
        *(0, 0, 0.6),
        (("working age", 0.75), ("children", 0.25)),
        (0.28, 0.25, 0.21, 0.21, 0.25, 0.24, 0.20, 0.20, 0.26, 0.38, 0.51),
    ),
    Kind(
        "retired",
        *(0, 0, 0.4),
        (("pensioners", 0.9), ("working age", 0.1)),
        (0.47, 0.57, 0.59, 0.63, 0.70, 0.70, 0.62, 0.59, 0.62, 0.68, 0.76),
    ),
)
"""Awake at home on a weekday by employment: Belgian time-use survey 2005, by Aerts et al. (2014),
"A method for the identification and modelling of realistic domestic occupancy sequences for
building energy demand simulations", Building and Environment 75, 67-78, as in StROBe
(open-ideas/StROBe); two of its seven patterns. Nothing of the program was chosen on them. How many
there are of each, and what the register has of them, are assumptions."""
AMERICAN_KINDS = (
    Kind(
        "single at work",
        *(0, 0, 0.25),
        (("working age", 1.0),),
        (0.32, 0.34, 0.36, 0.37, 0.41, 0.36, 0.36, 0.36, 0.42, 0.53, 0.62),
    ),
    Kind(
        "retired couple",
        *(0, 0, 0.30),
        (("pensioners", 0.9), ("working age", 0.1)),
        (0.64, 0.70, 0.72, 0.75, 0.73, 0.73, 0.75, 0.76, 0.79, 0.81, 0.84),
    ),
    Kind(
        "parent at work",
        *(0, 0, 0.30),
        (("children", 0.8), ("working age", 0.2)),
        (0.35, 0.34, 0.35, 0.37, 0.42, 0.36, 0.37, 0.39, 0.43, 0.58, 0.66),
    ),
    Kind(
        "without work",
        *(0, 0, 0.15),
        (("working age", 0.7), ("children", 0.3)),
        (0.55, 0.63, 0.69, 0.74, 0.71, 0.69, 0.73, 0.70, 0.75, 0.78, 0.76),
    ),
)
"""Awake at home on a weekday by employment and family: American Time Use Survey 2022-23 (Bureau of
Labor Statistics, in the public domain), by the weighted hourly tables of four groups of respondents
in BuildOcc 1.0.1 (humanbuildingsynergy/BuildOcc, Apache-2.0). Those are shares of what people do,
not of where: ``results/presence_assumptions.md`` says how the second was made from the first.
Nothing of the program was chosen on them. How many there are of each, and what the register has of
them, are assumptions."""
WORLDS = {"british": KINDS, "belgian": BELGIAN_KINDS, "american": AMERICAN_KINDS}
"""By name: the kinds of households of a world. Stations' settings have British chances in each."""
ALIKE_LOGIT = 0.7
"""Standard deviation by which households of a kind with a survey's chances differ, on the scale of
log odds: 0.5 becomes 0.33 or 0.67. An assumption."""
CHANCE_IN, CHANCE_OUT = 0.80, 0.15
"""Chance that somebody opens while a household of its kind is in, and while it is out: the first
is what the survey has at 18 to 19 o'clock, when all kinds are in; the second goes with it in the
fit of the shares."""
ALIKE_HOUSEHOLD = 6.0
"""How alike households of one kind are: each draws its own two chances from Beta distributions with
these means and this sum of parameters. An assumption: standard deviation 0.15 and 0.13."""
ALIKE_STREET, ALIKE_BUILDING = 6.0, 3.0
"""How alike the mixes of kinds are from street to street, and from building to building in a
street: sums of the parameters of Dirichlet distributions. An assumption."""

STATED, STATED_TRUE, STATED_CHANCE = 0.35, 0.75, 0.85
"""Part of the households that have told hours which suit; part of these for whom it is so; and the
mean chance that they open then (Beta as above). Assumptions; the third is what the program's
settings start with. Whoever told wrong hours opens as if nothing had been told."""


def population() -> Shares:
    """By hour: the chance that somebody of all households is at home and awake."""
    at_home = np.array([AT_HOME[persons] for persons in SIZES])
    return np.array(list(SIZES.values())) @ at_home
