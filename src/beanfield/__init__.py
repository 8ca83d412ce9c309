"""Beanfield runs a county's digital-employment centre, and a programme of many such centres."""

__version__ = "0.1.0"
