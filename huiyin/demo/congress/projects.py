"""Last year's livelihood projects: collected, screened, and chosen in the hall."""

from decimal import Decimal
from uuid import uuid5

from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.demo.congress.story import Story, told
from huiyin.demo.congress.voting import by_slips
from huiyin.projects.actions import (
    collect_project,
    make_candidate,
    open_choosing,
    put_projects_to_vote,
    screen_out,
    take_up_result,
)
from huiyin.projects.models import Choosing

LEFT_OUT = "-"


def collected(story: Story) -> None:
    """What voters, deputies and the government proposed, and what the screening said of each."""
    year = story.days.last_year
    villages, units = story.town.villages, story.town.units
    for title, content, village, unit, yuan, source, by_whom, said in told("projects", story.days)["of"]:
        project = collect_project(
            story.town.township, year=year, title=title, content=content, village=villages[village],
            unit=units[unit], estimate_yuan=Decimal(yuan), source=source, proposed_by=by_whom,
            **story.doing(),
        )  # fmt: skip
        if said.startswith(LEFT_OUT):
            screen_out(project, reason=said.removeprefix(LEFT_OUT), **story.by_chair())
        else:
            make_candidate(project, screening=said, **story.by_chair())


def put_up(story: Story, convocation: Convocation) -> Choosing:
    """So many of the candidates will be chosen."""
    return open_choosing(
        convocation, year=story.days.last_year, places=story.words["projects"]["places"], **story.doing()
    )


def chosen(story: Story, choosing: Choosing, item: AgendaItem) -> None:
    """The deputies choose by slips; the result is taken over at once."""
    vote = put_projects_to_vote(
        choosing, meeting=item.meeting, item=item, vote_method=Vote.Method.SLIPS, **story.doing()
    )
    by_slips(story, vote, slips=story.words["slips"], places=choosing.places)
    take_up_result(
        Choosing.objects.of(story.town.township).get(pk=choosing.pk),
        **{**story.by_chair(), "act_id": uuid5(vote.pk, "take_up_result")},
    )
