"""What an item's content says of its sizes: what answers to it are checked against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from beanfield.annotation.content import ContentFacts
from beanfield.production.model import (
    AudioContent,
    ChatContent,
    Content,
    ImageContent,
    Message,
    TextContent,
    VideoContent,
)


def facts_of(content: Content) -> ContentFacts:
    """Sizes of a content."""
    match content:
        case ImageContent(width=width, height=height):
            return ContentFacts(width=width, height=height)
        case VideoContent(width=width, height=height, seconds=seconds, frames=frames):
            return ContentFacts(width=width, height=height, seconds=seconds, frames=frames)
        case TextContent(text=text):
            return ContentFacts(length=len(text))
        case AudioContent(seconds=seconds):
            return ContentFacts(seconds=seconds)
        case ChatContent():
            return _facts_of_chat(content)


def _facts_of_chat(chat: ChatContent) -> ContentFacts:
    parts = {f"turn:{turn}": len(text_of(message.content)) for turn, message in enumerate(chat.messages)}
    for response in chat.responses:
        parts[f"response:{response.id}"] = len(text_of_messages(response.messages))
    return ContentFacts(
        parts=parts,
        responses=[response.id for response in chat.responses],
        turns=[message.role for message in chat.messages],
    )


def text_of_messages(messages: Sequence[Message]) -> str:
    """What a response shows: the texts of its messages, a line end between two."""
    return "\n".join(text_of(message.content) for message in messages)


def text_of(content: Any) -> str:
    """The text of a message: it is one, or it is content parts of which some are texts.

    Spans count in this text, so the workbench joins the parts in the same way.
    """
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    texts = (part.get("text") for part in content if isinstance(part, dict))
    return "\n".join(text for text in texts if isinstance(text, str) and text)
