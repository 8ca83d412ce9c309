"""Other people's readers open a folder and say what they found, as JSON on standard output.

Run as `python outside.py NAME FOLDER` by the Python of their own environment, which has none of our code.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ |= {"HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error"}

Found = list[Any]


def pycocotools(folder: Path) -> Found:
    """File, class, box, area of the mask, and keypoints of each annotation."""
    from pycocotools.coco import COCO

    coco = COCO(str(next(folder.glob("*.json"))))
    names = {number: one["name"] for number, one in coco.cats.items()}
    return [
        [
            coco.imgs[one["image_id"]]["file_name"],
            names[one["category_id"]],
            one["bbox"],
            int(coco.annToMask(one).sum()) if one.get("segmentation") else 0,
            one.get("keypoints", []),
        ]
        for one in coco.anns.values()
    ]


def supervision(folder: Path) -> Found:
    """File, class and corners of each box of a YOLO or VOC folder."""
    import supervision as sv

    if (folder / "data.yaml").exists():
        places = (folder / "images", folder / "labels", folder / "data.yaml")
        made = sv.DetectionDataset.from_yolo(*map(str, places))
    else:
        made = sv.DetectionDataset.from_pascal_voc(str(folder / "images"), str(folder / "Annotations"))
    return [
        [Path(path).name, made.classes[int(label)], [float(value) for value in box]]
        for path, _, found in made
        for label, box in zip(found.class_id, found.xyxy, strict=True)
    ]


def _datumaro(name: str) -> Callable[[Path], Found]:
    def reader(folder: Path) -> Found:
        import datumaro as dm

        made = dm.Dataset.import_from(str(folder), name)
        labels = made.categories().get(dm.AnnotationType.label)
        found = []
        for item in made:
            for one in item.annotations:
                if one.type == dm.AnnotationType.cuboid_3d:
                    place = [*one.position, *one.scale, *one.rotation]
                else:
                    place = list(one.get_bbox())
                label = None if one.label is None else labels[one.label].name
                found.append([item.id, label, one.type.name, [float(value) for value in place]])
        return found

    return reader


def motmetrics(folder: Path) -> Found:
    """Frame, id and box of each row."""
    import motmetrics as mm

    path = next(folder.rglob("gt.txt"))
    table = mm.io.loadtxt(str(path), fmt="mot16", min_confidence=-1)
    return [
        [int(frame), int(id_), float(row.X), float(row.Y), float(row.Width), float(row.Height)]
        for (frame, id_), row in table.iterrows()
    ]


def datasets(folder: Path) -> Found:
    """Split and rows, as the card says where they are."""
    import datasets as ds

    ds.config.HF_DATASETS_CACHE = folder / "cache"
    made = ds.load_dataset(str(folder), cache_dir=str(folder / "cache"))
    return [[split, list(rows)] for split, rows in made.items()]


def trl(folder: Path) -> Found:
    """The columns of each row, and what trl makes of a pair of conversations."""
    from datasets import Dataset
    from trl.data_utils import extract_prompt, is_conversational, unpair_preference_dataset

    rows = [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.open()]
    pairs = [row for row in rows if "chosen" in row]
    plain = [{key: row[key] for key in ("prompt", "chosen", "rejected") if key in row} for row in pairs]
    extracted = [extract_prompt(dict(row)) for row in plain]
    single = unpair_preference_dataset(Dataset.from_list(extracted))
    return [[sorted(row) for row in rows], [bool(is_conversational(row)) for row in pairs], list(single)]


def spacy(folder: Path) -> Found:
    """Text, entities and groups of each document."""
    import spacy as sp
    from spacy.tokens import DocBin

    vocab = sp.blank("xx").vocab
    docs = DocBin(store_user_data=True).from_disk(next(folder.glob("*.spacy"))).get_docs(vocab)
    return [
        [
            doc.text,
            [[one.label_, one.start_char, one.end_char, one.text] for one in doc.ents],
            [[one.label_, one.start_char, one.end_char, one.text] for one in doc.spans.get("sc", [])],
            dict(doc.cats),
        ]
        for doc in docs
    ]


def cassis(folder: Path) -> Found:
    """Text and marks of each file, in code points."""
    import cassis as cs

    found = []
    for path in sorted([*folder.rglob("*.xmi"), *folder.rglob("*.json")]):
        with path.open("rb") as stream:
            if path.suffix == ".xmi":
                with (folder / "TypeSystem.xml").open("rb") as types:
                    cas = cs.load_cas_from_xmi(stream, typesystem=cs.load_typesystem(types))
            else:
                cas = cs.load_cas_from_json(stream)
        marks = [
            [one.label, one.begin, one.end, one.get_covered_text()] for one in cas.select("beanfield.Mark")
        ]
        links = [[one.label, one.Governor.label, one.Dependent.label] for one in cas.select("beanfield.Link")]
        found.append([path.stem, cas.sofa_string, marks, links])
    return found


def seqeval(folder: Path) -> Found:
    """Names, first and last token of each tagged file."""
    from seqeval.metrics.sequence_labeling import get_entities

    found = []
    for path in sorted(folder.iterdir()):
        tags = [row.split("\t")[1] for row in path.read_text(encoding="utf-8").splitlines() if row]
        found.append([path.suffix, [list(one) for one in get_entities(tags)]])
    return found


def bratly(folder: Path) -> Found:
    """Label, places and words of each span; ends of each relation."""
    from bratly.io.file_read_src import read_and_load_ann_file

    found = []
    for path in sorted(folder.rglob("*.ann")):
        made = read_and_load_ann_file(str(path), renumerotize=False)
        for one in getattr(made, "annotations", made):
            fragments = [[part.start, part.end] for part in getattr(one, "fragments", [])]
            found.append([type(one).__name__, str(one.label), fragments, getattr(one, "content", None)])
    return found


def label_studio(folder: Path) -> Found:
    """Whether each task and each region fits the interface, and how many regions there are."""
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface((folder / "interface.xml").read_text(encoding="utf-8"))
    tasks = json.loads((folder / "tasks.json").read_bytes())
    return [
        [
            all(interface.validate_annotation(one) for one in task.get("annotations", [])),
            sum(len(one["result"]) for one in task.get("annotations", [])),
        ]
        for task in tasks
    ]


def jsonschema(folder: Path) -> Found:
    """Everything that the schema in `schema.json` finds wrong with each other JSON file."""
    from jsonschema import Draft7Validator

    check = Draft7Validator(json.loads((folder / "schema.json").read_bytes()))
    files = sorted(path for path in folder.glob("*.json") if path.name != "schema.json")
    return [
        [path.name, [e.message[:200] for e in check.iter_errors(json.loads(path.read_bytes()))]]
        for path in files
    ]


def points(folder: Path) -> Found:
    """Writes point files; their names and points."""
    import laspy
    import numpy as np
    from pypcd4 import PointCloud

    rows = np.array([[1.5, -2.25, 3], [400.125, 5, -6], [0, 0, 0]], np.float32)
    for version, kind in (("1.2", 3), ("1.4", 6)):
        head = laspy.LasHeader(point_format=kind, version=version)
        head.scales, head.offsets = [0.001] * 3, [100, 0, 0]
        made = laspy.LasData(head)
        made.x, made.y, made.z = rows.T.astype(float)
        made.write(str(folder / f"{version}.las"))
    cloud = PointCloud.from_xyz_points(rows)
    for how in ("ascii", "binary", "binary_compressed"):
        from pypcd4 import Encoding

        cloud.save(folder / f"{how}.pcd", encoding=Encoding(how))
    names = sorted(path.name for path in folder.iterdir())
    return [[name, rows.tolist()] for name in names]


READERS: dict[str, Callable[[Path], Found]] = {
    name: function
    for name, function in list(globals().items())
    if callable(function) and getattr(function, "__module__", "") == __name__ and not name.startswith("_")
}
READERS |= {
    f"datumaro:{name}": _datumaro(name)
    for name in (
        "coco_instances",
        "voc_detection",
        "yolo",
        "cvat",
        "kitti_detection",
        "sly_pointcloud",
        "mot_seq",
    )
}

if __name__ == "__main__":
    name, folder = sys.argv[1:]
    answer = READERS[name](Path(folder))
    print("\n" + json.dumps(answer, ensure_ascii=True, default=str))
