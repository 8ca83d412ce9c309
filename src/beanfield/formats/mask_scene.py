"""What writers of label pictures share: the masks of an item, painted one beside another."""

from __future__ import annotations

from collections.abc import Iterator

from beanfield.annotation.document import AnnotatedObject, Document, Mask
from beanfield.formats.label_png import Canvas
from beanfield.formats.losses import Losses
from beanfield.formats.record import Picture, Record
from beanfield.formats.rle import MOST_PIXELS


def size_for_masks(record: Record, losses: Losses) -> tuple[int, int] | None:
    """Width and height of the item's picture; None (a loss) where they are unknown."""
    content = record.content
    if not isinstance(content, Picture) or not content.width or not content.height:
        losses.lose("no_size", record.name)
        return None
    if content.width * content.height > MOST_PIXELS:
        losses.lose("large_picture", record.name)
        return None
    return content.width, content.height


def painted(canvases: dict[Canvas, int], mask: Mask, item: str, losses: Losses) -> bool:
    """Paint a mask on each canvas with its number; what lies over others is a loss.

    False if nothing of it is left.
    """
    counts = [canvas.paint(mask, number) for canvas, number in canvases.items()]
    if counts[0] < mask.area():
        losses.lose("overlap", item)
    return counts[0] > 0


def masks_of(record: Record, size: tuple[int, int], losses: Losses) -> Iterator[tuple[AnnotatedObject, Mask]]:
    """The item's masks that lie inside the picture."""
    for one in losses.fit(record.document or Document(), record.name).objects:
        mask = one.shape
        if not isinstance(mask, Mask):
            continue
        if mask.x + mask.w > size[0] or mask.y + mask.h > size[1]:
            losses.lose("outside", record.name)
        else:
            yield one, mask
