"""The search's inner loop, compiled by numba: small functions over tuples of arrays.

``arrays`` says what the arrays hold; ``times`` keeps earliest and latest times through windows and
the break; ``routes`` links and unlinks visits; ``positions`` and ``insertion`` find the best place
for a visit; ``ruin`` removes strings; ``recreate`` puts visits back; ``search`` anneals.
"""
