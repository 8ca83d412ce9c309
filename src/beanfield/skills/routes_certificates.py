"""Certificates over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post

from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page
from beanfield.platform.services import Services
from beanfield.skills import certificates, revoking
from beanfield.skills.model import Certificate, NewCertificate, PublicKey, Revocation


@get("/api/certificates/key", opt={"permission": "public"}, sync_to_thread=False)
def get_key(services: Services) -> PublicKey:
    """The public key that certificates of this programme are checked with."""
    return certificates.public_key(services)


@get("/api/certificates", opt={"permission": "certificate.read"})
async def get_own_certificates(tx: Tx, actor: Actor) -> list[Certificate]:
    """One's own certificates."""
    return await certificates.of_person(tx, actor.person_id)


@get("/api/certificates/{certificate_id:int}/file", opt={"permission": "certificate.read"})
async def get_own_file(tx: Tx, services: Services, actor: Actor, certificate_id: int) -> Response[bytes]:
    """One's own certificate as a PDF."""
    return await _file(services, await certificates.one(tx, certificate_id, person_id=actor.person_id))


@get("/api/centres/{centre_id:int}/certificates", opt={"permission": "certificate.issue"})
async def get_certificates(
    tx: Tx, centre_id: int, limit: Limit = 50, cursor: str | None = None
) -> Page[Certificate]:
    """The certificates of the centre's people."""
    return await certificates.page(tx, centre_id, cursor=cursor, limit=limit)


@post("/api/centres/{centre_id:int}/certificates", opt={"permission": "certificate.issue"})
async def issue_certificate(
    tx: Tx, services: Services, actor: Actor, centre_id: int, data: NewCertificate
) -> Certificate:
    """Issue the certificate of an attempt that was passed."""
    now = datetime.now(UTC)
    return await certificates.issue(tx, services, centre_id, data.attempt_id, actor.person_id, now)


@get(
    "/api/centres/{centre_id:int}/certificates/{certificate_id:int}/file",
    opt={"permission": "certificate.issue"},
)
async def get_file(tx: Tx, services: Services, centre_id: int, certificate_id: int) -> Response[bytes]:
    """A certificate of the centre as a PDF."""
    return await _file(services, await certificates.one(tx, certificate_id, centre_id=centre_id))


async def _file(services: Services, certificate: Certificate) -> Response[bytes]:
    return Response(
        await certificates.print_pdf(services, certificate),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{certificate.number}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


@get("/api/certificates/revocations", opt={"permission": "public", "raw": True})
async def get_revocations(tx: Tx, services: Services) -> Response[str]:
    """The signed list of certificates that no longer hold, for checks without a network."""
    listed = await revoking.signed_list(tx, services, datetime.now(UTC))
    return Response(listed, media_type="text/plain", headers={"Cache-Control": "no-cache"})


@post(
    "/api/centres/{centre_id:int}/certificates/{certificate_id:int}/revocation",
    opt={"permission": "certificate.issue"},
)
async def revoke_certificate(
    tx: Tx, actor: Actor, centre_id: int, certificate_id: int, data: Revocation
) -> Certificate:
    """Revoke a certificate, with the reason; the skill that it proved ends."""
    return await revoking.revoke(
        tx, centre_id, certificate_id, data, by=actor.person_id, now=datetime.now(UTC)
    )


ROUTES: list[Any] = [
    get_key,
    get_revocations,
    revoke_certificate,
    get_own_certificates,
    get_own_file,
    get_certificates,
    issue_certificate,
    get_file,
]
