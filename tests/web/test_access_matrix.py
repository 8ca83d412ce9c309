"""A sample of the table of access, written out by hand, for people to read and to catch a wrong table.

Columns: annotator, team leader, reviewer, project manager, centre manager, examiner, finance, care staff,
customer, sponsor, administrator; then an annotator of the centre who is assigned to nothing, and a project
manager, a customer and a team leader of the other centre. `ok`: let through; a number: refused with it.
"""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser
from tests.web.test_access import LET_THROUGH, stop_at_the_guard
from tests.web.world import World, cookies

__all__ = ["stop_at_the_guard"]

COLUMNS = {
    "an": "annotator-a", "tl": "team_leader-a", "rv": "reviewer-a", "pm": "project_manager-a",
    "cm": "centre_manager-a", "ex": "examiner-a", "fi": "finance-a", "cs": "care_staff-a",
    "cu": "customer-a", "sp": "sponsor", "ad": "administrator", "idle": "loose-a",
    "pm2": "project_manager-b", "cu2": "customer-b", "tl2": "team_leader-b",
}  # fmt: skip

MATRIX = """
                                        an  tl  rv  pm  cm  ex  fi  cs  cu  sp  ad  idle pm2 cu2 tl2
GET /api/me                             ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok   ok  ok  ok
GET /api/centres                        ok  ok  ok  ok  ok  ok  ok  ok  403 ok  ok  ok   ok  403 ok
POST /api/centres                       403 403 403 403 403 403 403 403 403 403 ok  403  403 403 403
GET /api/customers                      403 403 403 ok  ok  403 403 403 ok  403 ok  403  ok  ok  403
GET /api/people                         403 ok  403 ok  ok  ok  ok  403 403 403 ok  403  ok  403 ok
POST /api/people                        403 403 403 403 ok  403 403 403 403 403 ok  403  403 403 403
GET /api/people/{person}                404 ok  404 ok  ok  ok  ok  404 404 404 ok  404  404 404 404
PATCH /api/people/{person}              404 403 404 403 ok  403 403 404 404 404 ok  404  404 404 404
POST /api/people/{person}/password      404 403 404 403 ok  403 403 404 404 404 ok  404  404 404 404
PUT /api/people/{person}/roles          404 403 404 403 ok  403 403 404 404 404 ok  404  404 404 404
PUT /api/people/{person}/skills         404 403 404 403 ok  ok  403 404 404 404 ok  404  404 404 404
PATCH /api/teams/{team}                 404 403 404 403 ok  403 403 404 404 404 ok  404  404 404 404
GET /api/audit                          403 403 403 403 ok  403 403 403 403 403 ok  403  403 403 403
GET /api/audit/verify                   403 403 403 403 403 403 403 403 403 403 ok  403  403 403 403
POST /api/projects/{project}/work       ok  403 403 403 403 403 403 404 403 403 403 404  404 404 404
POST /api/projects/{project}/review     403 403 ok  403 403 403 403 404 403 403 403 404  404 404 404
POST /api/projects/{project}/imports    403 403 403 ok  ok  403 403 404 403 403 ok  404  404 404 404
GET /api/projects/{project}/imports     403 403 403 ok  ok  403 403 404 403 403 ok  404  404 404 404
POST /api/uploads                       403 403 403 ok  ok  403 403 403 403 403 ok  403  ok  403 403
"""


def rows() -> list[tuple[str, dict[str, str]]]:
    heading, *lines = (line for line in MATRIX.splitlines() if line.strip())
    found = []
    for line in lines:
        method, path, *cells = line.split()
        found.append((f"{method} {path}", dict(zip(heading.split(), cells, strict=True))))
    return found


@pytest.mark.usefixtures("stop_at_the_guard")
async def test_the_sample_holds(browser: Browser, world: World) -> None:
    own = world.own
    for route, cells in rows():
        method, path = route.split()
        target = path.format(person=world.people["annotator-a"], team=own.team_id, project=own.project_id)
        got = {}
        for column, key in COLUMNS.items():
            status = (await browser.request(method, target, headers=cookies(key))).status_code
            got[column] = "ok" if status == LET_THROUGH else str(status)
        assert got == cells, route
