"""What is renamed there and back is the same."""

from __future__ import annotations

from hypothesis import given

from beanfield.annotation.document import Document, Span
from beanfield.annotation.migrate import migrate, parse_steps
from beanfield.annotation.schema import parse_schema
from tests.annotation.samples import STREET, TALK, street_documents, talk_documents

RENAMES = [
    (
        {"step": "rename_attribute", "class": "car", "from": "make", "to": "brand"},
        {"step": "rename_attribute", "class": "car", "from": "brand", "to": "make"},
    ),
    (
        {"step": "rename_option", "class": "car", "attribute": "tags", "from": "red", "to": "rot"},
        {"step": "rename_option", "class": "car", "attribute": "tags", "from": "rot", "to": "red"},
    ),
    (
        {"step": "rename_option", "field": "weather", "from": "rain", "to": "wet"},
        {"step": "rename_option", "field": "weather", "from": "wet", "to": "rain"},
    ),
    (
        {"step": "rename_field", "from": "caption", "to": "words"},
        {"step": "rename_field", "from": "words", "to": "caption"},
    ),
    (
        {"step": "rename_relation", "from": "pulls", "to": "tows"},
        {"step": "rename_relation", "from": "tows", "to": "pulls"},
    ),
    (
        {"step": "rename_class", "from": "car", "to": "auto"},
        {"step": "rename_class", "from": "auto", "to": "car"},
    ),
]


@given(street_documents())
def test_what_is_renamed_there_and_back_is_the_same(document: Document) -> None:
    schema = parse_schema(STREET)
    steps = parse_steps([there for there, _ in RENAMES] + [back for _, back in reversed(RENAMES)])
    assert migrate(document, steps, schema, schema) == document


@given(street_documents())
def test_no_steps_change_nothing(document: Document) -> None:
    schema = parse_schema(STREET)
    assert migrate(document, [], schema, schema) == document


@given(talk_documents())
def test_answers_of_a_conversation_survive_renaming_there_and_back(document: Document) -> None:
    schema = parse_schema(TALK)
    there = [{"step": "rename_field", "from": f["name"], "to": f["name"] + "2"} for f in TALK["fields"]]
    back = [{"step": "rename_field", "from": f["name"] + "2", "to": f["name"]} for f in TALK["fields"]]
    assert migrate(document, parse_steps(there + back), schema, schema) == document
    assert all(isinstance(each.shape, Span) for each in document.objects)
