"""What a running server holds: handed to routes and jobs, never global."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beanfield.platform.config import Settings
from beanfield.platform.database import Database

if TYPE_CHECKING:
    from beanfield.media.store import ObjectStore


class Services:
    """`secret` signs links, cookies' CSRF values and cursors; it lives in the data folder.

    A plain class: the web framework would take a dataclass for input and look into its fields.
    """

    def __init__(self, settings: Settings, database: Database, objects: ObjectStore, secret: bytes) -> None:
        self.settings = settings
        self.database = database
        self.objects = objects
        self.secret = secret
