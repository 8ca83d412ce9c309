"""Point clouds as arrays: PCD, KITTI's and nuScenes' BIN, PLY and LAS.

Places are metres of the sensor's frame, as the file has them; what else a point has stands under its name.
Points that are no number stay, so that labels by number of point still fit; extents leave them out.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from beanfield.formats.faults import FormatError
from beanfield.formats.lzf import unpacked
from beanfield.formats.member import Member

CLOUDS = (".pcd", ".bin", ".ply", ".las")
MOST_BYTES = 2 << 30
_AXES = ("x", "y", "z")
_PCD_KINDS = {"F": "f", "I": "i", "U": "u"}
_PLY_KINDS = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8",
}  # fmt: skip
_LAS_HEAD = 227


class Points(Struct):
    """`xyz` is a row a point, in double precision; `values` has the other columns by name."""

    xyz: NDArray[np.float64]
    values: dict[str, NDArray[Any]]

    def extent(self) -> tuple[list[float], list[float]] | None:
        """Least and greatest x, y, z of the points that are numbers; None without any."""
        good = self.xyz[np.isfinite(self.xyz).all(axis=1)]
        return (good.min(axis=0).tolist(), good.max(axis=0).tolist()) if len(good) else None


def read_points(member: Member) -> Points:
    """The points of a file. Raises `FormatError` for what is damaged or of a kind that is not read."""
    data = member.read_all(MOST_BYTES)
    try:
        if member.suffix == ".bin":
            return _bin(data, nuscenes=member.name.lower().endswith(".pcd.bin"))
        return _READERS[member.suffix](data)
    except KeyError:
        raise FormatError("format_no_points", file=member.name) from None
    except (ValueError, TypeError, struct.error, IndexError, OverflowError, MemoryError) as error:
        raise FormatError("format_damaged", file=member.name, line=1, why=str(error)[:200]) from error


def _from_table(table: NDArray[Any]) -> Points:
    names = [name for name in table.dtype.names or () if table[name].ndim == 1]
    if not set(_AXES) <= set(names):
        raise ValueError("x, y, z")
    xyz = np.stack([table[name].astype(np.float64) for name in _AXES], axis=1)
    return Points(xyz, {name: np.asarray(table[name]) for name in names if name not in _AXES})


def _pcd(data: bytes) -> Points:
    head: dict[str, list[str]] = {}
    at = 0
    while "DATA" not in head:
        end = data.index(b"\n", at)
        words = data[at:end].decode("latin-1").split()
        at = end + 1
        if words and not words[0].startswith("#"):
            head[words[0].upper()] = words[1:]
    fields = head["FIELDS"] if "FIELDS" in head else head["COLUMNS"]
    counts = [int(word) for word in head.get("COUNT", ["1"] * len(fields))]
    sizes = [int(word) for word in head["SIZE"]]
    columns: list[Any] = []  # padding is called _, often more than once, and may count 0
    for place, (field, size, letter, count) in enumerate(
        zip(fields, sizes, head["TYPE"], counts, strict=True)
    ):
        if count:
            named = f"_{place}" if field == "_" or field in [c[0] for c in columns] else field
            columns.append((named, f"<{_PCD_KINDS[letter.upper()]}{size}", (count,) if count > 1 else ()))
    kind = np.dtype(columns)
    number = int(head["POINTS"][0]) if "POINTS" in head else int(head["WIDTH"][0]) * int(head["HEIGHT"][0])
    if not 0 <= number <= MOST_BYTES // max(1, kind.itemsize):
        raise ValueError("POINTS")
    how = head["DATA"][0].lower()
    if how == "ascii":
        rows = np.loadtxt(io.BytesIO(data[at:]), ndmin=2, max_rows=number) if number else np.zeros((0, 0))
        flat = [column[0] for column in columns for _ in range(int(np.prod(column[2])))]
        places = {name: flat.index(name) for name in dict.fromkeys(flat)}
        return _of_columns(
            {name: rows[:, place] if number else rows.ravel() for name, place in places.items()}
        )
    if how == "binary_compressed":
        packed, size = struct.unpack_from("<II", data, at)
        if size != number * kind.itemsize:
            raise ValueError("DATA binary_compressed")
        return _by_columns(unpacked(data[at + 8 : at + 8 + packed], size), kind, number)
    if how != "binary":
        raise ValueError(f"DATA {how[:20]}")
    return _from_table(np.frombuffer(data, kind, number, at))


def _by_columns(data: bytes, kind: np.dtype[Any], number: int) -> Points:
    """One column after another, as compressed PCD has them."""
    made: dict[str, NDArray[Any]] = {}
    at = 0
    for name in kind.names or ():
        of = kind[name]
        column = np.frombuffer(data, of.base, number * int(np.prod(of.shape)), at)
        made[name] = column.reshape(number, -1)[:, 0] if of.shape else column
        at += number * of.itemsize
    return _of_columns(made)


def _of_columns(columns: dict[str, NDArray[Any]]) -> Points:
    if not set(_AXES) <= set(columns):
        raise ValueError("x, y, z")
    xyz = np.stack([columns[name].astype(np.float64) for name in _AXES], axis=1)
    return Points(xyz, {name: column for name, column in columns.items() if name not in _AXES})


def _bin(data: bytes, *, nuscenes: bool) -> Points:
    """Numbers of 4 bytes: five a point where the name ends with `.pcd.bin` (nuScenes), else four."""
    width = 5 if nuscenes or len(data) % 16 else 4
    if not data or len(data) % (4 * width):
        raise ValueError(f"{len(data)} bytes")
    rows = np.frombuffer(data, "<f4").reshape(-1, width)
    more = {"intensity": rows[:, 3]} | ({"ring": rows[:, 4]} if width == 5 else {})
    return Points(rows[:, :3].astype(np.float64), more)


def _ply(data: bytes) -> Points:
    end = data.index(b"end_header")
    start = data.index(b"\n", end) + 1
    if not data.startswith(b"ply"):
        raise ValueError("ply")
    how, number, columns, element = "", -1, list[tuple[str, str]](), ""
    for row in data[:end].decode("latin-1").splitlines():
        words = row.split() or [""]
        if words[0] == "format":
            how = words[1]
        elif words[0] == "element":
            if number < 0 and words[1] != "vertex":
                raise ValueError("vertex")
            element = words[1]
            number = int(words[2]) if element == "vertex" else number
        elif words[0] == "property" and element == "vertex":
            columns.append((words[2], _PLY_KINDS[words[1]]) if len(words) == 3 else ("", "list"))
    if not 0 <= number <= MOST_BYTES or any(kind == "list" for _, kind in columns):
        raise ValueError("property list")
    if how == "ascii":
        rows = np.loadtxt(io.BytesIO(data[start:]), ndmin=2, max_rows=number, usecols=range(len(columns)))
        return _of_columns({column: rows[:, place] for place, (column, _) in enumerate(columns)})
    order = {"binary_little_endian": "<", "binary_big_endian": ">"}.get(how)
    if order is None:
        raise ValueError(f"format {how[:20]}")
    kind = np.dtype([(column, order + of) for column, of in columns])
    return _from_table(np.frombuffer(data, kind, number, start))


def _las(data: bytes) -> Points:
    """Whole numbers with a scale and an offset; places in records of any format begin with X, Y, Z."""
    if data[:4] != b"LASF" or len(data) < _LAS_HEAD:
        raise ValueError("LASF")
    start, _, format_, width, number = struct.unpack_from("<IIBHI", data, 96)
    if format_ & 0xC0:
        raise ValueError("LAZ")
    if data[25] >= 4 and len(data) >= 255:
        number = struct.unpack_from("<Q", data, 247)[0] or number
    scale, offset = (np.array(struct.unpack_from("<3d", data, at)) for at in (131, 155))
    if width < 14:
        raise ValueError("record length")
    kind = np.dtype(
        {
            "names": [*_AXES, "intensity"],
            "formats": ["<i4", "<i4", "<i4", "<u2"],
            "offsets": [0, 4, 8, 12],
            "itemsize": width,
        }
    )
    table = np.frombuffer(data, kind, number, start)
    made = _from_table(table)
    return Points(made.xyz * scale + offset, made.values)


_READERS: dict[str, Callable[[bytes], Points]] = {".pcd": _pcd, ".ply": _ply, ".las": _las}
