"""Certificates: issued once for what was passed, and checked offline from the code or from the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from beanfield.cli.certificate import command
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.platform.typesetting import FONTS
from beanfield.skills import certificates, token
from beanfield.skills.model import Certificate
from beanfield.skills.problems import AttemptNotFound, CertificateNotFound, CertificateTwice, NotPassed
from beanfield.skills.token import Claims
from tests.skills.academy import Academy, open_academy

KEY = token.signing_key(b"s" * 32)
KEYS = {token.key_id(KEY.public_key()): KEY.public_key()}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CLAIMS = Claims(
    number="BF001-2026-000001",
    name="李秀英",
    skill="street",
    title_zh="街景标注",
    title_en="Street scenes",
    level=2.0,
    issued=int(NOW.timestamp()),
    until=int((NOW + timedelta(days=100)).timestamp()),
    centre_zh="本县",
    centre_en="Home",
    key_id=token.key_id(KEY.public_key()),
)


def test_a_signed_token_is_valid_until_its_end() -> None:
    signed = token.sign(CLAIMS, KEY)
    assert token.verify(signed, KEYS, NOW) == token.Verdict("valid", CLAIMS)
    assert token.verify(signed, KEYS, NOW + timedelta(days=101)).state == "expired"


def test_a_token_of_another_issuer_is_unknown_and_a_pretended_one_altered() -> None:
    other = Ed25519PrivateKey.generate()
    theirs = replace(CLAIMS, key_id=token.key_id(other.public_key()))
    assert token.verify(token.sign(theirs, other), KEYS, NOW).state == "unknown_issuer"
    assert token.verify(token.sign(CLAIMS, other), KEYS, NOW) == token.Verdict("altered")


@given(st.data())
def test_any_other_letter_anywhere_is_found(data: st.DataObject) -> None:
    signed = token.sign(CLAIMS, KEY)
    # the last letter carries bits that no byte uses
    place = data.draw(st.integers(4, len(signed) - 2))
    letter = data.draw(st.sampled_from(sorted(set(LETTERS) - {signed[place]})))
    changed = signed[:place] + letter + signed[place + 1 :]
    assert token.verify(changed, KEYS, NOW).state in {"altered", "unknown_issuer"}


@given(st.binary(max_size=300))
def test_rubbish_is_never_valid(rubbish: bytes) -> None:
    assert token.verify(rubbish.decode("latin-1"), KEYS, NOW).state == "altered"


def test_a_token_fits_a_code_that_is_read_off_paper() -> None:
    import segno

    code = segno.make(token.sign(CLAIMS, KEY), error="m", micro=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= 14


@pytest.fixture
async def passed(tx: Tx) -> tuple[Academy, int]:
    academy = await open_academy(tx)
    await academy.fill_bank()
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=5)
    await academy.submit(attempt)
    return academy, attempt


async def issue(academy: Academy, services: Services, attempt: int) -> Certificate:
    by = academy.examiner.person_id
    return await certificates.issue(academy.tx, services, academy.centre, attempt, by, academy.now)


async def test_a_certificate_is_issued_once_for_an_attempt_that_was_passed(
    passed: tuple[Academy, int], services: Services
) -> None:
    academy, attempt = passed
    made = await issue(academy, services, attempt)
    assert (made.skill, made.level, made.valid_until - academy.now) == ("street", 2.0, timedelta(days=100))
    claims = token.verify(made.token, KEYS, academy.now).claims
    assert claims is not None
    assert (claims.number, claims.centre_en) == (made.number, "Home")
    with pytest.raises(CertificateTwice):
        await issue(academy, services, attempt)
    with pytest.raises(AttemptNotFound):
        await certificates.issue(
            academy.tx, services, academy.office.abroad, attempt, academy.examiner.person_id, academy.now
        )
    with pytest.raises(CertificateNotFound):
        await certificates.one(academy.tx, made.id, person_id=academy.examiner.person_id)


async def test_a_failed_attempt_has_no_certificate(tx: Tx, services: Services) -> None:
    academy = await open_academy(tx)
    await academy.fill_bank()
    attempt = await academy.begin(await academy.exam())
    with pytest.raises(NotPassed):
        await issue(academy, services, attempt)
    await academy.submit(attempt)
    with pytest.raises(NotPassed):
        await issue(academy, services, attempt)


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Path]:
    """The issuer's public key, in a file as it is handed out."""
    file = tmp_path / "issuer.pub"
    file.write_text(token.public_pem(KEY.public_key()))
    yield file


def verify(source: str, *options: str) -> Result:
    return CliRunner().invoke(command, ["verify", source, *options], env={"BEANFIELD_LOCALE": "en"})


@pytest.mark.skipif(not FONTS.is_dir(), reason="the fonts of documents have not been built")
async def test_the_pdf_itself_is_checked_offline(
    passed: tuple[Academy, int], services: Services, issuer: Path, tmp_path: Path
) -> None:
    academy, attempt = passed
    made = await issue(academy, services, attempt)
    file = tmp_path / "certificate.pdf"
    file.write_bytes(await certificates.print_pdf(services, made))
    told = verify(str(file), "--key", str(issuer))
    state = "valid" if made.valid_until > datetime.now(UTC) else "expired"
    assert told.output.splitlines()[0] == f"verdict {state}"
    assert f"number {made.number}" in told.output


def test_the_command_tells_each_verdict_plainly(issuer: Path, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    good = replace(CLAIMS, until=int((now + timedelta(days=1)).timestamp()))
    old = replace(CLAIMS, until=int((now - timedelta(days=1)).timestamp()))
    signed = token.sign(good, KEY)
    ok = verify(signed, "--key", str(issuer))
    assert (ok.exit_code, ok.output.splitlines()[0]) == (0, "verdict valid")
    assert "name 李秀英" in ok.output
    assert verify(token.sign(old, KEY), "--key", str(issuer)).output.startswith("verdict expired")
    swapped = signed[:40] + ("A" if signed[40] != "A" else "B") + signed[41:]
    altered = verify(swapped, "--key", str(issuer))
    assert (altered.exit_code, altered.output.splitlines()[0]) == (1, "verdict altered")
    assert "李秀英" not in altered.output
    file = tmp_path / "code.txt"
    file.write_text(signed)
    other = tmp_path / "other.pub"
    other.write_text(token.public_pem(Ed25519PrivateKey.generate().public_key()))
    assert verify(str(file), "--key", str(other)).output.startswith("verdict unknown_issuer")
