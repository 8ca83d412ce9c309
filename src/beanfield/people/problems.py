"""What a caller of the people slice can cause.

NotSignedIn  ← WrongPassword
TooMany      ← TooManyLogins
Conflict     ← LoginTaken, NoAccount, TooManyTokens
Invalid      ← WrongOldPassword, WeakPassword, Elsewhere, GrantOutOfScope
Forbidden    ← NotYourself, AboveYou
NotFound     ← Unknown
"""

from __future__ import annotations

from beanfield.platform.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, TooMany


class WrongPassword(NotSignedIn):
    """Unknown login, wrong password, or an account that is closed: the reply tells them not apart."""

    def __init__(self) -> None:
        super().__init__("wrong_password")


class TooManyLogins(TooMany):
    """Too many wrong passwords, from this address or for this login."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too_many_logins", retry_after=retry_after)


class LoginTaken(Conflict):
    """Someone else logs in with this name."""

    def __init__(self, login: str) -> None:
        super().__init__("login_taken", login=login)


class NoAccount(Conflict):
    """The person has no account to log in with."""

    def __init__(self) -> None:
        super().__init__("no_account")


class TooManyTokens(Conflict):
    """The person holds as many API tokens as anyone may."""

    def __init__(self, most: int) -> None:
        super().__init__("too_many_tokens", most=most)


class WrongOldPassword(Invalid):
    """Who changes a password must know the one before."""

    def __init__(self) -> None:
        super().__init__("wrong_old_password", errors=[("old", "wrong_old_password", {})])


class WeakPassword(Invalid):
    """The new password is easy to guess, or is the old one."""

    def __init__(self, key: str = "weak_password") -> None:
        super().__init__(key, errors=[("new", key, {})])


class Elsewhere(Invalid):
    """A person, team or leader belongs to another centre than the thing they are put into."""

    def __init__(self, path: str) -> None:
        super().__init__("invalid_request", errors=[(path, "of_another_centre", {})])


class GrantOutOfScope(Invalid):
    """A role is granted in a kind of scope that it does not hold in."""

    def __init__(self, path: str, role: str) -> None:
        super().__init__("invalid_request", errors=[(path, "grant_out_of_scope", {"role": role})])


class NotYourself(Forbidden):
    """One's own roles and one's own account are in other hands."""

    def __init__(self) -> None:
        super().__init__("not_yourself")


class AboveYou(Forbidden):
    """The person holds, or would get, a role that this one may not decide over."""

    def __init__(self) -> None:
        super().__init__("above_you")


class Unknown(NotFound):
    """There is none with that id in this place."""

    def __init__(self) -> None:
        super().__init__("not_found_here")
