"""What stands behind the doors of motions, recalls and interpellations, and who opens each."""

from huiyin.assembly.actions.amending import amend_motion
from huiyin.assembly.actions.interpellations import answer_interpellation, put_interpellation
from huiyin.assembly.actions.motions import turn_motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.tests.drafting import asked, asked_in, drafted, handed_in, on_agenda, plenary, recall
from huiyin.assembly.tests.factories import OPENING, doing, moment
from huiyin.people.roles import Role
from tests.furnished import Door, Furnished, Keys


def _pk(name: str) -> Keys:
    return lambda town: {"pk": town.rows[name].pk}


DOORS: dict[str, Door] = {
    "assembly:motions": Door(_pk("convocation")),
    "assembly:draft_motion": Door(_pk("convocation"), user="deputy"),
    "assembly:draft_recall": Door(_pk("convocation")),
    "assembly:draft_interpellation": Door(_pk("convocation")),
    "assembly:motion": Door(_pk("motion_on_agenda")),
    "assembly:change_motion": Door(_pk("motion_draft")),
    "assembly:sign_motion": Door(_pk("motion_draft"), user="deputy"),
    "assembly:confirm_signer": Door(_pk("motion_draft")),
    "assembly:hand_in_motion": Door(_pk("motion_draft")),
    "assembly:put_on_agenda": Door(_pk("motion_submitted"), user=Role.CHAIR),
    "assembly:turn_motion": Door(_pk("motion_submitted")),
    "assembly:amend_motion": Door(_pk("motion_submitted")),
    "assembly:decide_amendment": Door(_pk("motion_on_agenda")),
    "assembly:hear_defence": Door(_pk("recall")),
    "assembly:withdraw_motion": Door(_pk("motion_submitted")),
    "assembly:motion_of_matter": Door(_pk("turned_matter")),
    "assembly:interpellation": Door(_pk("interpellation")),
    "assembly:change_interpellation": Door(_pk("interpellation_draft")),
    "assembly:sign_interpellation": Door(_pk("interpellation_draft")),
    "assembly:confirm_interpellation": Door(_pk("interpellation_draft")),
    "assembly:hand_in_interpellation": Door(_pk("interpellation_draft")),
    "assembly:put_interpellation": Door(_pk("interpellation_submitted")),
    "assembly:answer_interpellation": Door(_pk("interpellation_put")),
    "assembly:rate_answer": Door(_pk("interpellation")),
    "assembly:withdraw_interpellation": Door(_pk("interpellation_submitted")),
}


def furnish(town: Furnished) -> None:
    """A motion in each state that a page asks for, one of them a matter of the loop; a recall on the agenda
    that waits for the person's answer; interpellations on their way.
    """
    rows = town.rows
    session: Convocation = rows["convocation"]
    own = rows["deputy"]
    others = deputies_at(session.session.term, OPENING).exclude(pk=own.pk).order_by("name", "id")
    signers = [own, *others]
    rows["motion_draft"] = drafted(session, signers[:6], on_paper=False)
    rows["motion_submitted"] = handed_in(session, signers[:5], title="关于加强农村饮水安全的议案")
    where = plenary(town.township, session, number=8, at=moment(2024, 6, 28), state="planned")
    rows["motion_on_agenda"] = on_agenda(handed_in(session, signers[:7]), where)
    amend_motion(
        rows["motion_on_agenda"], brought_by="第一代表团", before="五年规划", text="十年规划", **doing()
    )
    turned = handed_in(session, signers[1:6], title="关于增设公交站点的议案")
    rows["turned_matter"] = turn_motion(turned, reason="属日常工作，宜由政府办理。", **doing()).matter
    rows["recall"] = on_agenda(recall(session), where)
    rows["interpellation_draft"] = asked(session, signers[:10], on_paper=False)
    rows["interpellation_submitted"] = asked_in(session, signers[:10])
    rows["interpellation_put"] = put_interpellation(asked_in(session, signers[:10]), how="oral", **doing())
    rows["interpellation"] = put_interpellation(asked_in(session, signers[:11]), how="written", **doing())
    answer_interpellation(
        rows["interpellation"], by_whom="镇长 张三", text="管网今年铺到三村。",
        answered_on=moment(2024, 6, 27).date(), **doing(),
    )  # fmt: skip
