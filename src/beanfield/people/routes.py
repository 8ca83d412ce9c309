"""All routes of the people slice."""

from __future__ import annotations

from typing import Any, Final

from beanfield.people import routes_centres, routes_people, routes_session

ROUTES: Final[list[Any]] = [*routes_centres.ROUTES, *routes_people.ROUTES, *routes_session.ROUTES]
