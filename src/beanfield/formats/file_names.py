"""Names of files that stand beside items: one an item, none twice."""

from __future__ import annotations

from pathlib import PurePosixPath

from beanfield.formats.losses import Losses

#: Folders of pictures that formats put apart from the labels.
_PICTURE_FOLDERS = ("images/", "JPEGImages/", "image_2/")


class FileNames:
    """Gives each item the name of its label file, without an ending."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._taken: set[int] = set()

    def of(self, item: str, *, endings: bool = True) -> str | None:
        """The item's name without picture folder and ending; None (a loss) when it is taken or no file name.

        `endings` false keeps an ending that is not of a picture or text.
        """
        stem = item
        for folder in _PICTURE_FOLDERS:
            stem = stem.removeprefix(folder)
        path = PurePosixPath(stem)
        if path.suffix and (endings or path.suffix.lower() == ".txt"):
            stem = stem[: -len(path.suffix)]
        parts = stem.split("/")
        if any(part in {"", ".", ".."} or len(part.encode()) > 200 for part in parts):
            self._losses.lose("file_name", item)
            return None
        mark = hash(stem)
        if mark in self._taken:
            self._losses.lose("file_name", item)
            return None
        self._taken.add(mark)
        return stem
