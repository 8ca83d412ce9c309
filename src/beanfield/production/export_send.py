"""Send a finished file into a store outside."""

from __future__ import annotations

import tempfile
from pathlib import Path

from beanfield.media.outside import Outside
from beanfield.platform.services import Services
from beanfield.production.model import NewSending


async def send_out(services: Services, sha256: str, to: NewSending) -> None:
    """Write a kept object into a store that the settings name.

    Raises:
        UnknownStore, BadStorePath, StoreFailed.
    """
    store = Outside.open(services.settings, to.store)
    with tempfile.TemporaryDirectory(prefix="beanfield-send-") as folder:
        file = Path(folder) / "file"
        await services.objects.copy_to(sha256, file)
        await store.put(to.path, file)
