"""`beanfield serve` and the commands that talk to it, or work beside it."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path
from uuid import uuid4

import httpx
import psutil
import pytest

from beanfield.client import BeanfieldError, Client
from beanfield.platform.embedded import EmbeddedPostgres
from beanfield.production.model import Pipeline, Submission, WorkRequest
from tests.cli.conftest import Served, beanfield, serve

SCHEMA = {
    "media": "text",
    "fields": [
        {"name": "mood", "type": "choice", "of": "item", "options": ["good", "bad"], "required": True}
    ],
}


def test_the_server_is_well(server: Served) -> None:
    health = httpx.get(f"{server.url}/healthz").json()
    assert health["status"] == "ok"
    assert "beanfield" in httpx.get(f"{server.url}/metrics").text


def test_a_second_server_on_the_folder_is_refused(server: Served) -> None:
    second = beanfield("serve", "--data", server.folder, "--port", 0)
    assert second.returncode == 2
    assert f"process {server.process.pid}" in second.stderr


def test_a_taken_port_is_named(server: Served, tmp_path: Path) -> None:
    port = server.url.rsplit(":", 1)[1]
    second = beanfield("serve", "--data", tmp_path / "other", "--port", port)
    assert second.returncode == 2
    assert port in second.stderr


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    rows = [json.dumps({"id": f"t{n}", "text": f"第 {n} 条"}, ensure_ascii=False) for n in range(6)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_project_goes_from_import_to_delivery(
    server: Served, token: str, annotator: tuple[int, str], texts: Path, tmp_path: Path
) -> None:
    with Client(server.url, token) as client, Client(server.url, annotator[1]) as working:
        project = client.create_project(
            "Mood", media="text", centre_id=1, schema=SCHEMA, pipeline=Pipeline(review="none")
        )
        run = client.import_files(project.id, [texts])
        assert (run.state, run.items) == ("done", 6)
        client.assign(project.id, "annotate", person_id=annotator[0])
        client.set_state(project.id, "running")
        _answer_all(working, project.id)
        assert client.progress(project.id).counts.accepted == 6
        assert {item.name for item in client.items(project.id, state="accepted")} == {
            f"t{n}" for n in range(6)
        }
        lot = client.create_lot(project.id, "one", size=6)
        delivery = client.deliver(project.id, lot.id)
        while delivery.state == "building":
            time.sleep(0.3)
            delivery = next(d for d in client.deliveries(project.id) if d.id == delivery.id)
        assert delivery.state == "ready"
        file = client.download_delivery(project.id, delivery.id, tmp_path / "delivery.zip")
        assert "manifest.json" in zipfile.ZipFile(file).namelist()
        assert client.verdict(project.id, lot.id, "accepted").state == "accepted"


def _answer_all(client: Client, project_id: int) -> None:
    reply = client.work(project_id, WorkRequest(want=3))
    while reply.leases:
        answers = [
            Submission(id=uuid4(), lease_id=lease.id, document={"answers": {"mood": "good"}})
            for lease in reply.leases
        ]
        reply = client.work(project_id, WorkRequest(submit=answers, want=3))
        assert all(outcome.status == "done" for outcome in reply.outcomes)


def test_the_commands_import_and_export(server: Served, token: str, texts: Path, tmp_path: Path) -> None:
    reach = {"BEANFIELD_URL": server.url, "BEANFIELD_TOKEN": token}
    made = beanfield("project", "create", "By command", "--media", "text", "--centre", 1, **reach)
    number = made.stdout.strip()
    assert number.isdigit(), made.stderr
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    assert "1" in beanfield("project", "schema", number, "--save", schema, **reach).stdout
    done = beanfield("import", number, texts, **reach)
    assert "6 items" in done.stdout, done.stderr
    assert "By command" in beanfield("project", "list", **reach).stdout
    out = tmp_path / "out.jsonl"
    done = beanfield("export", number, "--to", "beanfield", "-o", out, "--state", "open", **reach)
    assert "6 items" in done.stdout, done.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 7


def test_faults_are_told_with_file_and_line(server: Served, token: str, texts: Path) -> None:
    reach = {"BEANFIELD_URL": server.url, "BEANFIELD_TOKEN": token}
    number = beanfield(
        "project", "create", "Faulty", "--media", "text", "--centre", 1, **reach
    ).stdout.strip()
    texts.write_text(texts.read_text(encoding="utf-8") + '\n{"id": "broken', encoding="utf-8")
    done = beanfield("import", number, texts, **reach)
    assert done.returncode == 2
    assert "texts.jsonl:7" in done.stderr
    assert beanfield("import", number, texts, "--skip-faulty", **reach).returncode == 0


def test_a_wrong_token_is_a_plain_line(server: Served) -> None:
    done = beanfield("project", "list", BEANFIELD_URL=server.url, BEANFIELD_TOKEN="bf_wrong")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_refusal_carries_the_paths(server: Served, token: str) -> None:
    with Client(server.url, token) as client, pytest.raises(BeanfieldError, match="classes"):
        client.create_project(
            "x", media="image", centre_id=1, schema={"media": "image", "classes": [{"name": "a"}]}
        )


def test_a_backup_is_made_while_the_server_runs(
    server: Served, token: str, tmp_path: Path, place: Path
) -> None:
    file = tmp_path / "centre.backup"
    done = beanfield("backup", file, "--data", server.folder)
    assert done.returncode == 0, done.stderr
    assert "sound" in beanfield("restore", file, "--check").stdout
    restored = place / "restored"
    done = beanfield("restore", file, "--data", restored)
    assert done.returncode == 0, done.stderr
    assert "whole" in beanfield("audit", "verify", "--data", restored).stdout
    again = serve(restored)
    with Client(again.url, token) as client:
        assert client.me().login == "admin"
    assert again.stop() == 0


def test_sigterm_ends_the_server_and_its_database(place: Path) -> None:
    served = serve(place / "data")
    databases = [
        p
        for p in psutil.process_iter(["cmdline"])
        if str(place / "data" / "db") in " ".join(p.info["cmdline"] or [])
    ]
    assert databases
    assert served.stop() == 0
    assert not [p for p in databases if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = beanfield("serve", "--data", tmp_path / "d", BEANFIELD_PORT="many")
    assert done.returncode == 2
    assert "port" in done.stderr


def test_a_database_of_ones_own_is_used(place: Path) -> None:
    database = EmbeddedPostgres(place / "elsewhere")
    url = database.start()
    served = serve(place / "data", BEANFIELD_DATABASE_URL=url)
    try:
        assert httpx.get(f"{served.url}/healthz").json()["status"] == "ok"
        assert not (place / "data" / "db").exists()
        assert served.stop() == 0
        assert (
            "whole"
            in beanfield("audit", "verify", "--data", place / "data", BEANFIELD_DATABASE_URL=url).stdout
        )
    finally:
        database.stop()


def test_several_processes_serve_one_address(place: Path) -> None:
    served = serve(place / "data", BEANFIELD_WORKERS="2")
    try:
        for _ in range(20):
            assert httpx.get(f"{served.url}/healthz", timeout=30).status_code == 200
    finally:
        assert served.stop() == 0
