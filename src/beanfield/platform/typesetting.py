"""Documents as PDF, set by typst from a template and plain values. No network, no font of the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    import typst

#: Noto Sans SC, copied here when the front end is built.
FONTS: Final = Path(__file__).parent / "fonts"


def pdf(template: str, content: Mapping[str, Any]) -> bytes:
    """The document. The template reads `content` as `json(bytes(sys.inputs.content))`.

    Raises:
        RuntimeError: the template is faulty.
    """
    import typst  # only documents need it

    return typst.compile(
        template.encode(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"content": msgspec.json.encode(content).decode()},
    )


@cache
def _fonts() -> typst.Fonts:
    """Read once a process."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


async def set_pdf(template: str, content: Mapping[str, Any]) -> bytes:
    """The same, off the event loop."""
    return await asyncio.to_thread(pdf, template, content)
