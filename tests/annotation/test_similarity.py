"""Similarity of documents, matching of objects, consensus and merging."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.annotation.consensus import consensus, differences
from beanfield.annotation.document import AnnotatedObject, Box, Document, Point, Relation, Span
from beanfield.annotation.matching import OTHER_CLASS, match_objects
from beanfield.annotation.merge import merge_documents
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.similarity import compare, document_similarity
from beanfield.annotation.validate import faults
from tests.annotation.samples import (
    ANSWERS,
    CHAT,
    PICTURE,
    boxes,
    street,
    street_documents,
    talk,
    talk_documents,
)


def car(x: float, key: str = "o1", name: str = "car", size: float = 100, **held: Any) -> AnnotatedObject:
    return AnnotatedObject(key, name, Box(x, 0, size, size), held)


@given(street_documents(), street_documents())
def test_pictures_compare_the_same_both_ways_within_0_and_1(a: Document, b: Document) -> None:
    schema = street()
    value = document_similarity(a, b, schema)
    assert 0.0 <= value <= 1.0
    assert document_similarity(b, a, schema) == value


@given(talk_documents(), talk_documents())
def test_conversations_compare_the_same_both_ways_within_0_and_1(a: Document, b: Document) -> None:
    schema = talk()
    value = document_similarity(a, b, schema)
    assert 0.0 <= value <= 1.0
    assert document_similarity(b, a, schema) == value


@given(street_documents() | talk_documents(), st.randoms(use_true_random=False))
def test_a_document_is_the_same_whatever_the_order_and_the_names_of_its_objects(
    document: Document, rng: random.Random
) -> None:
    schema = talk() if any(isinstance(t.shape, Span) for t in document.objects) else street()
    shuffled = list(document.objects)
    rng.shuffle(shuffled)
    other = msgspec.structs.replace(document, objects=shuffled)
    assert document_similarity(document, other, schema) == pytest.approx(1.0)
    assert compare(document, document, schema).similarity == pytest.approx(1.0)


@given(st.sampled_from(sorted(ANSWERS)).flatmap(lambda n: st.tuples(st.just(n), ANSWERS[n], ANSWERS[n])))
def test_answers_compare_the_same_both_ways_and_equal_ones_as_1(named: tuple[str, Any, Any]) -> None:
    name, a, b = named
    question = talk().field_named(name)
    assert question is not None
    assert 0.0 <= question.similarity(a, b) <= 1.0
    assert question.similarity(a, b) == pytest.approx(question.similarity(b, a))
    assert question.similarity(a, a) == 1.0


@given(
    st.sampled_from(sorted(ANSWERS)).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(ANSWERS[n], min_size=1, max_size=5))
    )
)
def test_the_merge_of_answers_is_a_valid_answer_and_of_equals_the_same(named: tuple[str, list[Any]]) -> None:
    name, answers = named
    question = talk().field_named(name)
    assert question is not None
    assert list(question.answer_faults(question.merge(answers), name, CHAT)) == []
    assert question.similarity(question.merge([answers[0]] * 3), answers[0]) == 1.0


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("topic", "red", "blue", 0.0),
        ("faults", ["red", "green"], ["green", "blue"], 1 / 3),
        ("faults", [], [], 1.0),
        ("area", ["art", "film"], ["art", "song"], 0.5),
        ("area", ["art", "film"], ["law"], 0.0),
        ("stars", 1, 5, 0.0),
        ("stars", 2, 3, 0.75),
        ("order", ["a", "b", "c"], ["c", "b", "a"], 0.0),
        ("order", ["a", "b", "c"], ["b", "a", "c"], 2 / 3),
        ("order", ["a", "b", "c"], [["a", "b"], "c"], 5 / 6),
        ("better", {"better": "a", "strength": 3}, {"better": "b", "strength": 3}, 0.0),
        ("better", {"better": "a", "strength": 3}, {"better": "tie"}, 0.5),
        ("better", {"better": "a", "strength": 3}, {"better": "a", "strength": 1}, 2 / 3),
        ("seconds", 50, 100, 0.5),
        ("seconds", -1, 1, 0.0),
        ("why", "night", "nacht", 0.25),
        ("safe", True, False, 0.0),
        (
            "marks",
            {"truth": {"score": 5}, "tone": {"score": 1}},
            {"truth": {"score": 1}, "tone": {"score": 1}},
            2 / 3,
        ),
    ],
)
def test_answers_compare_by_the_measure_of_their_type(name: str, a: Any, b: Any, expected: float) -> None:
    question = talk().field_named(name)
    assert question is not None
    assert question.similarity(a, b) == pytest.approx(expected)


@given(st.lists(boxes(), max_size=5), st.lists(boxes(), max_size=5))
def test_no_other_pairing_of_objects_is_worth_more(left: list[Box], right: list[Box]) -> None:
    a = [AnnotatedObject(f"a{i}", "car", box) for i, box in enumerate(left)]
    b = [AnnotatedObject(f"b{i}", "car", box) for i, box in enumerate(right)]
    found = sum(match.value for match in match_objects(a, b, street()))
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    best = max(
        sum(x.similarity(y) for x, y in zip(few, order, strict=False))
        for order in permutations(many, len(few))
    )
    assert found == pytest.approx(best)


def test_many_objects_are_matched_as_well_by_neighbourhood_as_by_all_pairs() -> None:
    rng = np.random.default_rng(1)
    places = rng.uniform(0, 500, (40, 2))
    a = [AnnotatedObject(f"a{i}", "spot", Point(x, y)) for i, (x, y) in enumerate(places)]
    moved = places + rng.normal(0, 4, places.shape)
    b = [AnnotatedObject(f"b{i}", "spot", Point(x, y)) for i, (x, y) in enumerate(moved)]
    rng.shuffle(b)
    matched = match_objects(a, b, street())
    from scipy.optimize import linear_sum_assignment

    worth = np.array([[s.shape.similarity(t.shape) for t in b] for s in a])  # type: ignore[arg-type]  # points
    assert sum(m.value for m in matched) == pytest.approx(
        worth[linear_sum_assignment(worth, maximize=True)].sum()
    )


def test_another_class_counts_less_and_attributes_count_half() -> None:
    schema = street()
    a = Document([car(0)])
    assert document_similarity(a, Document([car(0, name="van")]), schema) == pytest.approx(OTHER_CLASS)
    assert document_similarity(
        Document([car(0, age=10)]), Document([car(0, age=60)]), schema
    ) == pytest.approx((1 + 0.5) / 2)


def test_a_missing_object_lowers_the_figure_as_in_f1() -> None:
    assert document_similarity(
        Document([car(0), car(300, "o2")]), Document([car(0)]), street()
    ) == pytest.approx(2 / 3)


def test_an_attribute_that_is_not_there_reads_as_its_default() -> None:
    assert document_similarity(Document([car(0)]), Document([car(0, occluded=False)]), street()) == 1.0


def test_objects_of_different_frames_are_different_things() -> None:
    a = Document([AnnotatedObject("o", "car", Box(0, 0, 9, 9), frame=1)])
    b = Document([AnnotatedObject("o", "car", Box(0, 0, 9, 9), frame=2)])
    assert document_similarity(a, b, street()) == 0.0


def test_relations_are_compared_through_the_matching_and_undirected_ones_either_way() -> None:
    def document(first: str, second: str, *links: Relation) -> Document:
        return Document([car(0, first), car(300, second, "van")], list(links))

    schema = street()
    a = document("x", "y", Relation("x", "y", "pulls"), Relation("x", "y", "near"))
    b = document("p", "q", Relation("p", "q", "pulls"), Relation("q", "p", "near"))
    c = document("p", "q", Relation("p", "q", "near"))
    assert document_similarity(a, b, schema) == pytest.approx(1.0)
    assert compare(a, c, schema).relations == pytest.approx(2 / 3)


def test_answers_about_regions_are_compared_through_the_matching() -> None:
    a = Document([car(0, "x")], [], {"caption": {"x": "night"}})
    b = Document([car(0, "y")], [], {"caption": {"y": "night"}})
    c = Document([car(0, "y")], [], {"caption": {"y": "nacht"}})
    assert document_similarity(a, b, street()) == pytest.approx(1.0)
    assert compare(a, c, street()).answers == pytest.approx(0.25)


def test_an_answer_that_one_lacks_counts_nothing() -> None:
    a, b = Document(answers={"weather": "rain"}), Document()
    assert document_similarity(a, b, street()) == 0.0
    assert document_similarity(b, b, street()) == 1.0


# Consensus ------------------------------------------------------------------------------------------------


def test_the_consensus_of_three_is_the_one_that_the_others_are_near() -> None:
    documents = [Document([car(60)]), Document([car(0)]), Document([car(5)])]
    found = consensus(documents, street(), 0.8)
    assert found.index == 2
    assert not found.agrees
    assert {(d.document, d.kind, d.path, d.other_path) for d in found.differing} == {
        (0, "shape", "objects[0].shape", "objects[0].shape")
    }


def test_one_document_agrees_with_itself_and_none_is_an_error() -> None:
    found = consensus([Document([car(0)])], street(), 1.0)
    assert (found.index, found.agreement, found.agrees, found.differing) == (0, 1.0, True, [])
    with pytest.raises(ValueError, match="at least one"):
        consensus([], street(), 0.5)


def test_every_way_of_differing_is_named() -> None:
    central = Document(
        [car(0, "a", age=10), car(300, "b", "van"), car(500, "c")],
        [Relation("a", "b", "pulls")],
        {"weather": "rain", "caption": {"a": "red"}},
    )
    other = Document(
        [car(0, "a", age=90), car(300, "b", "car"), car(150, "d", size=40)],
        [],
        {"weather": "sun", "caption": {"a": "blue"}},
    )
    found = {(d.kind, d.path, d.other_path) for d in differences(central, other, street(), 0.8)}
    assert found == {
        ("attribute", "objects[0].attributes.age", "objects[0].attributes.age"),
        ("class", "objects[1].class", "objects[1].class"),
        ("missing", "objects[2]", None),
        ("extra", None, "objects[2]"),
        ("relation", "relations[0]", None),
        ("answer", "answers.weather", "answers.weather"),
        ("answer", "answers.caption.a", "answers.caption.a"),
    }


@given(st.lists(street_documents(), min_size=1, max_size=4))
def test_the_agreement_of_several_is_the_mean_of_their_pairs(documents: list[Document]) -> None:
    schema = street()
    found = consensus(documents, schema, 0.8)
    pairs = [document_similarity(a, b, schema) for i, a in enumerate(documents) for b in documents[:i]]
    assert found.agreement == pytest.approx(sum(pairs) / len(pairs) if pairs else 1.0)
    assert found.agrees == (found.agreement >= 0.8)
    assert all(0 <= each.similarity <= 1 for each in found.differing)


# Merging --------------------------------------------------------------------------------------------------


@given(st.lists(street_documents(), min_size=1, max_size=3))
def test_the_merge_of_valid_pictures_is_valid(documents: list[Document]) -> None:
    assert faults(merge_documents(documents, street()), street(), PICTURE, complete=False) == []


@given(st.lists(talk_documents(), min_size=1, max_size=3))
def test_the_merge_of_valid_conversations_is_valid(documents: list[Document]) -> None:
    assert faults(merge_documents(documents, talk()), talk(), CHAT) == []


@given(street_documents())
def test_the_merge_of_equal_documents_says_the_same(document: Document) -> None:
    merged = merge_documents([document, document, document], street())
    assert document_similarity(merged, document, street()) == pytest.approx(1.0, abs=1e-6)


def test_what_most_say_stands_and_what_one_says_goes() -> None:
    documents = [
        Document([car(0, "a"), car(300, "b")], [], {"weather": "rain"}),
        Document([car(3, "k")], [], {"weather": "rain"}),
        Document([car(6, "o", "van"), car(500, "q")], [], {"weather": "sun"}),
    ]
    merged = merge_documents(documents, street())
    assert [(thing.class_, thing.shape) for thing in merged.objects] == [("car", Box(1.5, 0, 100, 100))]
    assert merged.answers == {"weather": "rain"}


def test_weights_decide_between_two() -> None:
    documents = [Document(answers={"weather": "rain"}), Document(answers={"weather": "sun"})]
    assert merge_documents(documents, street(), [1.0, 2.0]).answers == {"weather": "sun"}


def test_relations_and_answers_of_regions_follow_the_merged_objects() -> None:
    def document(first: str, second: str) -> Document:
        links = [Relation(first, second, "pulls")]
        return Document([car(0, first), car(300, second, "van")], links, {"caption": {first: "red"}})

    merged = merge_documents([document("a", "b"), document("b", "a"), Document()], street())
    first, second = merged.objects
    assert (first.class_, second.class_) == ("car", "van")
    assert merged.relations == [Relation(first.id, second.id, "pulls")]
    assert merged.answers == {"caption": {first.id: "red"}}


def test_a_class_that_the_schema_no_longer_has_is_compared_by_its_shape() -> None:
    schema = parse_schema({"media": "image", "classes": [{"name": "car", "shape": "box"}]})
    assert document_similarity(Document([car(0, name="x")]), Document([car(0, "z", "x")]), schema) == 1.0
