"""Every route of the application, slice by slice."""

from __future__ import annotations

from typing import Any

from beanfield.media.routes import ROUTES as MEDIA
from beanfield.people.routes import ROUTES as PEOPLE
from beanfield.production.routes_intake import ROUTES as INTAKE
from beanfield.production.routes_work import ROUTES as WORK
from beanfield.web.front import front_end
from beanfield.web.health import healthz, metrics
from beanfield.web.openapi import openapi

ROUTES: list[Any] = [front_end, healthz, metrics, openapi, *MEDIA, *INTAKE, *PEOPLE, *WORK]
