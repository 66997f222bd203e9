"""Why a visit is made when it is or is left out, and the smallest changes that bring it in."""
