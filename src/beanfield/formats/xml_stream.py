"""XML of any size, one child of the root at a time; as safe as `xml_tree`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from beanfield.formats.faults import FormatError
from beanfield.formats.member import Limits, Member
from beanfield.formats.xml_tree import LINE

_CHUNK = 1 << 16
_DEEPEST = 100


class _Builder(TreeBuilder):
    """Hands over each element at `level` (the root is 1) when it ends, and forgets it."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.parser: Any = None
        self.ready: list[Element] = []
        self._level = level
        self._open: list[Element] = []

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        element = super().start(tag, attrs)
        element.set(LINE, str(self.parser.CurrentLineNumber))
        self._open.append(element)
        if len(self._open) > _DEEPEST:
            raise ValueError("nested too deeply")
        return element

    def end(self, tag: str, /) -> Element:
        element = super().end(tag)
        self._open.pop()
        if len(self._open) == self._level - 1:
            self.ready.append(element)
            if self._open:
                self._open[-1].remove(element)
        return element

    def root(self) -> Element | None:
        """The outermost element while it is open."""
        return self._open[0] if self._open else None


def elements(member: Member, limits: Limits, root: str, level: int = 2) -> Iterator[Element]:
    """Each element that stands `level` deep, in order, with the line on which it begins.

    Raises `FormatError` for what is no XML, has another root, defines entities, or has an element that is too
    large to hold.
    """
    builder = _Builder(level)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    held = 0
    known = False
    with member.open() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            _feed(parser, chunk, member)
            top = builder.root()
            if not known and top is not None:
                known = True
                if local(top.tag) != root:
                    raise FormatError("format_missing_element", file=member.name, line=1, name=root)
            held = 0 if builder.ready else held + len(chunk)
            if held > limits.element_bytes:
                raise FormatError(
                    "format_element_too_long",
                    file=member.name,
                    line=parser.parser.CurrentLineNumber,
                    most=limits.element_bytes,
                )
            yield from builder.ready
            builder.ready.clear()
            if not chunk:
                return


def local(tag: str) -> str:
    """An element's name without its name space."""
    return tag.rpartition("}")[2]


def _feed(parser: Any, chunk: bytes, member: Member) -> None:
    line = parser.parser.CurrentLineNumber
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
    except DefusedXmlException as error:
        line = parser.parser.CurrentLineNumber
        raise FormatError("format_xml_entities", file=member.name, line=line) from error
    except ParseError as error:
        raise FormatError(
            "format_bad_xml", file=member.name, line=error.position[0], why=str(error)
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that is unknown or does not fit
        raise FormatError("format_bad_xml", file=member.name, line=line, why=str(error)) from error
