"""What stands behind the doors of the livelihood projects, and who opens each."""

from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories
from huiyin.matters.tests.stories import doing, moment
from huiyin.projects.actions import collect_project, make_candidate, open_choosing, put_projects_to_vote
from tests.furnished import Door, Furnished

OCTOBER = moment(2024, 10, 8)
TITLES = ("整修东干渠五公里", "柳溪村增设路灯", "镇卫生院改造")


def _pk(name: str) -> Door:
    return Door(lambda town: {"pk": town.rows[name].pk})


DOORS: dict[str, Door] = {
    "projects:projects": Door(query="?year=2025"),
    "projects:collect_project": Door(),
    "projects:project": _pk("candidate_project"),
    "projects:change_project": _pk("free_project"),
    "projects:make_candidate": _pk("collected_project"),
    "projects:screen_out": _pk("collected_project"),
    "projects:open_choosing": Door(),
    "projects:choosing": _pk("choosing"),
    "projects:put_projects_to_vote": _pk("choosing"),
    "projects:take_up_result": _pk("choosing"),
}


def furnish(town: Furnished) -> None:
    """Three candidates for two places of 2025 whose vote ended in a tie; two projects of 2026."""
    rows, clerk, township = town.rows, town.users["clerk"], town.township
    session = factories.convocation(township, number=7)
    plenary = factories.meeting(township, session=session, at=OCTOBER)
    for title in TITLES:
        project = collect_project(
            township, year=2025, title=title, unit=rows["unit"], village=rows["village"],
            estimate_yuan=320_000, **doing(OCTOBER, clerk),
        )  # fmt: skip
        rows["candidate_project"] = make_candidate(project, **doing(OCTOBER, clerk))
    rows["choosing"] = open_choosing(session, year=2025, places=2, **doing(OCTOBER, clerk))
    _count(put_projects_to_vote(rows["choosing"], meeting=plenary, **doing(OCTOBER, clerk)))
    words = {"year": 2026, "content": "长三百米，加装护栏。"}
    rows["collected_project"] = collect_project(
        township, title="石桥村道路硬化", **words, **doing(OCTOBER, clerk)
    )
    free = collect_project(township, title="村级文化广场", **words, **doing(OCTOBER, clerk))
    rows["free_project"] = make_candidate(free, screening="群众反映集中。", **doing(OCTOBER, clerk))


def _count(vote: Vote) -> None:
    """The vote as it looks when it was announced, its result still to be taken over."""
    Vote.objects.filter(pk=vote.pk).update(
        state="announced", outcome="tie", of_all=71, present=68, quorum=48, needed=1, issued=68, returned=68,
        valid=67, void=1, opened_at=OCTOBER, closed_at=OCTOBER, announced_at=OCTOBER,
    )  # fmt: skip
    for option, votes in zip(vote.options.order_by("position"), (60, 31, 31), strict=True):
        option.in_favour, option.is_chosen = votes, votes == 60
        option.save()
