"""Steps by which a matter comes in: handed in, entered from paper, returned, declined, merged, withdrawn."""

from typing import Any

from huiyin.demo.telling import Telling
from huiyin.matters.actions.intake import Slip, draft_matter, enter_matter, submit_matter
from huiyin.matters.actions.sifting import decline_matter, merge_matter, return_matter, withdraw_matter
from huiyin.matters.models.matter import Matter, Petitioner


def _slip(telling: Telling) -> Slip:
    words, town = telling.tale.words, telling.town
    similar = words.get("similar_to")
    return Slip(
        kind=words.get("kind", Matter.Kind.SUGGESTION),
        channel=words["channel"],
        title=words["title"],
        situation=words["situation"],
        request=words.get("request", ""),
        field=town.fields[words["field"]],
        village=town.villages[words["village"]],
        lead=town.deputies[words["lead"]] if "lead" in words else None,
        cosigners=[town.deputies[name] for name in words.get("cosigners", ())],
        voter_name=words.get("voter", ""),
        voter_phone=words.get("phone", ""),
        way=words.get("way", Petitioner.Way.PAPER),
        secrecy=words.get("secrecy", False),
        typed_for=words.get("typed_for", False),
        similar_to=town.matters[f"ledger {similar}"] if similar else None,
        received_on=telling.on,
    )


def _know(telling: Telling, matter: Matter) -> None:
    telling.matter = telling.town.matters[telling.tale.name] = matter


def draft(telling: Telling) -> None:
    by = telling.town.users.get(telling.text("by"), telling.town.clerk)
    _know(telling, draft_matter(telling.town.township, slip=_slip(telling), **telling.doing(by)))


def submit(telling: Telling) -> None:
    by = telling.town.users.get(telling.text("by"), telling.town.clerk)
    _know(telling, submit_matter(telling.town.township, slip=_slip(telling), **telling.doing(by)))


def enter(telling: Telling) -> None:
    _know(telling, enter_matter(telling.town.township, slip=_slip(telling), **telling.by_clerk()))


def return_(telling: Telling) -> None:
    words: dict[str, Any] = {"ground": telling.text("ground"), "text": telling.text("text")}
    return_matter(telling.its_matter, on=telling.on, **words, **telling.by_clerk())


def decline(telling: Telling) -> None:
    words: dict[str, Any] = {"ground": telling.text("ground"), "text": telling.text("text")}
    decline_matter(telling.its_matter, on=telling.on, **words, **telling.by_clerk())


def merge(telling: Telling) -> None:
    into, town = telling.step["into"], telling.town
    other = town.matters[into if isinstance(into, str) else f"ledger {into}"]
    merge_matter(telling.its_matter, into=other, **telling.by_clerk())


def withdraw(telling: Telling) -> None:
    withdraw_matter(telling.its_matter, reason=telling.text("reason"), **telling.by_clerk())
