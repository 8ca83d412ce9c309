"""Street scenes drawn with exact truth: cars, people with keypoints, buildings, lane marks, road signs.

A scene is made from its number alone, so that the demo is the same on every machine.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Document,
    Polygon,
    Polyline,
    RotatedBox,
    Skeleton,
)

WIDTH, HEIGHT = 1280, 720
HORIZON = 300
Colour = tuple[int, int, int]
XY = tuple[float, float]

#: Keypoints of a person, in the order of the schema's template.
KEYPOINTS = ("head", "neck", "left_hand", "right_hand", "hip", "left_foot", "right_foot")
EDGES = ((0, 1), (1, 2), (1, 3), (1, 4), (4, 5), (4, 6))

_CAR_COLOURS: tuple[Colour, ...] = (
    (196, 52, 45),
    (46, 92, 160),
    (230, 230, 226),
    (58, 60, 66),
    (214, 178, 70),
    (92, 140, 96),
)
_COATS: tuple[Colour, ...] = ((180, 70, 60), (60, 90, 140), (90, 120, 70), (150, 110, 60), (70, 70, 80))
_WALLS: tuple[Colour, ...] = ((176, 148, 120), (150, 155, 162), (190, 176, 150), (160, 120, 104))
_SKIES = {"clear": ((112, 168, 224), (206, 226, 240)), "overcast": ((150, 158, 168), (204, 208, 212))}
_SKIES["dusk"] = ((70, 66, 112), (232, 152, 104))


@dataclass
class Scene:
    """A picture and everything in it."""

    number: int
    weather: str
    document: Document = field(default_factory=Document)

    @property
    def name(self) -> str:
        return f"street_{self.number:04d}.jpg"

    def add(self, class_name: str, shape: AnyShape, **attributes: object) -> None:
        """Record an object; later ones stand in front of earlier ones."""
        identity = f"o{len(self.document.objects) + 1}"
        self.document.objects.append(AnnotatedObject(identity, class_name, shape, dict(attributes)))


def draw_scene(number: int) -> tuple[bytes, Scene]:
    """A JPEG of a street and its truth."""
    rng = Random(number * 7919 + 17)  # noqa: S311  repeatable pictures, no secret
    scene = Scene(number, rng.choice(("clear", "clear", "overcast", "dusk")))
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(picture)
    _sky_and_road(pen, scene.weather)
    _buildings(pen, scene, rng)
    _lane_marks(pen, scene, rng)
    _signs(pen, scene, rng)
    depths = sorted(rng.uniform(0.18, 1.0) for _ in range(rng.randint(3, 9)))
    for depth in depths:
        if rng.random() < 0.62:
            _car(pen, scene, rng, depth)
        else:
            _person(pen, scene, rng, depth)
    scene.document.answers["weather"] = scene.weather
    softened = picture.filter(ImageFilter.GaussianBlur(0.6))
    buffer = io.BytesIO()
    softened.save(buffer, "JPEG", quality=88)
    return buffer.getvalue(), scene


def _mix(a: Colour, b: Colour, t: float) -> Colour:
    return (
        round(a[0] + (b[0] - a[0]) * t),
        round(a[1] + (b[1] - a[1]) * t),
        round(a[2] + (b[2] - a[2]) * t),
    )


def _sky_and_road(pen: ImageDraw.ImageDraw, weather: str) -> None:
    top, bottom = _SKIES[weather]
    for y in range(HORIZON):
        pen.line([(0, y), (WIDTH, y)], fill=_mix(top, bottom, y / HORIZON))
    for y in range(HORIZON, HEIGHT):
        t = (y - HORIZON) / (HEIGHT - HORIZON)
        pen.line([(0, y), (WIDTH, y)], fill=_mix((138, 140, 142), (84, 86, 90), t))
    for side in (0, 1):
        edge = [(WIDTH * side, HEIGHT * 0.62), (WIDTH * side, HEIGHT), (WIDTH * (0.12 + 0.76 * side), HEIGHT)]
        pen.polygon([(WIDTH / 2, HORIZON), *edge], fill=(158, 154, 146))


def _buildings(pen: ImageDraw.ImageDraw, scene: Scene, rng: Random) -> None:
    x = -rng.uniform(0, 40)
    while x < WIDTH:
        width = rng.uniform(90, 210)
        if rng.random() < 0.8:
            _building(pen, scene, rng, x, width)
        x += width + rng.uniform(4, 70)


def _building(pen: ImageDraw.ImageDraw, scene: Scene, rng: Random, x: float, width: float) -> None:
    middle = abs(x + width / 2 - WIDTH / 2) / (WIDTH / 2)
    top = HORIZON - rng.uniform(50, 110) - 130 * middle
    bottom = HORIZON + 8 + 60 * middle
    left, right = max(0.0, x), min(float(WIDTH), x + width)
    if right - left < 24:
        return
    outline = [(left, bottom), (left, top), (right, top), (right, bottom)]
    if rng.random() < 0.5:
        outline.insert(2, ((left + right) / 2, max(2.0, top - rng.uniform(18, 40))))
    wall = rng.choice(_WALLS)
    pen.polygon(outline, fill=wall, outline=_mix(wall, (0, 0, 0), 0.4))
    lit = (244, 214, 130) if scene.weather == "dusk" else (74, 92, 110)
    for wx in range(int(left) + 10, int(right) - 16, 26):
        for wy in range(int(top) + 12, int(bottom) - 26, 30):
            pen.rectangle([wx, wy, wx + 12, wy + 16], fill=lit if rng.random() < 0.7 else (60, 64, 70))
    scene.add("building", Polygon([round(v, 1) for point in outline for v in point]))


def _lane_marks(pen: ImageDraw.ImageDraw, scene: Scene, rng: Random) -> None:
    for target in (0.3, 0.5, 0.7):
        colour = (232, 200, 80) if target == 0.5 else (228, 228, 224)
        end_x = WIDTH * (target + rng.uniform(-0.03, 0.03)) * 1.6 - WIDTH * 0.3
        points: list[XY] = []
        for step in range(7):
            t = step / 6
            sway = math.sin(t * 3.1) * rng.uniform(4, 14)
            points.append((WIDTH / 2 + (end_x - WIDTH / 2) * t + sway, HORIZON + (HEIGHT - HORIZON) * t))
        for (ax, ay), (bx, by) in pairwise(points):
            pen.line([(ax, ay), (bx, by)], fill=colour, width=max(2, int(9 * (ay - HORIZON) / 420)))
        flat = [
            round(min(max(v, 0.0), limit), 1) for x, y in points for v, limit in ((x, WIDTH), (y, HEIGHT))
        ]
        scene.add("lane", Polyline(flat), colour="yellow" if target == 0.5 else "white")


def _signs(pen: ImageDraw.ImageDraw, scene: Scene, rng: Random) -> None:
    for side in (0.13, 0.87):
        if rng.random() < 0.35:
            continue
        cx, cy, size = WIDTH * side + rng.uniform(-40, 40), rng.uniform(330, 380), rng.uniform(34, 52)
        angle = rng.uniform(-24, 24)
        pen.line([(cx, cy), (cx, cy + 150)], fill=(96, 98, 100), width=6)
        pen.polygon(_corners(cx, cy, size * 1.5, size, angle), fill=(34, 96, 168), outline=(240, 240, 240))
        pen.polygon(_corners(cx, cy, size * 0.9, size * 0.2, angle), fill=(240, 240, 240))
        scene.add(
            "sign",
            RotatedBox(round(cx, 1), round(cy, 1), round(size * 1.5, 1), round(size, 1), round(angle, 1)),
        )


def _corners(cx: float, cy: float, w: float, h: float, angle: float) -> list[XY]:
    """Corners of a rectangle turned clockwise on screen."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    halves = ((-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2))
    return [(cx + dx * cos - dy * sin, cy + dx * sin + dy * cos) for dx, dy in halves]


