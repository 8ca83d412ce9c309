"""Internal certificates: issued by an examiner for an attempt that was passed, signed, printed."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final, LiteralString

import segno
from msgspec import convert

from beanfield.people.centres import names_of
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, jsonb, row, rows, scalar
from beanfield.platform.messages import text
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.platform.services import Services
from beanfield.platform.typesetting import set_pdf
from beanfield.production.turn import ZONE
from beanfield.skills import token
from beanfield.skills.model import Certificate, Paper, PublicKey
from beanfield.skills.problems import AttemptNotFound, CertificateNotFound, CertificateTwice, NotPassed
from beanfield.skills.token import Claims

_CERTIFICATES: Final[LiteralString] = """
select c.id, c.number, c.person_id, p.name as person_name, c.skill, c.level, c.title, c.issued_at,
    c.valid_until, c.token, r.at as revoked_at, r.reason as revoked_why
from certificate c join person p on p.id = c.person_id
left join certificate_revocation r on r.certificate_id = c.id
"""


def public_key(services: Services) -> PublicKey:
    """The issuer's public key."""
    key = token.signing_key(services.secret).public_key()
    return PublicKey(token.key_id(key), token.public_pem(key))


async def issue(
    tx: Tx, services: Services, centre_id: int, attempt_id: int, by: int, now: datetime
) -> Certificate:
    """Issue the certificate of an attempt, valid as long as the skill that it gave. Locks the attempt.

    Raises:
        AttemptNotFound: the centre has none of that id.
        NotPassed.
        CertificateTwice.
    """
    found = await dicts(
        tx,
        "select a.person_id, p.name, a.state, a.paper, a.ended_at from attempt a"
        " join person p on p.id = a.person_id where a.id = %s and a.centre_id = %s for update of a",
        [attempt_id, centre_id],
    )
    if not found:
        raise AttemptNotFound
    attempt = found[0]
    if attempt["state"] != "passed":
        raise NotPassed
    if await scalar(tx, "select id from certificate where attempt_id = %s", [attempt_id]):
        raise CertificateTwice
    values = await _signed(tx, services, centre_id, attempt, now)
    await execute(
        tx,
        "insert into certificate (id, number, centre_id, person_id, attempt_id, skill, level, title,"
        " issued_at, valid_until, token, key_id, issued_by) overriding system value values (%(id)s,"
        " %(number)s, %(centre)s, %(person)s, %(attempt)s, %(skill)s, %(level)s, %(title)s, %(now)s,"
        " %(until)s, %(token)s, %(key_id)s, %(by)s)",
        {**values, "centre": centre_id, "attempt": attempt_id, "now": now, "by": by},
    )
    await audit.record(
        tx,
        by,
        "certificate.issue",
        f"certificate:{values['id']}",
        centre_id=centre_id,
        details={"number": values["number"], "attempt": attempt_id},
    )
    return await one(tx, values["id"], centre_id=centre_id)


async def _signed(
    tx: Tx, services: Services, centre_id: int, attempt: dict[str, Any], now: datetime
) -> dict[str, Any]:
    wanted = convert(attempt["paper"], Paper).rules
    number_id = await scalar(tx, "select nextval(pg_get_serial_sequence('certificate', 'id'))")
    number = f"BF{centre_id:03d}-{now.astimezone(ZONE).year}-{number_id:06d}"
    until = attempt["ended_at"] + timedelta(days=wanted.valid_days)
    key = token.signing_key(services.secret)
    centre_zh, centre_en = await names_of(tx, centre_id)
    claims = Claims(
        number=number,
        name=attempt["name"],
        skill=wanted.skill,
        title_zh=wanted.title.zh,
        title_en=wanted.title.en,
        level=wanted.level,
        issued=int(now.timestamp()),
        until=int(until.timestamp()),
        centre_zh=centre_zh,
        centre_en=centre_en,
        key_id=token.key_id(key.public_key()),
    )
    return {
        "id": number_id,
        "number": number,
        "person": attempt["person_id"],
        "skill": wanted.skill,
        "level": wanted.level,
        "title": jsonb(wanted.title),
        "until": until,
        "token": token.sign(claims, key),
        "key_id": claims.key_id,
    }


async def one(
    tx: Tx, certificate_id: int, *, centre_id: int | None = None, person_id: int | None = None
) -> Certificate:
    """A certificate of the centre, or of the person.

    Raises:
        CertificateNotFound: neither has one of that id.
    """
    query: LiteralString = (
        _CERTIFICATES + "where c.id = %(id)s and (c.centre_id = %(centre)s or c.person_id = %(person)s)"
    )
    found = await row(
        tx, Certificate, query, {"id": certificate_id, "centre": centre_id, "person": person_id}
    )
    if found is None:
        raise CertificateNotFound
    return found


async def of_person(tx: Tx, person_id: int) -> list[Certificate]:
    """A person's certificates, the latest first."""
    query: LiteralString = _CERTIFICATES + "where c.person_id = %s order by c.id desc"
    return await rows(tx, Certificate, query, [person_id])


async def page(tx: Tx, centre_id: int, *, cursor: str | None, limit: int) -> Page[Certificate]:
    """The centre's certificates, the latest first."""
    keys = decode_cursor(cursor, int)
    query: LiteralString = (
        _CERTIFICATES + "where c.centre_id = %(centre)s and (%(before)s::bigint is null or c.id < %(before)s)"
        " order by c.id desc limit %(limit)s"
    )
    found = await rows(
        tx, Certificate, query, {"centre": centre_id, "before": keys[0] if keys else None, "limit": limit + 1}
    )
    return page_of(found, limit, lambda each: encode_cursor(each.id))


async def print_pdf(services: Services, certificate: Certificate) -> bytes:
    """The certificate as a PDF in both languages. Its keywords hold the token: the file itself verifies."""
    template = (files("beanfield.skills") / "certificate.typ").read_text(encoding="utf-8")
    read = token.verify(certificate.token, _own_keys(services), certificate.issued_at)
    if read.claims is None:
        raise ValueError(f"certificate {certificate.number} holds no claims")
    code = segno.make(certificate.token, error="m", micro=False)
    content = {
        "token": certificate.token,
        "qr": code.svg_inline(scale=4, border=0),
        "number": certificate.number,
        "name": certificate.person_name,
        "title_zh": certificate.title.zh,
        "title_en": certificate.title.en,
        "skill": certificate.skill,
        "level": f"{certificate.level:g}",
        "issued": _day(certificate.issued_at),
        "until": _day(certificate.valid_until),
        "centre_zh": read.claims.centre_zh,
        "centre_en": read.claims.centre_en,
        "key_id": read.claims.key_id,
        "zh": {word: text(f"certificate_{word}", "zh-CN") for word in _WORDS},
        "en": {word: text(f"certificate_{word}", "en") for word in _WORDS},
    }
    return await set_pdf(template, content)


_WORDS: Final = (
    "title", "holder", "passed", "level", "number", "issued", "until", "issuer", "check", "internal", "key",
)  # fmt: skip


def _own_keys(services: Services) -> dict[str, Any]:
    key = token.signing_key(services.secret).public_key()
    return {token.key_id(key): key}


def _day(instant: datetime) -> str:
    return instant.astimezone(ZONE).date().isoformat()
