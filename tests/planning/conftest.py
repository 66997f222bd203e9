"""Tests here search with compiled kernels."""

from tests.compiled_kernels import kernels

__all__ = ["kernels"]
