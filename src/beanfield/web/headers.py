"""Headers that every reply carries: what a browser may do with it, and whether it may keep it."""

from __future__ import annotations

from typing import Final

Headers = list[tuple[bytes, bytes]]

#: The built front end: its own scripts only; Ant Design writes its styles into the page; pictures are drawn
#: from blobs, workers are started from blobs.
PAGE_POLICY: Final = (
    b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    b" media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
    b" object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
#: Data of users, opened by itself: nothing in it may run.
DATA_POLICY: Final = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

_ALWAYS: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
]
_PAGE: Final[Headers] = [*_ALWAYS, (b"content-security-policy", PAGE_POLICY)]
_DATA: Final[Headers] = [*_ALWAYS, (b"content-security-policy", DATA_POLICY)]
_HTTPS: Final = (b"strict-transport-security", b"max-age=31536000")
_NO_STORE: Final = (b"cache-control", b"no-store")


def security_headers(path: str, given: Headers, *, https: bool) -> Headers:
    """What to add to a reply that already has the headers `given`."""
    data = path.startswith(("/api/", "/media/"))
    added = list(_DATA if data else _PAGE)
    if https:
        added.append(_HTTPS)
    if not any(name.lower() == b"cache-control" for name, _ in given):
        added.append(_NO_STORE)
    return added
