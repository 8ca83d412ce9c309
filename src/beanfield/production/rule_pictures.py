"""Pictures that a project's rules show: the good and bad examples of its classes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from beanfield.media import links
from beanfield.media.keep import MediaNotFound, remember
from beanfield.media.model import Media
from beanfield.platform.database import Tx, execute, scalar
from beanfield.platform.services import Services
from beanfield.production.model import RulePicture

#: Bytes of a picture that is only to be looked at.
MOST_BYTES: Final = 10_000_000


async def add(tx: Tx, project_id: int, person_id: int, taken: list[Media]) -> RulePicture:
    """Let the project's rules show a picture that was taken in; adding it twice changes nothing.

    `taken`: what `media.keep.take_picture` returned.
    """
    await remember(tx, taken)
    await execute(
        tx,
        "insert into project_picture (project_id, sha256, added_by) values (%s, %s, %s)"
        " on conflict do nothing",
        [project_id, taken[0].sha256, person_id],
    )
    return RulePicture(taken[0].sha256)


async def link(tx: Tx, services: Services, project_id: int, sha256: str, now: datetime) -> str:
    """A short-lived link to a picture of the project's rules.

    Raises:
        MediaNotFound: no such picture was added to this project, whatever else is kept.
    """
    query = "select exists (select from project_picture where project_id = %s and sha256 = %s)"
    if not await scalar(tx, query, [project_id, sha256]):
        raise MediaNotFound
    return links.sign(services, sha256, now)
