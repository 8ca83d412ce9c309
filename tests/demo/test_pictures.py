"""The demo's pictures and their truth."""

import io

import pytest
from PIL import Image

from beanfield.annotation.document import Box, Document, Polyline, Skeleton
from beanfield.demo.pictures import PHOTOGRAPHS, coin_crops, picture
from beanfield.demo.scenes import HEIGHT, WIDTH, draw_scene


def test_the_coins_are_found_where_they_are() -> None:
    crops = coin_crops(30)
    if not crops:
        pytest.skip("scikit-image is not installed")
    names = {name for name, _, _ in crops}
    assert len(names) == 30
    for _, content, document in crops:
        size = Image.open(io.BytesIO(content)).size
        for coin in document.objects:
            assert isinstance(coin.shape, Box)
            assert coin.shape.x + coin.shape.w <= size[0]
            assert coin.shape.y + coin.shape.h <= size[1]
    assert sum(len(document.objects) for _, _, document in crops) > 60


def test_every_photograph_opens() -> None:
    if picture("coins.png") is None:
        pytest.skip("the packages with pictures are not installed")
    for name in PHOTOGRAPHS:
        content = picture(name)
        assert content is not None
        Image.open(io.BytesIO(content)).verify()


def test_a_scene_is_the_same_every_time() -> None:
    first, second = draw_scene(5), draw_scene(5)
    assert first[0] == second[0]
    assert first[1] == second[1]


def test_the_truth_of_scenes_lies_inside_the_picture() -> None:
    for number in range(12):
        for thing in draw_scene(number)[1].document.objects:
            shape = thing.shape
            if isinstance(shape, Box):
                assert shape.x >= 0
                assert shape.x + shape.w <= WIDTH
                assert shape.y + shape.h <= HEIGHT
            elif isinstance(shape, Polyline):
                assert all(0 <= x <= WIDTH for x in shape.points[::2])
            elif isinstance(shape, Skeleton):
                assert len(shape.points) == 7 * 3


def test_scenes_hold_every_kind_of_shape() -> None:
    kinds = {type(o.shape).__name__ for n in range(6) for o in draw_scene(n)[1].document.objects}
    assert kinds == {"Box", "Polygon", "Polyline", "RotatedBox", "Skeleton"}
    assert isinstance(draw_scene(1)[1].document, Document)