def _car(pen: ImageDraw.ImageDraw, scene: Scene, rng: Random, depth: float) -> None:
    width = 70 + 250 * depth
    height = width * rng.uniform(0.42, 0.5)
    ground = HORIZON + 24 + (HEIGHT - HORIZON - 40) * depth
    x = rng.uniform(-width * 0.2, WIDTH - width * 0.8)
    y = ground - height
    paint = rng.choice(_CAR_COLOURS)
    pen.ellipse([x, ground - height * 0.08, x + width, ground + height * 0.1], fill=(58, 60, 62))
    pen.rounded_rectangle([x, y + height * 0.4, x + width, ground - height * 0.08], height * 0.14, fill=paint)
    cabin = [(x + width * 0.18, y + height * 0.44), (x + width * 0.3, y), (x + width * 0.72, y)]
    pen.polygon([*cabin, (x + width * 0.86, y + height * 0.44)], fill=_mix(paint, (0, 0, 0), 0.25))
    glass = [(x + width * 0.25, y + height * 0.4), (x + width * 0.33, y + height * 0.08)]
    pen.polygon(
        [*glass, (x + width * 0.69, y + height * 0.08), (x + width * 0.79, y + height * 0.4)],
        fill=(168, 196, 210),
    )
    for wheel in (0.2, 0.8):
        cx, radius = x + width * wheel, height * 0.18
        pen.ellipse([cx - radius, ground - radius * 2, cx + radius, ground], fill=(28, 28, 30))
        pen.ellipse(
            [cx - radius / 2, ground - radius * 1.5, cx + radius / 2, ground - radius / 2],
            fill=(150, 150, 154),
        )
    left, right = max(0.0, x), min(float(WIDTH), x + width)
    top, bottom = max(0.0, y), min(float(HEIGHT), ground)
    box = Box(round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))
    scene.add("car", box, truncated=x < 0 or x + width > WIDTH, kind="car" if depth < 0.7 else "van")


def _person(pen: ImageDraw.ImageDraw, scene: Scene, rng: Random, depth: float) -> None:
    tall = 60 + 200 * depth
    ground = min(HEIGHT - 4.0, HORIZON + 30 + (HEIGHT - HORIZON - 50) * depth)
    x = rng.uniform(60, WIDTH - 60)
    stride = tall * rng.uniform(0.08, 0.18)
    reach = tall * rng.uniform(0.1, 0.2)
    points: list[XY] = [
        (x, ground - tall * 0.92),
        (x, ground - tall * 0.8),
        (x - reach, ground - tall * rng.uniform(0.42, 0.6)),
        (x + reach, ground - tall * rng.uniform(0.42, 0.6)),
        (x, ground - tall * 0.46),
        (x - stride, ground),
        (x + stride, ground),
    ]
    coat, limb = rng.choice(_COATS), max(3, int(tall * 0.06))
    for a, b in EDGES:
        pen.line([points[a], points[b]], fill=(48, 50, 60) if a == 4 else coat, width=limb)
    pen.line([points[1], points[4]], fill=coat, width=int(limb * 2.2))
    radius = tall * 0.075
    hx, hy = points[0]
    pen.ellipse([hx - radius, hy - radius, hx + radius, hy + radius], fill=(224, 186, 154))
    flat = [value for px, py in points for value in (round(px, 1), round(py, 1), 2)]
    scene.add("pedestrian", Skeleton(flat))
