"""Shapes: ranges, independent libraries, merging."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import assume, given
from hypothesis import strategies as st
from pycocotools import mask as coco

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import (
    Box,
    Cuboid,
    Ellipse,
    Interval,
    Mask,
    Point,
    Polygon,
    Polyline,
    RotatedBox,
    Shape,
    Skeleton,
    Span,
)
from beanfield.annotation.registry import shape_types
from beanfield.annotation.schema import ObjectClass, SkeletonTemplate
from beanfield.annotation.shapes.skeleton import Keypoint
from tests.annotation.samples import SHAPES, masks, pixel_grids, stars

TEMPLATE = SkeletonTemplate(tuple(Keypoint(name) for name in ("nose", "neck", "hip")))


def _class_of(name: str) -> ObjectClass:
    return ObjectClass(name="c", shape=name, skeleton=TEMPLATE if name == "skeleton" else None)


any_two = st.sampled_from(sorted(SHAPES)).flatmap(
    lambda name: st.tuples(st.just(name), SHAPES[name], SHAPES[name])
)
any_few = st.sampled_from(sorted(SHAPES)).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(SHAPES[name], min_size=1, max_size=4))
)


def test_every_shape_of_the_registry_has_a_strategy_here() -> None:
    assert set(SHAPES) == set(shape_types())


@given(any_two)
def test_similarity_is_symmetric_within_0_and_1_and_1_for_the_same(two: tuple[str, Any, Any]) -> None:
    _, a, b = two
    assert 0.0 <= a.similarity(b) <= 1.0
    assert a.similarity(b) == pytest.approx(b.similarity(a), abs=1e-9)
    assert a.similarity(a) == 1.0


@given(any_few)
def test_the_merge_of_several_is_a_valid_shape_of_the_kind(several: tuple[str, list[Any]]) -> None:
    name, shapes = several
    merged = type(shapes[0]).merge(shapes)
    assert type(merged) is type(shapes[0])
    assert list(merged.faults("shape", ContentFacts(), _class_of(name))) == []


@given(any_two)
def test_the_merge_of_equals_is_the_same(two: tuple[str, Any, Any]) -> None:
    _, a, _ = two
    merged = type(a).merge([a, a, a])
    assert merged.similarity(a) == pytest.approx(1.0, abs=1e-6)


@given(any_two)
def test_a_weight_of_nought_takes_no_part(two: tuple[str, Any, Any]) -> None:
    _, a, b = two
    assert type(a).merge([a, b], [1.0, 0.0]).similarity(a) == pytest.approx(1.0, abs=1e-6)


@given(any_two)
def test_shapes_whose_bounds_lie_further_apart_than_their_reach_have_nothing_in_common(
    two: tuple[str, Any, Any],
) -> None:
    name, a, b = two
    assume(name != "skeleton")  # a keypoint's deviation grows with the skeleton
    left, top, right, bottom = a.bounds()
    other = b.bounds()
    gap = max(other[0] - right, left - other[2], other[1] - bottom, top - other[3])
    if gap > a.reach:
        assert a.similarity(b) == 0.0


@given(st.lists(st.tuples(stars(), stars()), min_size=1, max_size=3))
def test_polygon_overlap_agrees_with_shapely(pairs: list[tuple[Polygon, Polygon]]) -> None:
    found = Polygon.similarities([a for a, _ in pairs], [b for _, b in pairs])
    for (a, b), value in zip(pairs, found, strict=True):
        left, right = (
            shapely.Polygon(np.reshape(p.points, (-1, 2)), [np.reshape(h, (-1, 2)) for h in p.holes])
            for p in (a, b)
        )
        assert value == pytest.approx(left.intersection(right).area / left.union(right).area, abs=1e-6)


@given(SHAPES["rotated_box"], SHAPES["rotated_box"])
def test_rotated_box_overlap_agrees_with_turning_by_shapely(a: RotatedBox, b: RotatedBox) -> None:
    def area(s: RotatedBox) -> shapely.Polygon:
        upright = shapely.box(s.cx - s.w / 2, s.cy - s.h / 2, s.cx + s.w / 2, s.cy + s.h / 2)
        return shapely.affinity.rotate(upright, s.angle, origin=(s.cx, s.cy))

    left, right = area(a), area(b)
    assert a.bounds() == pytest.approx(left.bounds, abs=1e-6)
    assert a.similarity(b) == pytest.approx(left.intersection(right).area / left.union(right).area, abs=1e-6)


def test_a_positive_angle_turns_clockwise_on_screen() -> None:
    turned = RotatedBox(0, 0, 10, 2, 90).corners()
    assert turned[0] == pytest.approx([1, -5])  # the upper left corner goes to the upper right, y being down


@given(SHAPES["box"], SHAPES["box"])
def test_box_overlap_agrees_with_coco(a: Box, b: Box) -> None:
    theirs = coco.iou([[a.x, a.y, a.w, a.h]], [[b.x, b.y, b.w, b.h]], [0])[0][0]
    assert a.similarity(b) == pytest.approx(float(theirs), abs=1e-9)


@given(masks(), masks())
def test_mask_overlap_agrees_with_coco(a: Mask, b: Mask) -> None:
    def theirs(mask: Mask) -> Any:
        full = np.zeros((60, 60), dtype=np.uint8, order="F")
        full[mask.y : mask.y + mask.h, mask.x : mask.x + mask.w] = mask.pixels()
        return coco.encode(full)

    assert coco.area(theirs(a)) == a.area()
    assert a.similarity(b) == pytest.approx(float(coco.iou([theirs(a)], [theirs(b)], [0])[0][0]), abs=1e-9)


@given(pixel_grids)
def test_a_mask_goes_to_runs_and_back(pixels: Any) -> None:
    assume(pixels.any())
    mask = Mask.of_pixels(pixels)
    full = np.zeros_like(pixels)
    full[mask.y : mask.y + mask.h, mask.x : mask.x + mask.w] = mask.pixels()
    assert (full == pixels).all()
    assert sum(mask.counts) == mask.w * mask.h
    assert mask.pixels()[0].any()  # the window is tight
    assert mask.pixels()[:, 0].any()


def test_a_mask_of_no_pixel_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one pixel"):
        Mask.of_pixels(np.zeros((3, 3), dtype=bool))


def test_masks_merge_by_majority_of_pixels() -> None:
    grids = [np.array([[1, 1, 0]], bool), np.array([[1, 0, 0]], bool), np.array([[1, 1, 1]], bool)]
    assert Mask.merge([Mask.of_pixels(grid) for grid in grids]) == Mask(0, 0, 2, 1, [0, 2])


@given(SHAPES["ellipse"], SHAPES["ellipse"])
def test_ellipse_overlap_agrees_with_turned_and_stretched_circles(a: Ellipse, b: Ellipse) -> None:
    def area(s: Ellipse) -> shapely.Polygon:
        circle = shapely.Point(0, 0).buffer(1, quad_segs=64)
        stretched = shapely.affinity.scale(circle, s.rx, s.ry)
        return shapely.affinity.translate(
            shapely.affinity.rotate(stretched, s.angle, origin=(0, 0)), s.cx, s.cy
        )

    left, right = area(a), area(b)
    assert a.similarity(b) == pytest.approx(left.intersection(right).area / left.union(right).area, abs=0.01)
    assert a.bounds() == pytest.approx(left.bounds, abs=0.1)


def test_angles_merge_round_the_circle() -> None:
    boxes = [RotatedBox(0, 0, 4, 2, 179), RotatedBox(0, 0, 4, 2, -179)]
    assert abs(RotatedBox.merge(boxes).angle) % 180 == pytest.approx(0, abs=1e-6)


def test_the_direction_of_a_line_does_not_count() -> None:
    assert Polyline([0, 0, 100, 0]).similarity(Polyline([100, 0, 0, 0])) == pytest.approx(1.0)
    assert Polyline([0, 0, 100, 0]).similarity(Polyline([0, 5, 100, 5])) == pytest.approx(0.5)
    assert Polyline([0, 0, 100, 0]).similarity(Polyline([0, 50, 100, 50])) == 0.0


def test_points_fall_evenly_to_nothing_at_twenty_pixels() -> None:
    assert Point(0, 0).similarity(Point(0, 10)) == pytest.approx(0.5)
    assert Point(0, 0).similarity(Point(20, 0)) == 0.0


def test_a_keypoint_that_only_one_has_counts_as_wrong() -> None:
    whole = Skeleton([0, 0, 2, 100, 0, 2, 0, 100, 2])
    lacking = Skeleton([0, 0, 2, 100, 0, 2, 0, 0, 0])
    assert whole.similarity(lacking) == pytest.approx(2 / 3)


def test_a_skeleton_one_deviation_off_scores_as_the_gaussian_says() -> None:
    a = Skeleton([0, 0, 2, 100, 0, 2, 0, 100, 2])
    b = Skeleton([10, 0, 2, 110, 0, 2, 10, 100, 2])
    assert a.similarity(b) == pytest.approx(math.exp(-0.5), rel=1e-3)


def test_spans_of_different_parts_have_nothing_in_common() -> None:
    assert Span(0, 5, "turn:0").similarity(Span(0, 5, "turn:1")) == 0.0
    assert Span(0, 4).similarity(Span(2, 6)) == pytest.approx(1 / 3)
    assert Interval(0, 4).similarity(Interval(2, 6)) == pytest.approx(1 / 3)


def test_cuboids_score_by_the_volume_that_they_share() -> None:
    car = Cuboid(10, 5, 1, 4, 2, 1.5, yaw=30)
    assert car.similarity(Cuboid(10, 5, 1.75, 4, 2, 1.5, yaw=30)) == pytest.approx(1 / 3)
    assert car.similarity(Cuboid(10, 5, 1, 4, 2, 1.5, yaw=210)) == pytest.approx(1)
    assert car.similarity(Cuboid(10, 5, 1, 2, 4, 1.5, yaw=120)) == pytest.approx(1)
    assert car.similarity(Cuboid(10, 9, 1, 4, 2, 1.5)) == 0.0
    ahead = car.axes()[:, 0]
    shifted = Cuboid(10 + float(ahead[0]), 5 + float(ahead[1]), 1, 4, 2, 1.5, yaw=30)
    assert car.similarity(shifted) == pytest.approx(3 / 5)


def test_tilted_cuboids_count_their_common_volume_in_cells() -> None:
    ramp = Cuboid(0, 0, 0, 4, 2, 2, yaw=20, pitch=30, roll=5)
    assert ramp.similarity(Cuboid(0, 0, 0, 4, 2, 1, yaw=20, pitch=30, roll=5)) == pytest.approx(0.5, abs=0.02)
    assert Cuboid(0, 0, 0, 4, 2, 2, pitch=90).similarity(Cuboid(0, 0, 0, 2, 2, 4)) == pytest.approx(
        1, abs=0.02
    )
    assert np.linalg.det(ramp.axes()) == pytest.approx(1)


def test_the_angle_of_merged_cuboids_goes_the_short_way_round() -> None:
    merged = Cuboid.merge([Cuboid(0, 0, 0, 4, 2, 1, yaw=yaw) for yaw in (170, -170)])
    assert abs(merged.yaw) == pytest.approx(180)


def test_a_polygon_that_crosses_itself_still_compares() -> None:
    bow = Polygon([0, 0, 10, 10, 10, 0, 0, 10])
    assert 0.0 < bow.similarity(Polygon([0, 0, 10, 0, 10, 10, 0, 10])) < 1.0


corners = st.integers(0, 4).map(float)
outlines = st.lists(st.tuples(corners, corners), min_size=3, max_size=7).map(
    lambda ps: [v for p in ps for v in p]
)
scribbles = st.builds(Polygon, outlines, st.lists(outlines, max_size=1))


@given(scribbles, scribbles)
def test_outlines_that_touch_cross_or_collapse_compare_all_the_same(a: Polygon, b: Polygon) -> None:
    assert 0.0 <= a.similarity(b) <= 1.0
    assert a.similarity(b) == pytest.approx(b.similarity(a), abs=1e-9)
    list(a.faults("shape", ContentFacts(width=4, height=4), _class_of("polygon")))


def test_no_pairs_give_no_similarities() -> None:
    for kind in shape_types().values():
        assert issubclass(kind, Shape)
        assert len(kind.similarities([], [])) == 0
