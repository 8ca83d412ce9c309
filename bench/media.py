"""How long the pyramid of a picture of 20,000 × 20,000 pixels takes, and how much memory at most.

Run: `python bench/media.py [SIDE]`. The picture is a JPEG-compressed TIFF, made anew each time.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyvips

from beanfield.media.huge import make_pyramid, read_huge


def scene(side: int, file: Path) -> None:
    """A picture with structure on every scale."""
    coarse = pyvips.Image.perlin(side, side, cell_size=max(8, side // 80)).linear(60, 128)
    slope = pyvips.Image.xyz(side, side)[0].linear(255 / side, 0)
    bands = [coarse.cast("uchar"), slope.cast("uchar"), coarse.linear(-1, 255).cast("uchar")]
    whole = bands[0].bandjoin(bands[1:]).copy(interpretation="srgb")
    whole.tiffsave(str(file), compression="jpeg", Q=90)


def measure(file: Path) -> None:
    """Print the figures of this process, which has done nothing else."""
    begun = time.perf_counter()
    picture = read_huge(file, file.name)
    read = time.perf_counter()
    made = file.with_suffix(".zip")
    make_pyramid(file, file.name, made)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"picture: {picture.width} × {picture.height} pixels, {file.stat().st_size / 1e6:.1f} MB")
    print(f"read whole, and scaled down: {read - begun:.1f} s")
    print(f"pyramid: {done - read:.1f} s, {made.stat().st_size / 1e6:.1f} MB")
    print(f"peak memory of the process: {peak:.0f} MB")


def main() -> None:
    """Make the picture, then measure in a process of its own."""
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
        return
    side = int(sys.argv[1]) if sys.argv[1:] else 20_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scene.tif"
        scene(side, file)
        subprocess.run([sys.executable, __file__, "--measure", str(file)], check=True)


if __name__ == "__main__":
    main()
