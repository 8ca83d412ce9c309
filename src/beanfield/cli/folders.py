"""A folder named on the command line travels as one zip."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def as_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths, each folder replaced by a zip of its files that lives as long as the block."""
    with tempfile.TemporaryDirectory() as scratch:
        yield [_zipped(path, Path(scratch)) if path.is_dir() else path for path in paths]


def _zipped(folder: Path, scratch: Path) -> Path:
    target = scratch / f"{folder.resolve().name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return target
