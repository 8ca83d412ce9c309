"""Sources: folders, files and zips, honest and hostile."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from beanfield.annotation.document import Box, Document
from beanfield.formats import registry
from beanfield.formats.base import WriteOptions
from beanfield.formats.faults import FormatError
from beanfield.formats.member import Limits, Member
from beanfield.formats.record import Record
from beanfield.formats.sinks import FileSink, FolderSink, ZipSink, with_media
from beanfield.formats.source import Source
from tests.formats.samples import SAMPLES, png, put
from tests.formats.support import good


def _zip(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(FormatError) as caught:
        Source.open(path, limits=limits)
    assert caught.value.fault.file == path.name
    return caught.value.fault.key


def _names(source: Source) -> list[str]:
    return [member.name for member in source.members()]


def test_folders_zips_and_files_together_are_one_list_of_members(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "2.txt").write_bytes(b"two")
    (tmp_path / "3.txt").write_bytes(b"three")
    archive = _zip(tmp_path / "a.zip", {"a/1.txt": b"one"})
    with Source.open(folder, archive, tmp_path / "3.txt") as source:
        assert _names(source) == ["3.txt", "a/1.txt", "b/2.txt"]
        assert [member.read_all(10) for member in source.members()] == [b"three", b"one", b"two"]


def test_what_macos_and_windows_leave_behind_is_not_listed(tmp_path: Path) -> None:
    files = {
        "a.txt": b"1",
        "__MACOSX/._a.txt": b"2",
        ".DS_Store": b"3",
        "x/Thumbs.db": b"4",
        "x/._b.txt": b"5",
    }
    with Source.open(_zip(tmp_path / "a.zip", files)) as source:
        assert _names(source) == ["a.txt"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_are_right_without_the_flag_that_says_how_they_are_written(
    tmp_path: Path, encoding: str
) -> None:
    name = "图片/街景.txt"
    path = _zip(tmp_path / "a.zip", {"x" * len(name.encode(encoding)): b"1"})
    raw = path.read_bytes().replace(b"x" * len(name.encode(encoding)), name.encode(encoding))
    path.write_bytes(raw)
    with Source.open(path) as source:
        assert _names(source) == [name]
        assert next(source.members()).read_all(5) == b"1"


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/../../evil.txt", "/etc/evil", "..\\evil.txt", "C:/evil.txt", "C:evil", "a\nb"]
)
def test_a_name_that_climbs_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert _refusal(_zip(tmp_path / "a.zip", {"ok.txt": b"1", name: b"2"})) == "format_unsafe_name"


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert _refusal(tmp_path / "a.zip") == "format_link"


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    with Source.open(folder) as source:
        assert len(source) == 0


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.txt": b"1"})
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(bytes(raw))
    assert _refusal(path) == "format_encrypted"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
    with pytest.raises(FormatError) as caught:
        Source.open(tmp_path / "a.zip")
    assert caught.value.fault.key == "format_duplicate_member"


def test_a_bomb_of_one_member_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"zeros.txt": bytes(40 << 20)})
    assert path.stat().st_size < 100_000
    assert _refusal(path) == "format_zip_bomb"


def test_a_bomb_of_members_that_overlap_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.txt": b"hello " * 50, "b.txt": b"hello " * 50})
    raw = bytearray(path.read_bytes())
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
    struct.pack_into("<L", raw, second + 42, 0)
    path.write_bytes(bytes(raw))
    assert _refusal(path) == "format_zip_bomb"


def test_limits_on_size_and_number_are_kept(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {f"{i}.txt": bytes([i]) * 100 for i in range(30)})
    with pytest.raises(FormatError, match="limit is 50"):
        Source.open(path, limits=Limits(member_bytes=50))
    with pytest.raises(FormatError, match="limit is 2999"):
        Source.open(path, limits=Limits(total_bytes=2999))
    assert _refusal(path, Limits(members=10)) == "format_too_many_members"


def test_a_directory_too_long_to_hold_is_refused_by_its_stated_length(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.txt": b"1"})
    raw = bytearray(path.read_bytes())
    struct.pack_into("<L", raw, raw.index(b"PK\x05\x06") + 12, 0xFFFFFFF0)
    path.write_bytes(bytes(raw))
    assert _refusal(path) == "format_too_many_members"


def test_a_truncated_zip_and_a_damaged_member_are_named(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.txt": b"some text " * 100})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert _refusal(path) == "format_damaged"
    broken = bytearray(whole)
    broken[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(broken))
    with Source.open(path) as source, pytest.raises(FormatError) as caught:
        next(source.members()).read_all(10_000)
    assert (caught.value.fault.key, caught.value.fault.file) == ("format_damaged", "a.txt")


def test_a_source_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no such file"):
        Source.open(tmp_path / "nowhere")


def test_a_file_is_found_beside_the_labels_then_from_the_top_then_by_its_name_alone(tmp_path: Path) -> None:
    files = {
        "x/l.json": b"{}",
        "x/a.png": b"1",
        "a.png": b"2",
        "deep/down/b.png": b"3",
        "p/c.png": b"",
        "q/c.png": b"",
    }
    with Source.open(_zip(tmp_path / "a.zip", files)) as source:
        beside = source.member("x/l.json")
        assert (found := source.find("a.png", beside)) and found.name == "x/a.png"
        assert (found := source.find("./a.png")) and found.name == "a.png"
        assert (found := source.find("D:\\data\\b.png")) and found.name == "deep/down/b.png"
        assert source.find("c.png") is None
        assert source.find("../../etc/passwd") is None


def test_what_was_unpacked_goes_away_with_the_source(tmp_path: Path) -> None:
    with Source.open(_zip(tmp_path / "a.zip", {"a.txt": b"1"})) as source:
        unpacked = source.on_disk(next(source.members()))
        assert unpacked.read_bytes() == b"1"
    assert not unpacked.exists()


def test_a_zip_that_we_write_is_the_same_for_the_same_files_and_reads_back(tmp_path: Path) -> None:
    made = []
    for _ in range(2):
        out = io.BytesIO()
        sink = ZipSink(out)
        with sink.file("labels.json") as labels:
            labels.write(b"[")
            with sink.file("图/a.png") as picture:
                picture.write(b"png")
            labels.write(b"]")
        sink.close()
        made.append(out.getvalue())
    assert made[0] == made[1]
    (tmp_path / "a.zip").write_bytes(made[0])
    with Source.open(tmp_path / "a.zip") as source:
        assert {m.name: m.read_all(9) for m in source.members()} == {"labels.json": b"[]", "图/a.png": b"png"}


def test_no_sink_writes_outside_its_folder(tmp_path: Path) -> None:
    for sink in (FolderSink(tmp_path / "out"), ZipSink(io.BytesIO())):
        with pytest.raises(FormatError), sink.file("../evil.txt"):
            pass
    single = FileSink(io.BytesIO())
    with single.file("a"):
        pass
    with pytest.raises(FormatError), single.file("b"):
        pass


@pytest.mark.parametrize("format_", ["coco", "label_studio", "beanfield"])
def test_an_export_with_its_pictures_in_a_zip_is_recognised_and_read_back(
    tmp_path: Path, format_: str
) -> None:
    with Source.open(put(tmp_path / "in", SAMPLES["coco"] | {"other/b.png": png()})) as source:
        records = [row for row in registry.reader("coco").read(source) if isinstance(row, Record)]
        for record in records:
            if record.document is not None:
                record.document = Document([o for o in record.document.objects if isinstance(o.shape, Box)])
        with (tmp_path / "out.zip").open("wb") as out:
            sink = ZipSink(out)
            report = registry.writer(format_).write(with_media(records, sink), sink, WriteOptions(drop=True))
            sink.close()
    assert report.items == 2
    assert registry.guess(tmp_path / "out.zip").name == format_
    again = good(format_, tmp_path / "out.zip")
    assert [record.name for record in again] == ["a.png", "sub/b.png"]
    media = again[1].media
    assert isinstance(media, Member) and media.name == "images/sub/b.png"
