"""Revoked certificates: recorded once with a reason, told in a signed list that is checked offline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from beanfield.people.skills import skills_of
from beanfield.platform.database import Tx, execute
from beanfield.platform.services import Services
from beanfield.skills import revocation, revoking, token
from beanfield.skills.model import Revocation
from beanfield.skills.problems import AlreadyRevoked, CertificateNotFound
from beanfield.skills.revocation import Revoked
from tests.skills.academy import Academy, open_academy
from tests.skills.test_certificate import CLAIMS, KEY, KEYS, issue, verify

WHY = Revocation("发现代考")


@pytest.fixture
async def passed(tx: Tx) -> tuple[Academy, int]:
    academy = await open_academy(tx)
    await academy.fill_bank()
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=5)
    await academy.submit(attempt)
    return academy, attempt


async def test_a_revoked_certificate_is_told_and_its_skill_ends(
    passed: tuple[Academy, int], services: Services
) -> None:
    academy, attempt = passed
    tx, by = academy.tx, academy.examiner.person_id
    made = await issue(academy, services, attempt)
    assert "street" in {skill.skill for skill in await skills_of(tx, made.person_id)}
    gone = await revoking.revoke(tx, academy.centre, made.id, WHY, by=by, now=academy.now)
    assert (gone.revoked_at, gone.revoked_why) == (academy.now, "发现代考")
    assert "street" not in {skill.skill for skill in await skills_of(tx, made.person_id)}
    listed = revocation.read(await revoking.signed_list(tx, services, academy.now), KEYS)
    assert listed.revoked == [Revoked(made.number, int(academy.now.timestamp()))]
    with pytest.raises(AlreadyRevoked):
        await revoking.revoke(tx, academy.centre, made.id, WHY, by=by, now=academy.now)
    with pytest.raises(psycopg.errors.RestrictViolation):
        async with tx.transaction():
            await execute(tx, "delete from certificate_revocation")


async def test_another_centre_revokes_nothing(passed: tuple[Academy, int], services: Services) -> None:
    academy, attempt = passed
    made = await issue(academy, services, attempt)
    by = academy.examiner.person_id
    with pytest.raises(CertificateNotFound):
        await revoking.revoke(academy.tx, academy.office.abroad, made.id, WHY, by=by, now=academy.now)


NUMBERS = st.lists(st.builds(Revoked, st.text(max_size=30), st.integers(0, 2**40)), max_size=20)


@given(NUMBERS, st.integers(0, 2**40))
def test_a_list_reads_as_it_was_signed(revoked: list[Revoked], at: int) -> None:
    read = revocation.read(revocation.sign(revoked, KEY, at=at), KEYS)
    assert (read.revoked, read.at) == (revoked, at)


@given(st.data())
def test_a_list_with_any_other_letter_is_refused(data: st.DataObject) -> None:
    signed = revocation.sign([Revoked(CLAIMS.number, 7)], KEY, at=9)
    place = data.draw(st.integers(5, len(signed) - 2))  # the last letter has bits that carry nothing
    letter = data.draw(
        st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").filter(lambda c: c != signed[place])
    )
    with pytest.raises(ValueError, match="signature"):
        revocation.read(signed[:place] + letter + signed[place + 1 :], KEYS)


def test_the_command_looks_a_certificate_up_in_the_list(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    good = token.sign(replace(CLAIMS, until=int((now + timedelta(days=1)).timestamp())), KEY)
    key, gone, none = tmp_path / "issuer.pub", tmp_path / "gone.txt", tmp_path / "none.txt"
    key.write_text(token.public_pem(KEY.public_key()))
    gone.write_text(revocation.sign([Revoked(CLAIMS.number, 7)], KEY, at=9))
    none.write_text(revocation.sign([], KEY, at=9))
    told = verify(good, "--key", str(key), "--revocations", str(gone))
    assert (told.exit_code, told.output.splitlines()[0]) == (1, "verdict revoked")
    assert verify(good, "--key", str(key), "--revocations", str(none)).exit_code == 0
    gone.write_text(revocation.sign([Revoked(CLAIMS.number, 7)], Ed25519PrivateKey.generate(), at=9))
    forged = verify(good, "--key", str(key), "--revocations", str(gone))
    assert forged.exit_code != 0
    assert "verdict" not in forged.output
