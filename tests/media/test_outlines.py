"""Outlines of things on pictures whose pixels are known."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw

from beanfield.media.outlines import Window, outline

SIZE = (640, 480)


def picture(*discs: tuple[int, int, int], size: tuple[int, int] = SIZE) -> bytes:
    """Red discs (x, y, radius) on a green field with a little noise."""
    image = Image.new("RGB", SIZE, (60, 120, 70))
    for x, y, radius in discs:
        ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill=(190, 60, 50))
    noise = np.random.default_rng(3).normal(0, 6, (SIZE[1], SIZE[0], 3))
    noisy = Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))
    output = io.BytesIO()
    noisy.resize(size).save(output, "PNG")
    return output.getvalue()


def overlap(found: Window, *discs: tuple[int, int, int]) -> float:
    """Intersection over union with the discs."""
    whole = np.zeros((SIZE[1], SIZE[0]), bool)
    height, width = found.pixels.shape
    whole[found.y : found.y + height, found.x : found.x + width] = found.pixels
    rows, columns = np.ogrid[: SIZE[1], : SIZE[0]]
    truth = np.zeros_like(whole)
    for x, y, radius in discs:
        truth |= (columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 <= radius**2
    return float((whole & truth).sum() / (whole | truth).sum())


def test_a_disc_in_a_loose_box_is_found_nearly_exactly() -> None:
    found = outline(picture((300, 200, 80)), SIZE[0], (200, 100, 200, 200))
    assert overlap(found, (300, 200, 80)) > 0.96


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (outline(picture((300, 200, 80)), SIZE[0], (200, 100, 200, 200)) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)


def test_a_smaller_stand_in_gives_pixels_of_the_original() -> None:
    found = outline(picture((300, 200, 80), size=(320, 240)), SIZE[0], (200, 100, 200, 200))
    assert overlap(found, (300, 200, 80)) > 0.94


def test_a_box_beyond_the_border_and_a_thing_at_it_are_no_trouble() -> None:
    found = outline(picture((0, 0, 90)), SIZE[0], (-30, -30, 150, 150))
    assert overlap(found, (0, 0, 90)) > 0.94


def test_only_the_largest_piece_is_taken_until_another_is_pointed_out() -> None:
    image = picture((250, 200, 60), (420, 200, 40))
    box = (170, 120, 310, 160)
    assert overlap(outline(image, SIZE[0], box), (250, 200, 60)) > 0.95
    both = outline(image, SIZE[0], box, keep=[(420, 200)])
    assert overlap(both, (250, 200, 60), (420, 200, 40)) > 0.95


def test_what_is_pointed_out_as_not_belonging_goes() -> None:
    image = picture((250, 200, 60), (420, 200, 40))
    found = outline(image, SIZE[0], (170, 120, 310, 160), keep=[(420, 200)], drop=[(250, 200)])
    rows, columns = np.nonzero(found.pixels)
    near = (columns + found.x - 250) ** 2 + (rows + found.y - 200) ** 2 < 9
    assert not near.any()
