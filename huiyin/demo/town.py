"""The demonstration town as the tales know it: its rows by the names that the tales use."""

from dataclasses import dataclass, field
from datetime import date

from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field
from huiyin.people.models import Deputy, Unit, User
from huiyin.townships.models import Session, Township, Village


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in to the demonstration."""

    username: str
    name: str
    role: str
    stands_for: str = ""


@dataclass
class Town:
    """The township with everything that the tales name."""

    township: Township
    today: date
    password: str = ""
    villages: dict[str, Village] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)
    deputies: dict[str, Deputy] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    handlers: dict[str, User] = field(default_factory=dict)  # unit -> who answers for it
    matters: dict[str, Matter] = field(default_factory=dict)  # tale -> matter
    clerk: User = field(init=False)
    chair: User = field(init=False)
