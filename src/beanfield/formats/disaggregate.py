"""One item a person: every format can then say who answered what, without their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from beanfield.formats.base import Holds, WriteOptions
from beanfield.formats.pseudonyms import Pseudonyms
from beanfield.formats.record import Answer, Record

#: The folder of an annotation whose maker is not known.
NOBODY = "nobody"


def disaggregated(records: Iterable[Record], holds: Holds, options: WriteOptions) -> Iterator[Record]:
    """Each annotation as an item of its own, named `person/item`; of one person the last one counts.

    Persons are called as the options say. Where the format holds meta, `item` and `annotator` stand there,
    and when and in how many seconds it was made. Items that nobody answered are left out.
    """
    people = Pseudonyms(options.people, options.people_key)
    for record in records:
        latest: dict[str, Answer] = {}
        for answer in record.answers:
            latest[people.of(answer.person) or NOBODY] = answer
        if not latest and record.document is not None:
            latest[NOBODY] = Answer(record.document)
        for person, answer in latest.items():
            meta = dict(record.meta)
            if holds.meta:
                meta |= _about(record, person, answer)
            single = Record(f"{person}/{record.name}", record.content, answer.document, meta=meta)
            yield single if record.media is UNSET else replace(single, media=record.media)


def _about(record: Record, person: str, answer: Answer) -> dict[str, Any]:
    made: dict[str, Any] = {"item": record.name, "annotator": person}
    for name in ("submitted_at", "active_seconds", "schema_version", "guide_version"):
        if (value := getattr(answer, name)) is not None:
            made[name] = value
    return made
