"""Every route of exams and certificates."""

from __future__ import annotations

from typing import Any

from beanfield.skills.routes_bank import ROUTES as BANK
from beanfield.skills.routes_certificates import ROUTES as CERTIFICATES
from beanfield.skills.routes_exam import ROUTES as EXAM

ROUTES: list[Any] = [*BANK, *EXAM, *CERTIFICATES]
