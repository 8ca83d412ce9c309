"""Benchmarks, each runnable by itself: `python -m bench.lists`."""
