"""Where data comes from: folders, single files and zips, joined into one list of members.

An upload of `labels.json` and `pictures.zip` together is one source of all their members. Names are
relative, with `/`; what an operating system leaves behind (`__MACOSX`, `.DS_Store`) is not listed, nor
are links. Use a source as a context manager: it holds open zips and a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from beanfield.formats.faults import FormatError
from beanfield.formats.member import FileMember, Limits, Member, is_litter
from beanfield.formats.zips import ZipFolder


class Source:
    """The members of one or more paths, sorted by name."""

    def __init__(self, paths: Sequence[Path], limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.paths = list(paths)
        self._stack = ExitStack()
        self._scratch: Path | None = None
        self._by_name: dict[str, Member] = {}
        self._by_base: dict[str, list[Member]] | None = None
        try:
            for path in self.paths:
                self._take(path)
        except BaseException:
            self.close()
            raise
        self._members = sorted(self._by_name.values(), key=lambda member: member.name)

    @classmethod
    def open(cls, *paths: Path | str, limits: Limits | None = None) -> Self:
        """A source of folders, files and zips. Raises `FormatError` for what is missing or hostile."""
        return cls([Path(path) for path in paths], limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close zips and remove what was unpacked."""
        self._stack.close()
        self._scratch = None

    def members(self, *suffixes: str) -> Iterator[Member]:
        """All members, or those with one of these endings (lower case, with the dot)."""
        for member in self._members:
            if not suffixes or member.suffix in suffixes:
                yield member

    def __len__(self) -> int:
        return len(self._members)

    def member(self, name: str) -> Member | None:
        """The member of exactly this name."""
        return self._by_name.get(name)

    def find(self, name: str, beside: Member | None = None) -> Member | None:
        """The file that `name` in an annotation file means.

        Tried in this order: beside the annotation file; from the top; the one member anywhere whose path
        ends so; the one member anywhere with that file name. A name only ever reaches members of this source.
        """
        wanted = _tidy(name)
        if beside is not None and "/" in beside.name:
            found = self._by_name.get(f"{beside.name.rsplit('/', 1)[0]}/{wanted}")
            if found is not None:
                return found
        if wanted in self._by_name:
            return self._by_name[wanted]
        alike = self._bases().get(wanted.rsplit("/", 1)[-1], [])
        ending = [member for member in alike if member.name.endswith(f"/{wanted}")]
        return next((found[0] for found in (ending, alike) if len(found) == 1), None)

    def on_disk(self, member: Member) -> Path:
        """A path to the member's bytes, unpacked if need be; it lives as long as the source."""
        if member.path is not None:
            return member.path
        target = self.scratch_file()
        with member.open() as stream, target.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        return target

    def scratch_file(self) -> Path:
        """A new empty file that goes away with the source."""
        if self._scratch is None:
            self._scratch = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="beanfield-")))
        handle, name = tempfile.mkstemp(dir=self._scratch)
        os.close(handle)
        return Path(name)

    def _bases(self) -> dict[str, list[Member]]:
        if self._by_base is None:
            self._by_base = {}
            for member in self._members:
                self._by_base.setdefault(member.name.rsplit("/", 1)[-1], []).append(member)
        return self._by_base

    def _take(self, path: Path) -> None:
        if path.is_dir():
            members: Iterator[Member] = _folder_members(path)
        elif not path.is_file():
            raise FormatError("format_no_such_file", file=str(path))
        elif _is_zip(path):
            members = self._stack.enter_context(ZipFolder(path, self.limits)).members()
        else:
            members = iter([FileMember(path.name, path)])
        for member in members:
            if is_litter(member.name):
                continue
            if member.name in self._by_name:
                raise FormatError("format_duplicate_member", file=member.name)
            if member.size > self.limits.member_bytes:
                raise FormatError(
                    "format_too_large", file=member.name, bytes=member.size, most=self.limits.member_bytes
                )
            if len(self._by_name) >= self.limits.members:
                raise FormatError("format_too_many_members", file=path.name, most=self.limits.members)
            self._by_name[member.name] = member


def _tidy(name: str) -> str:
    """A file name as annotation files write it, as members are called."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", "."})


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"} or path.suffix.lower() == ".zip"


def _folder_members(root: Path) -> Iterator[Member]:
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if name not in {"__MACOSX", ".git"})
        for name in sorted(files):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield FileMember(path.relative_to(root).as_posix(), path)
