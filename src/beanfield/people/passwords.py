"""Passwords: argon2id, worked out in two threads of their own so that no request waits for a hash.

t = 2, m = 19 MiB, p = 1 (OWASP's first recommendation): about 25 ms on one core, 40 MiB at most in use. A
hash made with other parameters is made anew at the next log-in.
"""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_THREADS: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_COMMON: Final = frozenset(
    {
        "password", "password1", "password123", "passw0rd", "qwertyuiop", "qwerty123", "1q2w3e4r",
        "1qaz2wsx", "iloveyou", "admin123", "administrator", "12345678", "123456789", "1234567890",
        "87654321", "abcd1234", "a1234567", "a12345678", "abc12345", "woaini1314", "woaini520", "5201314520",
        "beanfield", "beanfield1", "changeme", "welcome1", "letmein1", "asdfghjkl", "zxcvbnm1", "qazwsxedc",
    }
)  # fmt: skip


async def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def verify(stored: str | None, password: str) -> bool:
    """Is it the password? Takes as long for an account that does not exist (`stored` None)."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _verify, stored, password)


def _verify(stored: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def is_outdated(stored: str) -> bool:
    """Was this hash made with other parameters than today's?"""
    return _HASHER.check_needs_rehash(stored)


def one_time_password() -> str:
    """Twelve letters and digits (60 bits) in groups that can be read out on the telephone."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def is_weak(password: str, login: str) -> bool:
    """Is it among the first that anyone would try?"""
    plain = password.lower()
    return plain in _COMMON or len(set(plain)) < 4 or login.lower() in plain
