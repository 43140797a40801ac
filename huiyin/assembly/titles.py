"""What a session, a meeting, a motion is called: on pages in the reader's language, on papers in Chinese."""

from collections.abc import Container

from django.utils.translation import gettext as _

from huiyin.assembly.law import posts
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.core.numerals import number_said, numeral
from huiyin.papers.wording import joined
from huiyin.townships.models import Session, Township

IN_CHINESE: dict[str, str] = {
    Meeting.Kind.PREPARATORY: "预备会议",
    Meeting.Kind.PRESIDIUM: "主席团会议",
    Meeting.Kind.PLENARY: "全体会议",
    Meeting.Kind.DELEGATION: "代表团会议",
}


def session_name(session: Session) -> str:
    """As a page says it: 第十三届三次会议; in English “13th congress, session 3”."""
    # Translators: a session by the number of its congress and its own, both as Chinese numerals in zh
    return _("Congress no. %(term)s, session %(session)s") % {
        "term": number_said(session.term.number),
        "session": number_said(session.number),
    }


def session_on_paper(convocation: Convocation) -> str:
    """清溪镇第十三届人民代表大会第三次会议"""
    session = convocation.session
    return (
        f"{convocation.township.name}第{numeral(session.term.number)}届人民代表大会"
        f"第{numeral(session.number)}次会议"
    )


def meeting_name(meeting: Meeting) -> str:
    """As a page says it: 第一次全体会议, 主席团第四次会议; the preparatory one bears no number."""
    label = str(meeting.get_kind_display())
    if meeting.kind == Meeting.Kind.PREPARATORY:
        return label
    if meeting.kind == Meeting.Kind.PRESIDIUM:
        return _("Presidium meeting no. %(number)s") % {"number": number_said(meeting.number)}
    return _("%(kind)s no. %(number)s") % {"kind": label, "number": number_said(meeting.number)}


def meeting_on_paper(meeting: Meeting) -> str:
    """第一次全体会议; between sessions 清溪镇第十三届人民代表大会主席团第八次会议."""
    if meeting.convocation is None:
        term = numeral(meeting.term.number)
        return f"{meeting.township.name}第{term}届人民代表大会主席团第{numeral(meeting.number)}次会议"
    if meeting.kind == Meeting.Kind.PREPARATORY:
        return IN_CHINESE[meeting.kind]
    kind = IN_CHINESE[meeting.kind]
    if meeting.kind == Meeting.Kind.PRESIDIUM:
        return f"主席团第{numeral(meeting.number)}次会议"
    return f"第{numeral(meeting.number)}次{kind}"


def post_of(township: Township, code: str) -> str:
    """清溪镇人民政府镇长, 清溪镇人民代表大会主席: an office with the organ it belongs to."""
    known = posts().get(code)
    if known is None:
        return code
    organ = "人民代表大会" if known.group == "chairs" else "人民政府"
    return f"{township.name}{organ}{known.name.zh}"


def item_on_paper(item: AgendaItem) -> str:
    """审议关于…的议案: a motion, which stands on the agenda by its title, with what is done about it."""
    is_bare = item.motion_id is not None and item.title.startswith("关于")
    return f"审议{item.title}" if is_bare else item.title


def speaker_on_paper(speaker: str, deputies: Container[str]) -> str:
    """镇长邓华, 唐小红代表: who reports, with the office that was typed, or as a deputy."""
    said = joined(speaker)
    name = said if said in deputies else said.removeprefix("代表")
    return f"{name}代表" if name in deputies else said


def motion_number(motion: Motion) -> str:
    """第3号议案, 罢免案第1号; empty before it was handed in."""
    if motion.serial is None:
        return ""
    return f"第{motion.serial}号{'罢免案' if motion.kind == Motion.Kind.RECALL else '议案'}"
