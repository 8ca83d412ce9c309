"""Pictures open the right way up, in eight bits, and damage is told by name."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from beanfield.media.picture_files import DamagedPicture, NotAPicture, PictureTooLarge
from beanfield.media.pictures import make_thumbnail, read_picture
from beanfield.platform.errors import Invalid


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def two_halves(width: int = 40, height: int = 20) -> Image.Image:
    """The left half red, the right half blue."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def with_orientation(image: Image.Image, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(image, "JPEG", exif=exif, quality=95)


def pixel(content: bytes, x: int, y: int) -> tuple[int, ...]:
    with Image.open(io.BytesIO(content)) as image:
        value = image.convert("RGB").getpixel((x, y))
    assert isinstance(value, tuple)
    return value


def is_red(colour: tuple[int, ...]) -> bool:
    return colour[0] > 200 and colour[2] < 60


def test_an_upright_jpeg_is_shown_as_it_is() -> None:
    picture = read_picture(encoded(two_halves(), "JPEG"), "a.jpg")
    assert (picture.mime, picture.width, picture.height, picture.shown) == ("image/jpeg", 40, 20, None)


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(3, (40, 20), (35, 10)), (6, (20, 40), (10, 5)), (8, (20, 40), (10, 35)), (2, (40, 20), (35, 10))],
)
def test_a_picture_turned_by_exif_is_shown_upright(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    picture = read_picture(with_orientation(two_halves(), orientation), "phone.jpg")
    assert (picture.width, picture.height) == size
    assert picture.shown is not None
    assert is_red(pixel(picture.shown, *red_at))
    with Image.open(io.BytesIO(picture.shown)) as shown:
        assert shown.size == size
        assert shown.getexif().get(0x0112, 1) == 1


def test_a_sixteen_bit_grey_is_shown_over_its_own_range() -> None:
    deep = np.zeros((8, 16), dtype=np.uint16)
    deep[:, 8:] = 4095  # a twelve-bit camera: nearly black if only the high byte were kept
    picture = read_picture(encoded(Image.fromarray(deep), "PNG"), "scan.png")
    assert picture.shown is not None
    assert picture.shown_mime == "image/png"
    assert pixel(picture.shown, 2, 2) == (0, 0, 0)
    assert pixel(picture.shown, 12, 2) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "PPM"])
def test_a_format_that_browsers_lack_gets_a_stand_in_with_the_same_pixels(kind: str) -> None:
    picture = read_picture(encoded(two_halves(), kind), "a")
    assert picture.shown is not None
    assert pixel(picture.shown, 3, 3) == (255, 0, 0)
    assert pixel(picture.shown, 35, 3) == (0, 0, 255)


def test_a_turned_tiff_is_shown_upright() -> None:
    content = encoded(two_halves(), "TIFF", tiffinfo={0x0112: 6})
    picture = read_picture(content, "a.tif")
    assert (picture.width, picture.height) == (20, 40)
    assert picture.shown is not None
    assert is_red(pixel(picture.shown, 10, 5))


def test_a_float_tiff_with_holes_is_shown() -> None:
    values = np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8)
    values[0, 0] = np.nan
    picture = read_picture(encoded(Image.fromarray(values), "TIFF"), "depth.tif")
    assert picture.shown is not None
    assert pixel(picture.shown, 7, 7) == (255, 255, 255)


def test_a_cmyk_jpeg_is_shown_in_rgb() -> None:
    picture = read_picture(encoded(two_halves().convert("CMYK"), "JPEG", quality=95), "print.jpg")
    assert picture.shown is not None
    assert is_red(pixel(picture.shown, 3, 3))


def test_transparency_survives_the_stand_in() -> None:
    clear = Image.new("RGBA", (4, 4), (0, 255, 0, 0))
    picture = read_picture(encoded(clear, "TIFF"), "a.tif")
    assert picture.shown is not None
    with Image.open(io.BytesIO(picture.shown)) as shown:
        assert shown.mode == "RGBA"


def a_png_that_claims(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    begin = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return begin + struct.pack(">I", 100) + b"IDAT"


@pytest.mark.parametrize("size", [(60_000, 70_000), (2_000_000_000, 3)])
def test_a_picture_of_too_many_pixels_is_refused_unopened(size: tuple[int, int]) -> None:
    with pytest.raises(PictureTooLarge, match=r"bomb\.png"):
        read_picture(a_png_that_claims(*size), "bomb.png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_a_truncated_picture_is_named(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8))
    whole = encoded(noise, kind)
    with pytest.raises((DamagedPicture, NotAPicture), match=r"half\.bin"):
        read_picture(whole[: len(whole) // 2], "half.bin")


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_named(content: bytes) -> None:
    with pytest.raises(NotAPicture, match=r"note\.txt"):
        read_picture(content, "note.txt")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP"]), st.data())
def test_no_damage_raises_anything_but_a_named_fault(kind: str, data: st.DataObject) -> None:
    content = bytearray(encoded(two_halves(), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_picture(bytes(content), "odd.bin")
    except Invalid as fault:
        assert "odd.bin" in str(fault)


def test_a_thumbnail_is_small_and_upright() -> None:
    small = make_thumbnail(with_orientation(two_halves(1600, 800), 6), "a.jpg")
    with Image.open(io.BytesIO(small)) as image:
        assert image.size == (160, 320)
    assert is_red(pixel(small, 80, 30))
