"""The command line speaks the user's language: BEANFIELD_LOCALE, else LC_ALL, LC_MESSAGES or LANG."""

from __future__ import annotations

import os
from typing import Any, TypeVar

import click

from beanfield.platform.errors import Problem
from beanfield.platform.messages import catalogue, text

C = TypeVar("C", bound=click.Command)


def locale() -> str:
    """`zh-CN` where the environment asks for Chinese, else English, which every terminal can show."""
    for name in ("BEANFIELD_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh-CN" if value.lower().startswith("zh") else "en"
    return "en"


def words(key: str, **params: Any) -> str:
    """A message in the user's language."""
    return text(key, locale(), **params)


def say(problem: Problem) -> None:
    """An error on standard error, with each fault on a line of its own."""
    document = problem.document(locale())
    click.echo(document.title, err=True)
    for fault in document.errors:
        click.echo(f"  {fault.path}: {fault.message}" if fault.path else f"  {fault.message}", err=True)


def translated(command: C) -> C:
    """Replace the message keys given as help texts by the messages."""
    if command.help in catalogue():
        command.help = words(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help in catalogue():
            parameter.help = words(parameter.help)
    return command
