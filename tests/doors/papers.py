"""What stands behind the doors of this part of the assembly, and who opens each."""

from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.tests.factories import OPENING, convocation, doing, meeting
from tests.furnished import Door, Furnished, Keys


def _pk(name: str) -> Keys:
    return lambda town: {"pk": town.rows[name].pk}


def _issue(town: Furnished) -> dict[str, object]:
    return {"kind": "roster", "table": "convocation", "pk": town.rows["convocation"].pk}


DOORS: dict[str, Door] = {
    "assembly:papers": Door(_pk("convocation")),
    "assembly:package": Door(_pk("convocation"), page=False),
    "assembly:package_pdf": Door(_pk("convocation"), page=False),
    "assembly:meeting_papers": Door(_pk("papers_meeting")),
    "assembly:issue_assembly_paper": Door(_issue, post=True),
    "assembly:paper": Door(_pk("assembly_paper"), page=False),
    "assembly:paper_pdf": Door(_pk("assembly_paper"), page=False),
}


def furnish(town: Furnished) -> None:
    """A paper of the session, and a meeting whose papers are listed."""
    rows = town.rows
    if "convocation" not in rows:
        rows["convocation"] = convocation(town.township)
    rows["papers_meeting"] = rows.get("meeting") or meeting(town.township, session=rows["convocation"])
    rows["assembly_paper"] = issue_assembly_paper(rows["convocation"], kind="roster", **doing(OPENING))
