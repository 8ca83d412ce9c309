"""Settings come from the command line, the environment, the file and the defaults, in that order."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from beanfield.platform.config import Settings, load_settings, summary
from beanfield.platform.errors import Invalid

NAMES = [field.name for field in msgspec.structs.fields(Settings)]


def test_the_nearer_source_wins(tmp_path: Path) -> None:
    (tmp_path / "beanfield.toml").write_text('port = 1111\nhost = "0.0.0.0"\nsession_days = 3\n')
    environ = {"BEANFIELD_PORT": "2222", "BEANFIELD_HOST": "127.0.0.2"}
    settings = load_settings(environ, data=tmp_path, port=3333)
    assert (settings.port, settings.host, settings.session_days) == (3333, "127.0.0.2", 3)
    assert settings.pool_size == Settings().pool_size


def test_the_data_folder_may_come_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "beanfield.toml").write_text("port = 1111\n")
    assert load_settings({"BEANFIELD_DATA": str(tmp_path)}).port == 1111


@pytest.mark.parametrize(
    ("name", "value"), [("port", "many"), ("port", "70000"), ("log_level", "loud"), ("run_jobs", "perhaps")]
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(Invalid, match=name):
        load_settings({f"BEANFIELD_{name.upper()}": value})


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "beanfield.toml").write_text("prot = 1\n")
    with pytest.raises(Invalid, match="prot"):
        load_settings({}, data=tmp_path)


def test_the_summary_hides_secrets() -> None:
    settings = load_settings({"BEANFIELD_DATABASE_URL": "postgresql://me:hidden@db/bean"})
    shown = dict(summary(settings))
    assert shown["database_url"] == "***"
    assert set(shown) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_stands_in_the_docs(name: str) -> None:
    for page in ("settings.md", "settings.zh-CN.md"):
        text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
        assert f"`{name}`" in text, page
