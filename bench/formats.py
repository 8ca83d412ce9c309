"""How fast formats are read and written, and in how much memory.

Run as `python bench/formats.py [--rows N] [--boxes N]`.

Each figure is taken in a process of its own, so that its peak of memory is its own. Processor time is the
process's, wall time beside it; the ratio is to the standard `json` doing the least that could pass for the
same work (loading every row, dumping every row).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from beanfield.annotation.document import AnnotatedObject, Box, Document
from beanfield.formats import registry
from beanfield.formats.base import ReadOptions, WriteOptions
from beanfield.formats.record import Picture, Record, Text
from beanfield.formats.sinks import FolderSink
from beanfield.formats.source import Source

BOXES_A_PICTURE = 10


def texts(count: int) -> Iterator[str]:
    """Lines of JSONL."""
    for number in range(count):
        row = {
            "id": f"item-{number}",
            "text": "小明在北京大学读书，周末去图书馆。" * 3,
            "source": "bench",
            "page": number,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def pictures(boxes: int) -> Iterator[Record]:
    """Pictures with boxes."""
    rng = random.Random(1)
    for number in range(boxes // BOXES_A_PICTURE):
        objects = [
            AnnotatedObject(
                f"o{place}",
                rng.choice(("car", "person", "bus")),
                Box(*(round(rng.uniform(1, 900), 2) for _ in range(4))),
            )
            for place in range(BOXES_A_PICTURE)
        ]
        yield Record(f"pictures/{number:07}.jpg", Picture(1920, 1080), Document(objects))


def read_all(format_: str, folder: Path) -> int:
    """How many objects and texts there are."""
    count = 0
    with Source.open(folder) as source:
        for row in registry.reader(format_).read(source, ReadOptions(media_required=False)):
            if isinstance(row, Record):
                count += len(row.document.objects) if row.document else isinstance(row.content, Text)
    return count


def read_jsonl(folder: Path, count: int) -> int:
    del count
    return read_all("jsonl", folder)


def read_jsonl_by_json(folder: Path, count: int) -> int:
    del count
    with (folder / "texts.jsonl").open(encoding="utf-8") as stream:
        return sum(1 for line in stream if json.loads(line)["text"])


def write_coco(folder: Path, count: int) -> int:
    return registry.writer("coco").write(pictures(count), FolderSink(folder / "out"), WriteOptions()).objects


def write_coco_by_json(folder: Path, count: int) -> int:
    images: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    for number, record in enumerate(pictures(count), 1):
        images.append({"id": number, "file_name": record.name, "width": 1920, "height": 1080})
        for one in record.document.objects if record.document else []:
            shape = one.shape
            if isinstance(shape, Box):
                box = [shape.x, shape.y, shape.w, shape.h]
                rows.append(
                    {
                        "id": len(rows),
                        "image_id": number,
                        "category_id": 1,
                        "bbox": box,
                        "area": shape.w * shape.h,
                    }
                )
    (folder / "json").mkdir(exist_ok=True)
    with (folder / "json" / "annotations.json").open("w", encoding="utf-8") as stream:
        json.dump({"images": images, "annotations": rows, "categories": []}, stream)
    return len(rows)


def make_pictures(folder: Path, count: int) -> int:
    """What both writers spend on their input: to be taken off."""
    del folder
    return sum(len(record.document.objects) for record in pictures(count) if record.document)


def read_coco(folder: Path, count: int) -> int:
    del count
    return read_all("coco", folder / "out")


def read_coco_by_json(folder: Path, count: int) -> int:
    del count
    data = json.loads((folder / "out" / "annotations.json").read_bytes())
    by_image: dict[int, list[object]] = {image["id"]: [] for image in data["images"]}
    for row in data["annotations"]:
        by_image[row["image_id"]].append(row)
    return sum(map(len, by_image.values()))


def write_beanfield(folder: Path, count: int) -> int:
    sink = FolderSink(folder / "own")
    records = (Record(f"item-{n}", Text("小明在北京大学读书。" * 5), Document()) for n in range(count))
    return registry.writer("beanfield").write(records, sink, WriteOptions()).items


def read_beanfield(folder: Path, count: int) -> int:
    del count
    with Source.open(folder / "own") as source:
        return sum(isinstance(row, Record) for row in registry.reader("beanfield").read(source))


Job = Callable[[Path, int], int]


def _run(
    job: Job, folder: Path, count: int, answer: multiprocessing.SimpleQueue[tuple[float, float, int, int]]
) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    done = job(folder, count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.put((time.process_time() - cpu, time.perf_counter() - wall, done, peak))


def measure(job: Job, folder: Path, count: int) -> tuple[float, float, int, int]:
    """Processor seconds, wall seconds, how many were done, and peak memory in MB, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.SimpleQueue[tuple[float, float, int, int]] = context.SimpleQueue()
    process = context.Process(target=_run, args=(job, folder, count, answer))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{job.__name__} failed")
    return answer.get()


def report(title: str, ours: Job, theirs: Job | None, folder: Path, count: int) -> None:
    """Print one line."""
    cpu, wall, done, peak = measure(ours, folder, count)
    line = f"{title:<28}{done:>9,} in {cpu:6.2f} s CPU ({wall:6.2f} s wall) {done / cpu:>10,.0f}/s"
    line += f"  peak {peak:>5} MB"
    if theirs is not None:
        their_cpu, _, their_done, their_peak = measure(theirs, folder, count)
        ratio = (done / cpu) / (their_done / their_cpu)
        line += f"   json: {their_cpu:6.2f} s, {their_peak:>5} MB; {ratio:.2f} × its speed"
    print(line, flush=True)


def main() -> None:
    """Make the data, run everything, print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--boxes", type=int, default=1_000_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with (folder / "texts.jsonl").open("w", encoding="utf-8") as stream:
            stream.writelines(texts(chosen.rows))
        report("JSONL texts read", read_jsonl, read_jsonl_by_json, folder, chosen.rows)
        report("beanfield texts written", write_beanfield, None, folder, chosen.rows)
        report("beanfield texts read", read_beanfield, None, folder, chosen.rows)
        report("(making the boxes)", make_pictures, None, folder, chosen.boxes)
        report("COCO boxes written", write_coco, write_coco_by_json, folder, chosen.boxes)
        report("COCO boxes read", read_coco, read_coco_by_json, folder, chosen.boxes)


if __name__ == "__main__":
    main()
