"""A certificate is revoked: recorded with its reason, told in the signed list, and its skill ends."""

from __future__ import annotations

from datetime import datetime

from beanfield.people.skills import drop_skill, skills_of
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts
from beanfield.platform.services import Services
from beanfield.skills import certificates, revocation, token
from beanfield.skills.model import Certificate, Revocation
from beanfield.skills.problems import AlreadyRevoked
from beanfield.skills.revocation import Revoked


async def revoke(
    tx: Tx, centre_id: int, certificate_id: int, wanted: Revocation, *, by: int, now: datetime
) -> Certificate:
    """Revoke a certificate of the centre; the skill that its attempt gave ends with it.

    Raises:
        CertificateNotFound: the centre has none of that id.
        AlreadyRevoked.
    """
    held = await certificates.one(tx, certificate_id, centre_id=centre_id)
    made = await dicts(
        tx,
        "insert into certificate_revocation (certificate_id, by, at, reason) values (%s, %s, %s, %s)"
        " on conflict do nothing returning certificate_id",
        [certificate_id, by, now, wanted.reason.strip()],
    )
    if not made:
        raise AlreadyRevoked
    await _end_skill(tx, held, by)
    await audit.record(
        tx, by, "certificate.revoke", f"certificate:{certificate_id}", centre_id=centre_id,
        details={"number": held.number, "reason": wanted.reason.strip()},
    )  # fmt: skip
    return await certificates.one(tx, certificate_id, centre_id=centre_id)


async def _end_skill(tx: Tx, held: Certificate, by: int) -> None:
    found = await dicts(
        tx, "select 'attempt:' || attempt_id as source from certificate where id = %s", [held.id]
    )
    sources = {skill.skill: skill.source for skill in await skills_of(tx, held.person_id)}
    if sources.get(held.skill) == found[0]["source"]:
        await drop_skill(tx, held.person_id, held.skill, by)


async def signed_list(tx: Tx, services: Services, now: datetime) -> str:
    """Every certificate that was revoked, as a signed text that is checked offline."""
    found = await dicts(
        tx,
        "select c.number, r.at from certificate_revocation r join certificate c on c.id = r.certificate_id"
        " order by c.id",
    )
    revoked = [Revoked(each["number"], int(each["at"].timestamp())) for each in found]
    return revocation.sign(revoked, token.signing_key(services.secret), at=int(now.timestamp()))
