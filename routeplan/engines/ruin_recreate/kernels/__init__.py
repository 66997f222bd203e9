"""The search's inner loop, compiled by numba: small functions over tuples of arrays.

``arrays`` says what the arrays hold, and bundles those of one search; ``times`` keeps earliest and
latest times through windows and the break, ``waiting`` what a route waits; ``routes`` links and
unlinks visits; ``positions``, ``insertion`` and ``pair_insertion`` find the best place for a visit;
``ruin`` removes strings; ``recreate`` puts visits back; ``tail_exchange`` swaps the ends of two
routes; ``construct`` makes the first routes; ``search`` anneals. ``proximity`` is for neighbour
lists, ``xorshift`` draws random numbers, ``compiler`` says how all of these are compiled.
"""
