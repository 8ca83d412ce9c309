"""How long it takes to check a document of 1,000 polygons of 20 points, decoding included.

Run: `python bench/validation.py`. Goal: milliseconds.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Callable

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import (
    AnnotatedObject,
    Document,
    Polygon,
    decode_document,
    encode_document,
)
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.similarity import document_similarity
from beanfield.annotation.validate import faults

SIZE = 4000
ROUNDS = 50


def document_of(polygons: int, points: int, *, seed: int = 7, jitter: float = 0.0) -> Document:
    """A picture full of outlines that do not cross themselves, each with two attributes."""
    rng = random.Random(seed)
    noise = random.Random(seed + 1)
    objects = []
    for number in range(polygons):
        cx, cy = rng.uniform(60, SIZE - 60), rng.uniform(60, SIZE - 60)
        outline: list[float] = []
        for at in range(points):
            angle, radius = 2 * math.pi * at / points, rng.uniform(20, 50) + noise.uniform(-jitter, jitter)
            outline += [round(cx + radius * math.cos(angle), 2), round(cy + radius * math.sin(angle), 2)]
        held = {"occluded": number % 2 == 0, "make": "van"}
        objects.append(AnnotatedObject(f"o{number}", "car", Polygon(outline), held))
    return Document(objects)


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Print the figures."""
    schema = parse_schema(
        {
            "media": "image",
            "classes": [
                {
                    "name": "car",
                    "shape": "polygon",
                    "attributes": [
                        {"name": "occluded", "type": "boolean", "required": True},
                        {"name": "make", "type": "choice", "options": ["suv", "van"], "required": True},
                    ],
                }
            ],
        }
    )
    content = ContentFacts(width=SIZE, height=SIZE)
    document = document_of(1000, 20)
    raw = encode_document(document)
    found = faults(document, schema, content)
    if found:
        raise SystemExit(f"the document should be valid: {found[:3]}")
    decode = median_ms(lambda: decode_document(raw))
    check = median_ms(lambda: faults(document, schema, content))
    both = median_ms(lambda: faults(decode_document(raw), schema, content))
    print(f"1,000 polygons of 20 points, {len(raw) / 1000:.0f} kB")
    print(f"decode                 {decode:7.2f} ms")
    print(f"validate               {check:7.2f} ms")
    print(f"decode and validate    {both:7.2f} ms")
    small = document_of(4, 20)
    raw_small = encode_document(small)
    each = median_ms(lambda: faults(decode_document(raw_small), schema, content), 500)
    print(f"the same for a document of {len(raw_small)} bytes {each:7.3f} ms")
    other = document_of(1000, 20, jitter=3.0)
    alike = median_ms(lambda: document_similarity(document, other, schema), 5)
    print(f"similarity of two documents of 1,000 polygons {alike:7.1f} ms")


if __name__ == "__main__":
    main()
