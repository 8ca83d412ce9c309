"""Headless Chromium against the real server."""
