"""routeplan: visit planning for community police stations.

Households and their availability in, a daily route for each officer out.
"""

__version__ = "0.1.0"
