"""A congress for tests: so many deputies with seats, a session, a meeting, so many of them present.

Rows only, without acts, so that each act's own test begins where it wants to.
"""

from datetime import UTC, date, datetime, timedelta

from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.sessions import Convocation
from huiyin.core.tenancy import uuid7
from huiyin.people.models import Deputy, Seat
from huiyin.townships.models import Session, Term


def moment(year, month, day, hour=9, minute=0):
    """A moment by the town's clock."""
    return datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour - 8, minutes=minute)


OPENING = moment(2024, 6, 27)  # the third session's first morning
LATER = OPENING + timedelta(minutes=30)


def doing(at=OPENING, by=None):
    """The words that every act takes, with an id of its own."""
    return {"by": by, "at": at, "act_id": uuid7()}


def congress(township, number=13):
    """The thirteenth congress, since November 2021."""
    term, _made = Term.objects.get_or_create(
        township=township,
        number=number,
        defaults={"begins_on": date(2021, 11, 1), "ends_on": date(2026, 10, 31)},
    )
    return term


def seated(township, count, *, members=0, begin=1, **words):
    """So many deputies with a seat; the first `members` of them sit in the presidium, one as its chair."""
    term = congress(township)
    deputies = [
        Deputy(
            township=township,
            name=f"代表{n:03}",
            initials=f"db{n:03}",
            term=term,
            group=f"第{'一二三四'[n % 4]}代表小组",
            post=_post(n - begin, members),
            **words,
        )
        for n in range(begin, begin + count)
    ]
    Deputy.objects.bulk_create(deputies)
    Seat.objects.bulk_create(
        Seat(township=township, deputy=one, term=term, from_at=moment(2021, 11, 1)) for one in deputies
    )
    return deputies


def _post(place, members):
    if place >= members:
        return Deputy.Post.NONE
    return Deputy.Post.CHAIR if place == 0 else Deputy.Post.MEMBER


def convocation(township, *, number=3, state="in_session", **words):
    """A session of the thirteenth congress, by default in session since its first morning."""
    session, _made = Session.objects.get_or_create(
        township=township,
        term=congress(township),
        number=number,
        defaults={"opens_on": date(2024, 6, 27), "closes_on": date(2024, 6, 28)},
    )
    called = {"called_at": moment(2024, 6, 17)} if state != "planned" else {}
    opened = {"opened_at": OPENING} if state in ("in_session", "closed") else {}
    closed = {"closed_at": moment(2024, 6, 28, 17)} if state == "closed" else {}
    return Convocation.objects.create(
        township=township, session=session, state=state, place="镇政府三楼会议室",
        **{**called, **opened, **closed, **words},
    )  # fmt: skip


def meeting(
    township, *, session=None, kind="plenary", number=1, state="open", present=(), at=OPENING, **words
):
    """A meeting with these deputies present since it opened; without a session one of the presidium."""
    opened = {"opened_at": at} if state in ("open", "closed") else {}
    closed = {"closed_at": at + timedelta(hours=3)} if state == "closed" else {}
    made = Meeting.objects.create(
        township=township, term=congress(township), convocation=session, kind=kind, number=number,
        state=state, starts_at=at, place="镇政府三楼会议室", **{**opened, **closed, **words},
    )  # fmt: skip
    arrive(made, present, at)
    return made


def arrive(meeting, deputies, at=OPENING):
    Presence.objects.bulk_create(
        Presence(township_id=meeting.township_id, meeting=meeting, deputy=one, from_at=at) for one in deputies
    )
