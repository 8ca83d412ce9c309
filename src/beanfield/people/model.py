"""The nouns of people and access, as they cross the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

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
ShortText = Annotated[str, Meta(max_length=200)]
Login = Annotated[str, Meta(min_length=2, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._@+-]*$")]
Password = Annotated[str, Meta(min_length=8, max_length=200)]


class Grant(Struct, frozen=True):
    """A role in its scope: a centre, a customer, or the whole programme when both are null."""

    role: Role
    centre_id: int | None = None
    customer_id: int | None = None


class SignIn(Struct):
    login: Annotated[str, Meta(max_length=200)]
    password: Annotated[str, Meta(max_length=200)]


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
    """`preferences` are laid over those stored; a null takes one away."""

    locale: Locale | None = None
    preferences: dict[str, Any] | None = None


class PasswordChange(Struct):
    old: Annotated[str, Meta(max_length=200)]
    new: Password


class Centre(Struct):
    id: int
    name_zh: str
    name_en: str
    county: str
    people: int = 0


class NewCentre(Struct):
    name_zh: Name
    name_en: ShortText = ""
    county: ShortText = ""


class Customer(Struct):
    id: int
    name_zh: str
    name_en: str


class NewCustomer(Struct):
    name_zh: Name
    name_en: ShortText = ""


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
    login: Login | None = None
    roles: Annotated[list[Grant], Meta(max_length=100)] = []


class PersonChanges(Struct):
    """`team_id` null ends the membership; `login` gives an account, or another name to log in with."""

    name: Name | None = None
    team_id: int | UnsetType | None = UNSET
    login: Login | None = None
    disabled: bool | None = None
    left: bool | None = None


class OneTimePassword(Struct):
    """Shown once; the person must change it at the next log-in."""

    login: str
    password: str


class MadePerson(Struct):
    """`password` is null where no login was asked for."""

    person: Person
    password: OneTimePassword | None


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
    """`leader_id` null leaves the team without one."""

    name: Name | None = None
    leader_id: int | UnsetType | None = UNSET


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
    skill: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^/\s][^/]*$")]
    level: Annotated[float, Meta(ge=0, le=1000)] = 1.0
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
    scopes: Annotated[list[TokenScope], Meta(min_length=1, max_length=4)]
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
