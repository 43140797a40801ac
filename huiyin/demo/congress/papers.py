"""The papers of the third session, each issued when the office issued it."""

from django.urls import reverse

from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.printables import papers_of_session
from huiyin.demo.congress.story import Story
from huiyin.demo.steps.papers import ADDRESS

BEFORE = ("agenda", "day_plan", "roster", "delegations_list", "qualification_report")
AFTERWARDS = (  # agenda and plan once more: a motion came to them in the session
    "agenda", "day_plan", "tally_sheet", "resolution", "announcement", "results", "minutes",
)  # fmt: skip


def notice(story: Story, convocation: Convocation) -> None:
    """A notice for every deputy, with the code that signs in at the door."""
    slug = story.town.township.slug
    issue_assembly_paper(
        convocation,
        kind="session_notice",
        link_to=lambda code: ADDRESS + reverse("assembly:sign_in_by_code", args=[slug, code]),
        **story.doing(),
    )


def before(story: Story, convocation: Convocation) -> None:
    _issue(story, convocation, BEFORE)


def afterwards(story: Story, convocation: Convocation) -> None:
    _issue(story, convocation, AFTERWARDS)


def _issue(story: Story, convocation: Convocation, kinds: tuple[str, ...]) -> None:
    """Every paper of these kinds that can be issued by now."""
    for one in papers_of_session(convocation):
        if one.kind in kinds and not one.wait:
            issue_assembly_paper(one.subject, kind=one.kind, **story.doing())
