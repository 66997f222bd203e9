"""Workloads as tables, and the options that even them out."""
