"""Every route of the application, slice by slice."""

from __future__ import annotations

from typing import Any

from beanfield.web.health import healthz, metrics

ROUTES: list[Any] = [healthz, metrics]
