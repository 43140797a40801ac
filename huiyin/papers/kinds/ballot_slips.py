"""凭条: one-time slips for a secret electronic ballot, drawn from a box; eight on a page, to be cut.

They are never issued or kept: whoever prints them draws them to the answer, and nothing of a code stays.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import QR, Sheet, Slip, Slips

VERSION = "ballot_slips/1"
CODE_MM = 30


class SlipSaid(TypedDict):
    code: str  # as a person types it: 7KQ4-M2XW
    link: str  # as a phone opens it


class BallotSlips(TypedDict):
    """The slips of one vote. Not a kind of the catalogue: there is no row to keep it in."""

    organ: str
    issued_on: str
    title: str  # of the vote
    slips: Sequence[SlipSaid]


def compose(context: BallotSlips) -> Sheet:
    title = f"{context['title']}投票凭条"
    lines = ("扫码或者在投票页输入上面的码，投票一次有效", "本凭条不记名，请勿拍照、转借")
    slips = tuple(
        Slip(context["title"], lines, QR(one["link"], one["code"], CODE_MM)) for one in context["slips"]
    )
    issued_on = date.fromisoformat(context["issued_on"])
    return Sheet("slips", title, context["organ"], issued_on, (Slips(slips),))
