"""What a running server holds: handed to routes and jobs, never global."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beanfield.platform.config import Settings
from beanfield.platform.database import Database

if TYPE_CHECKING:
    from beanfield.media.store import ObjectStore


@dataclass(frozen=True)
class Services:
    """`secret` signs links, cookies' CSRF values and cursors; it lives in the data folder."""

    settings: Settings
    database: Database
    objects: ObjectStore
    secret: bytes
