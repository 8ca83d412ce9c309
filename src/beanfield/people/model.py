"""The nouns of people and access, as they cross the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Role = Literal[
    "annotator",
    "team_leader",
    "reviewer",
    "project_manager",
    "centre_manager",
    "examiner",
    "customer",
    "sponsor",
    "finance",
    "care_staff",
    "administrator",
]
Locale = Literal["zh-CN", "en"]
TokenScope = Literal["read", "work", "manage", "admin"]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Password = Annotated[str, Meta(min_length=8, max_length=200)]


class Grant(Struct):
    """A role in its scope: a centre, a customer, or the whole programme when both are null."""

    role: Role
    centre_id: int | None = None
    customer_id: int | None = None


class SignIn(Struct):
    login: str
    password: str


class Me(Struct):
    """Who is signed in, and what the screens may offer."""

    person_id: int
    name: str
    login: str
    locale: Locale
    centre_id: int | None
    centre_name: str | None
    customer_id: int | None
    roles: list[Grant]
    permissions: list[str]
    preferences: dict[str, Any]
    must_change_password: bool
    csrf: str | None = None


class MeChanges(Struct):
    locale: Locale | None = None
    preferences: dict[str, Any] | None = None


class PasswordChange(Struct):
    old: str
    new: Password


class Centre(Struct):
    id: int
    name_zh: str
    name_en: str
    county: str
    people: int = 0


class NewCentre(Struct):
    name_zh: Name
    name_en: str = ""
    county: str = ""


class Customer(Struct):
    id: int
    name_zh: str
    name_en: str


class NewCustomer(Struct):
    name_zh: Name
    name_en: str = ""


class Person(Struct):
    """A row of the list of people."""

    id: int
    name: str
    centre_id: int | None
    centre_name: str | None
    customer_id: int | None
    team_id: int | None
    team_name: str | None
    login: str | None
    disabled: bool
    roles: list[Grant]
    left_at: datetime | None = None


class NewPerson(Struct):
    """A person, and the account to log in with when `login` is given."""

    name: Name
    centre_id: int | None = None
    customer_id: int | None = None
    team_id: int | None = None
    login: str | None = None
    roles: list[Grant] = []


class PersonChanges(Struct):
    name: Name | None = None
    team_id: int | None = None
    disabled: bool | None = None
    left: bool | None = None


class OneTimePassword(Struct):
    """Shown once; the person must change it at the next log-in."""

    login: str
    password: str


class Team(Struct):
    id: int
    centre_id: int
    name: str
    leader_id: int | None
    leader_name: str | None
    people: int


class NewTeam(Struct):
    centre_id: int
    name: Name
    leader_id: int | None = None


class TeamChanges(Struct):
    name: Name | None = None
    leader_id: int | None = None


class Member(Struct):
    person_id: int
    name: str
    from_date: date
    to_date: date | None


class NewMember(Struct):
    person_id: int
    from_date: date | None = None


class SkillRecord(Struct):
    skill: str
    level: float
    source: str
    valid_until: datetime | None


class NewSkill(Struct):
    skill: Name
    level: float = 1.0
    valid_until: datetime | None = None


class ApiToken(Struct):
    id: int
    name: str
    scopes: list[TokenScope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class NewApiToken(Struct):
    name: Name
    scopes: Annotated[list[TokenScope], Meta(min_length=1)]
    days: Annotated[int, Meta(ge=1, le=366)] | None = None


class MadeApiToken(Struct):
    """The secret is shown once."""

    id: int
    secret: str


class AuditRow(Struct):
    seq: int
    at: datetime
    actor_id: int | None
    actor_name: str | None
    action: str
    subject: str
    centre_id: int | None
    details: dict[str, Any]


class AuditVerdict(Struct):
    """`broken_at` is the first row whose hash does not follow from the row before it."""

    rows: int
    intact: bool
    broken_at: int | None
