"""Who acts, and where a thing stands: the two values that every decision of access is made of."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from beanfield.people.model import Grant, Locale, TokenScope

Task = Literal["annotate", "review", "adjudicate"]


class Actor(Struct, frozen=True, kw_only=True):
    """The person behind a request. Routes take it as the dependency `actor: Actor`.

    `tasks` holds the projects that the person reaches by an open assignment of theirs or of their team,
    `led_projects` those that the teams they lead are assigned to. `token_scopes` is None for a session
    of a browser, which may do all that its person may.
    """

    person_id: int
    name: str
    locale: Locale
    centre_id: int | None
    customer_id: int | None
    grants: tuple[Grant, ...]
    team_id: int | None = None
    leads: frozenset[int] = frozenset()
    tasks: dict[int, frozenset[Task]] = {}
    led_projects: frozenset[int] = frozenset()
    must_change_password: bool = False
    token_scopes: frozenset[TokenScope] | None = None
    csrf: str | None = None
    session: bytes | None = None
    """Hash of the session's token."""

    def tasks_in(self, project_id: int) -> frozenset[Task]:
        """What the person is assigned to do in a project."""
        return self.tasks.get(project_id, frozenset())


class Place(Struct, frozen=True, kw_only=True):
    """Where a thing stands: what a role's scope is held against.

    `person_id` and `team_id` are set for a person and their team (or for a team itself), `project_id` for all
    that belongs to a project, `order_id` for an order, `owner_id` for what is one
    person's alone (a lease, an upload).
    """

    centre_id: int | None = None
    customer_id: int | None = None
    person_id: int | None = None
    team_id: int | None = None
    project_id: int | None = None
    owner_id: int | None = None
    order_id: int | None = None


class Reached(Struct, frozen=True, kw_only=True):
    """What a permission reaches, as ids to filter a list by: a row is in it when any of these fits."""

    everything: bool = False
    centres: list[int] = []
    customers: list[int] = []
    projects: list[int] = []
    teams: list[int] = []
    untaken: bool = False
    """What no centre has taken yet."""

    def __bool__(self) -> bool:
        return self.everything or any((self.centres, self.customers, self.projects, self.teams))
