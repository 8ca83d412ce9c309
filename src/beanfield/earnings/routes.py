"""Every route of pay."""

from __future__ import annotations

from typing import Any

from beanfield.earnings.routes_appeals import ROUTES as APPEALS
from beanfield.earnings.routes_months import ROUTES as MONTHS
from beanfield.earnings.routes_own import ROUTES as OWN

ROUTES: list[Any] = [*OWN, *APPEALS, *MONTHS]
