"""The engine of this project: slack induction by string removals, in compiled kernels."""
