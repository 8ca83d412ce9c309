"""The types of the front end are those of the server: made again here and compared.

`BEANFIELD_RENEW=1 pytest tests/web/test_api_types.py` writes them anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import build_frontend
import msgspec
import pytest

from beanfield.web.app import create_app
from tests.web.conftest import make_services

TOOL = build_frontend.FRONTEND / "tools" / "api-types"
TYPES = build_frontend.FRONTEND / "src" / "api" / "schema.d.ts"


def made_from_the_server(folder: Path) -> str:
    """The types as the generator writes them from the OpenAPI document of the application."""
    app = create_app(make_services("postgresql://nobody@localhost/nowhere", folder))
    document = folder / "openapi.json"
    document.write_bytes(msgspec.json.encode(app.openapi_schema.to_schema(), enc_hook=str))
    target = folder / "schema.d.ts"
    _, environment = build_frontend.npm_command()
    node = shutil.which("node", path=environment["PATH"])
    assert node is not None
    command = [node, str(TOOL / "generate.mjs"), str(document), str(target)]
    subprocess.run(command, cwd=TOOL, env=environment, check=True)
    return target.read_text(encoding="utf-8")


def test_the_types_of_the_front_end_are_those_of_the_server(tmp_path: Path) -> None:
    if not (TOOL / "node_modules" / "openapi-typescript").is_dir():
        pytest.skip("the packages of the front end are not installed")
    made = made_from_the_server(tmp_path)
    if os.environ.get("BEANFIELD_RENEW"):
        TYPES.write_text(made, encoding="utf-8")
    assert TYPES.read_text(encoding="utf-8") == made, (
        "run: BEANFIELD_RENEW=1 pytest tests/web/test_api_types.py"
    )
