"""XML without its dangers: no document types, no entities, bounded size, and lines for every element."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from beanfield.formats.faults import FormatError, ShapeError
from beanfield.formats.member import Member

MOST_BYTES = 16 << 20
#: The attribute that holds an element's line: no XML can have it.
LINE = ":line"


class _Builder(TreeBuilder):
    """Notes the line of each element as an attribute that no XML can hold."""

    parser: Any = None

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        element = super().start(tag, attrs)
        element.set(LINE, str(self.parser.CurrentLineNumber))
        return element


def parse(member: Member) -> Element:
    """The root element. Raises `FormatError` for what is no XML, is too large, or defines entities."""
    data = member.read_all(MOST_BYTES)
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        line = parser.parser.CurrentLineNumber
        raise FormatError("format_xml_entities", file=member.name, line=line) from error
    except ParseError as error:
        raise FormatError(
            "format_bad_xml", file=member.name, line=error.position[0], why=str(error)
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that is unknown or does not fit
        raise FormatError("format_bad_xml", file=member.name, line=1, why=str(error)) from error
    return root


def line_of(element: Element) -> int:
    """The line on which the element begins."""
    return int(element.get(LINE, "1"))


def text_of(element: Element, name: str) -> str | None:
    """The text of a child, without blanks round it; None when it is missing or empty."""
    found = element.findtext(name)
    return (found.strip() or None) if found else None


def number_of(element: Element, name: str) -> float:
    """The number in a child. Raises `ShapeError` when it is missing or no finite number."""
    text = text_of(element, name)
    if text is None:
        raise ShapeError("format_missing_element", name, name=name)
    try:
        number = float(text)
    except ValueError:
        raise ShapeError("format_bad_number", name, value=text[:40]) from None
    if not abs(number) < 1e9:
        raise ShapeError("format_bad_number", name, value=text[:40])
    return number
