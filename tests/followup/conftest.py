"""Tests here read a visit log."""

from tests.visitlog.conftest import path

__all__ = ["path"]
