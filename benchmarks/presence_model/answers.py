"""What residents do about a card, a notice or an appointment, and how long a visit lasts.

What is cited was measured on surveys, not on police visits; everything else is an assumption.
"""

from __future__ import annotations

ANSWERING = 0.174
"""Part of the households that answer a card found at their door.

Of questionnaires left on the door knob where nobody was met, 17.4 % came back: Melevin, Dillman,
Baxter & Lamiman (1999), "Personal delivery of mail questionnaires for household surveys: a test of
four retrieval methods", Journal of Applied Sociology 16. A card asks for less and offers less. Who
does not answer the first card answers none: an assumption, and the careful one.
"""
ANSWERED_NEXT_DAY = 0.5
"""Part of the answers that come on the next day; the others come a day later. An assumption."""
BY_TIME = 0.5
"""Part of the answers that agree on a time; the others tell hours that suit. An assumption."""
KEPT = 0.9
"""Chance that a household opens at a time it was promised. An assumption; the program's settings
start with 0.95."""
SUITING_TRUE = 0.75
"""Part of the answers of hours for which it is so, as of the hours that the table has."""
NOTICE = 1.04
"""How many times as often somebody opens who has read in the house that officers come.

An appointment announced by postcard took 4 % of the hours in the field: Kreuter, Mercer & Hicks
(2014), "Increasing fieldwork efficiency through prespecified appointments", Journal of Survey
Statistics and Methodology 2(2), 210-223. A notice names the hours of a round only.
"""
LENGTH_SPREAD = 0.5
"""Standard deviation of a visit's length beside its mean, which is as booked; the distribution is
lognormal. An assumption."""
PROMISED_A_WEEK = 2
"""Households that have been promised a time in the coming week, whoever plans. An assumption."""
