"""Schema versions: appended, previewed, never touching what was annotated before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import psycopg
import pytest

from beanfield.annotation.document import Document
from beanfield.platform.database import Database, scalar
from beanfield.platform.errors import NotFound
from beanfield.production import guide, schema_preview, schema_versions
from beanfield.production.model import NewGuideVersion, NewSchemaVersion
from tests.production.office import CAR_SCHEMA, Office, box, open_office

RENAMED: dict[str, Any] = CAR_SCHEMA | {
    "classes": [{"name": "vehicle", "shape": "box"}, {"name": "bus", "shape": "box"}]
}
RENAME = [{"step": "rename_class", "from": "car", "to": "vehicle"}]
ONLY_VEHICLES: dict[str, Any] = CAR_SCHEMA | {"classes": [{"name": "vehicle", "shape": "box"}]}


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.transaction() as tx:
        yield await open_office(tx)


def classes(document: Document) -> list[str]:
    return [each.class_ for each in document.objects]


async def annotated(office: Office, *documents: list[str]) -> tuple[int, int]:
    """A project with an answer for each list of classes; the project and the manager."""
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    names = [f"item {number}" for number in range(len(documents))]
    for item, made in zip(await office.items(project, names), documents, strict=True):
        objects = [box(each, number) for number, each in enumerate(made)]
        document = {"objects": objects, "relations": [], "answers": {}}
        await office.annotation(project, item, manager.person_id, document)
    return project, manager.person_id


async def test_a_version_follows_the_one_before(office: Office) -> None:
    project, manager = await annotated(office)
    made = await schema_versions.add(office.tx, manager, project, NewSchemaVersion(RENAMED, RENAME, "一词"))
    assert (made.version, made.note, made.created_by) == (2, "一词", "project_manager")
    assert made.schema["classes"][0]["title"] == {"zh": "vehicle", "en": "vehicle"}
    assert [each.version for each in await schema_versions.every(office.tx, project)] == [2, 1]
    assert (await schema_versions.one(office.tx, project, 1)).schema["classes"][0]["name"] == "car"
    assert await scalar(office.tx, "select schema_version from project where id = %s", [project]) == 2
    with pytest.raises(NotFound):
        await schema_versions.one(office.tx, project, 3)


async def test_a_saved_version_cannot_be_altered(office: Office) -> None:
    await annotated(office)
    with pytest.raises(psycopg.errors.RestrictViolation):
        await office.tx.execute("update label_schema set note = 'x'")


async def test_saving_a_version_leaves_annotations_as_they_are_and_the_chain_carries_them_over(
    office: Office,
) -> None:
    project, manager = await annotated(office, ["car", "bus"])
    before = await scalar(office.tx, "select document::text from annotation")
    await schema_versions.add(office.tx, manager, project, NewSchemaVersion(RENAMED, RENAME))
    merge = [{"step": "rename_class", "from": "bus", "to": "vehicle"}]
    await schema_versions.add(office.tx, manager, project, NewSchemaVersion(ONLY_VEHICLES, merge))
    assert await scalar(office.tx, "select document::text from annotation") == before
    chain = await schema_versions.chain_of(office.tx, project)
    document = msgspec.json.decode(before, type=Document)
    assert chain.newest == 3
    assert classes(chain.upgrade(document, 1)) == ["vehicle", "vehicle"]
    assert classes(chain.upgrade(document, 2)) == ["car", "vehicle"]
    assert chain.upgrade(document, 3) == document


@pytest.mark.parametrize(
    ("new", "path"),
    [
        (NewSchemaVersion(CAR_SCHEMA | {"media": "text"}), "classes[0].shape"),
        (NewSchemaVersion({"media": "text"}), "media"),
        (
            NewSchemaVersion({"media": "image", "classes": [{"name": "x", "shape": "blob"}]}),
            "classes[0].shape",
        ),
        (
            NewSchemaVersion(RENAMED, [{"step": "rename_class", "from": "van", "to": "vehicle"}]),
            "migration[0].from",
        ),
        (NewSchemaVersion(RENAMED, [{"step": "paint"}]), "migration[0].step"),
    ],
)
async def test_faults_are_named_by_their_paths_and_nothing_is_saved(
    office: Office, new: NewSchemaVersion, path: str
) -> None:
    project, manager = await annotated(office)
    with pytest.raises(schema_versions.FaultySchema) as refused:
        await schema_versions.add(office.tx, manager, project, new)
    assert path in [each for each, _, _ in refused.value.errors]
    for locale in ("zh-CN", "en"):
        assert all(fault.message for fault in refused.value.document(locale).errors)
    shown = await schema_preview.preview(office.tx, project, "image", new, locale="en")
    assert path in [problem["path"] for problem in shown.problems]
    assert len(await schema_versions.every(office.tx, project)) == 1


async def test_the_first_version_has_nothing_to_migrate_from(office: Office) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager, schema=None)).id
    with pytest.raises(schema_versions.FaultySchema):
        await schema_versions.add(office.tx, manager.person_id, project, NewSchemaVersion(RENAMED, RENAME))
    assert await schema_preview.preview(office.tx, project, "image", NewSchemaVersion(RENAMED), locale="en")


async def test_a_preview_counts_what_would_change_and_what_would_be_faulty(office: Office) -> None:
    project, _ = await annotated(office, ["car"], ["bus"], ["car", "bus"], [])
    new = NewSchemaVersion(ONLY_VEHICLES, RENAME)  # buses are forgotten
    shown = await schema_preview.preview(office.tx, project, "image", new, locale="en")
    assert (shown.annotations, shown.checked, shown.changed, shown.faulty) == (4, 4, 2, 2)
    faulty = [example for example in shown.examples if example["faults"]]
    assert {example["faults"][0]["path"] for example in faulty} == {"objects[0].class", "objects[1].class"}
    assert {example["item"] for example in shown.examples} == {"item 0", "item 1", "item 2"}
    assert len(await schema_versions.every(office.tx, project)) == 1


async def test_a_preview_may_leave_the_annotations_alone(office: Office) -> None:
    project, _ = await annotated(office)
    new = NewSchemaVersion(RENAMED)
    shown = await schema_preview.preview(office.tx, project, "image", new, locale="en", look=False)
    assert (shown.annotations, shown.checked, shown.problems) == (0, 0, [])
    broken = NewSchemaVersion({"media": "text"})
    shown = await schema_preview.preview(office.tx, project, "image", broken, locale="en", look=False)
    assert "media" in [problem["path"] for problem in shown.problems]


async def test_a_preview_is_bounded_and_says_how_much_it_looked_at(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _ = await annotated(office, *[["car"]] * 30)
    monkeypatch.setattr(schema_preview, "MOST", 25)
    monkeypatch.setattr(schema_preview, "_BATCH", 10)
    shown = await schema_preview.preview(
        office.tx, project, "image", NewSchemaVersion(RENAMED, RENAME), locale="zh-CN"
    )
    assert (shown.annotations, shown.checked, shown.changed, len(shown.examples)) == (30, 25, 25, 10)


async def test_a_preview_carries_old_annotations_along_the_chain_first(office: Office) -> None:
    project, manager = await annotated(office, ["car"])
    await schema_versions.add(office.tx, manager, project, NewSchemaVersion(RENAMED, RENAME))
    removal = NewSchemaVersion(
        CAR_SCHEMA | {"classes": [{"name": "bus", "shape": "box"}]},
        [{"step": "remove_class", "class": "vehicle"}],
    )
    shown = await schema_preview.preview(office.tx, project, "image", removal, locale="en")
    assert (shown.changed, shown.faulty) == (1, 0)
    assert shown.examples[0]["before"]["objects"][0]["class"] == "vehicle"
    assert shown.examples[0]["after"]["objects"] == []


async def test_guide_versions_follow_each_other(office: Office) -> None:
    project, manager = await annotated(office)
    with pytest.raises(NotFound):
        await guide.one(office.tx, project)
    for number in (1, 2):
        made = await guide.add(office.tx, manager, project, NewGuideVersion(f"# 规范 {number}"))
        assert made.version == number
    assert (await guide.one(office.tx, project)).markdown == "# 规范 2"
    assert (await guide.one(office.tx, project, 1)).markdown == "# 规范 1"
    assert [each.version for each in await guide.every(office.tx, project)] == [2, 1]
