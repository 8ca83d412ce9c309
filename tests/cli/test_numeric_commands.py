"""`beanfield truth`, `agreement`, `schema` and `convert` as their users call them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beanfield.cli.main import cli, main
from beanfield.platform.errors import Invalid, NotFound


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEANFIELD_LOCALE", "en")


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    rows = [
        f"t{t},w{w},{'yes' if (t % 2 == 0) != (w == 3 and t < 4) else 'no'}"
        for t in range(20)
        for w in range(4)
    ]
    path.write_text("\n".join(["task,worker,label", *rows]), encoding="utf-8")
    return path


def test_truth_writes_consensus_and_workers(labels: Path, tmp_path: Path) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("task,label\nt0,yes\nt1,no\n", encoding="utf-8")
    done = run("truth", labels, "--truth", truth, "-o", tmp_path / "c.csv", "--workers", tmp_path / "w.csv")
    assert done.exit_code == 0, done.exception
    assert "tasks 20" in done.output
    assert "accuracy 1.0000" in done.output
    with (tmp_path / "c.csv").open(encoding="utf-8") as file:
        consensus = {row["task"]: row for row in csv.DictReader(file)}
    assert consensus["t0"]["label"] == "yes"
    assert 0 < float(consensus["t0"]["confidence"]) <= 1
    with (tmp_path / "w.csv").open(encoding="utf-8") as file:
        workers = {row["worker"]: row for row in csv.DictReader(file)}
    assert float(workers["w3"]["low"]) < float(workers["w3"]["accuracy"]) < float(workers["w3"]["high"])
    assert float(workers["w3"]["accuracy"]) < float(workers["w0"]["accuracy"])


def test_ray_is_asked_for_by_name_where_it_is_missing(labels: Path) -> None:
    from importlib.util import find_spec

    if find_spec("ray") is not None:
        pytest.skip("Ray is installed")
    with pytest.raises(Invalid, match=r"beanfield\[ray\]"):
        raise run("truth", labels, "--ray").exception or AssertionError


def test_agreement_prints_one_plain_line(labels: Path) -> None:
    done = run("agreement", labels, "--metric", "krippendorff-alpha", "--level", "nominal")
    name, value = done.output.split()
    assert name == "krippendorff-alpha"
    assert 0.5 < float(value) < 1


def test_a_missing_column_is_named(labels: Path) -> None:
    labels.write_text("task,person,label\na,b,c\n", encoding="utf-8")
    with pytest.raises(Invalid, match="worker"):
        raise run("truth", labels).exception or AssertionError


def test_a_short_row_is_named_by_its_line(labels: Path) -> None:
    labels.write_text("task,worker,label\na,b,c\na,b\n", encoding="utf-8")
    with pytest.raises(Invalid, match="line 3"):
        raise run("truth", labels).exception or AssertionError


def test_words_are_no_numbers(labels: Path) -> None:
    with pytest.raises(Invalid, match="numbers"):
        raise run("agreement", labels, "--level", "interval").exception or AssertionError


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nothing\.csv"):
        raise run("truth", tmp_path / "nothing.csv").exception or AssertionError


def test_errors_end_with_code_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["beanfield", "truth", str(tmp_path / "nothing.csv")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "nothing.csv" in capsys.readouterr().err


@pytest.mark.parametrize(("locale", "word"), [("zh-CN", "备份"), ("en", "Back a whole centre up")])
def test_help_is_in_the_users_language(locale: str, word: str) -> None:
    """In a process of its own, because texts are chosen when a command is loaded."""
    import os
    import subprocess
    import sys

    environment = {**os.environ, "BEANFIELD_LOCALE": locale, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "beanfield.cli.main", "--help"]
    assert word in subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_schema_goes_to_label_studio_and_back(tmp_path: Path) -> None:
    schema = tmp_path / "s.yaml"
    schema.write_text(
        "media: image\nclasses: [{name: car, shape: box, color: '#ff0000'}]\n", encoding="utf-8"
    )
    assert run("schema", "check", schema).exit_code == 0
    assert run("schema", "to-label-studio", schema, "-o", tmp_path / "c.xml").exit_code == 0
    back = run("schema", "from-label-studio", tmp_path / "c.xml")
    assert "name: car" in back.output
    assert "shape: box" in back.output


def test_a_faulty_schema_names_the_path(tmp_path: Path) -> None:
    schema = tmp_path / "s.yaml"
    schema.write_text("media: image\nclasses: [{name: car, shape: cuboid}]\n", encoding="utf-8")
    with pytest.raises(Invalid, match=r"classes\[0\]"):
        raise run("schema", "check", schema).exception or AssertionError


@pytest.mark.realdata
def test_blood_cells_become_coco(real_data: Path, tmp_path: Path) -> None:
    done = run("convert", real_data / "vision" / "bccd", "--to", "coco", "-o", tmp_path / "bccd.json")
    assert done.exit_code == 0, done.exception
    assert "40 items and 705 objects" in done.output


def test_a_sampling_plan_is_printed_line_by_line() -> None:
    done = run("sampling", "plan", "--lot", 1000, "--level", "II", "--aql", 1.0)
    assert done.output.splitlines()[:4] == ["letter J", "sample 80", "accept 2", "reject 3"]
    assert "sample 99" in run("sampling", "plan", "--error", 0.03, "--confidence", 0.95).output


@pytest.mark.parametrize(
    "words", [(), ("--aql", 1.0), ("--lot", 1000, "--aql", 0.7), ("--aql", 1, "--error", 0.1)]
)
def test_an_unclear_plan_is_refused(words: tuple[object, ...]) -> None:
    assert isinstance(run("sampling", "plan", *words).exception, Invalid)
