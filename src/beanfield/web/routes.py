"""Every route of the application, slice by slice."""

from __future__ import annotations

from typing import Any

from beanfield.care.routes import ROUTES as CARE
from beanfield.checks.routes_gold import ROUTES as GOLD
from beanfield.checks.routes_reports import ROUTES as REPORTS
from beanfield.checks.routes_rules import ROUTES as RULES
from beanfield.earnings.routes import ROUTES as EARNINGS
from beanfield.impact.routes import ROUTES as IMPACT
from beanfield.media.routes import ROUTES as MEDIA
from beanfield.orders.routes import ROUTES as ORDERS
from beanfield.people.routes import ROUTES as PEOPLE
from beanfield.production.routes_intake import ROUTES as INTAKE
from beanfield.production.routes_items import ROUTES as ITEMS
from beanfield.production.routes_lots import ROUTES as LOTS
from beanfield.production.routes_projects import ROUTES as PROJECTS
from beanfield.production.routes_webhooks import ROUTES as WEBHOOKS
from beanfield.production.routes_work import ROUTES as WORK
from beanfield.skills.routes import ROUTES as SKILLS
from beanfield.web.front import front_end
from beanfield.web.health import healthz, metrics
from beanfield.web.openapi import openapi

ROUTES: list[Any] = [
    front_end,
    healthz,
    metrics,
    openapi,
    *MEDIA,
    *INTAKE,
    *LOTS,
    *WEBHOOKS,
    *PEOPLE,
    *PROJECTS,
    *ITEMS,
    *WORK,
    *ORDERS,
    *EARNINGS,
    *SKILLS,
    *IMPACT,
    *CARE,
    *GOLD,
    *REPORTS,
    *RULES,
]
