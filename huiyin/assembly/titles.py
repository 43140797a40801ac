"""What a session, a meeting, a motion is called: on pages in the reader's language, on papers in Chinese."""

import cn2an
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.townships.models import Session

IN_CHINESE: dict[str, str] = {
    Meeting.Kind.PREPARATORY: "预备会议",
    Meeting.Kind.PRESIDIUM: "主席团会议",
    Meeting.Kind.PLENARY: "全体会议",
    Meeting.Kind.DELEGATION: "代表团会议",
}


def numeral(number: int) -> str:
    """十三"""
    return str(cn2an.an2cn(number))


def session_name(session: Session) -> str:
    """As a page says it: 第十三届三次会议; in English “13th congress, session 3”."""
    # Translators: a session by the number of its congress and its own, both as Chinese numerals in zh
    return _("Congress no. %(term)s, session %(session)s") % {
        "term": _number(session.term.number),
        "session": _number(session.number),
    }


def _number(number: int) -> str:
    """A number in running text: a numeral in Chinese, figures elsewhere."""
    return numeral(number) if (get_language() or "").startswith("zh") else str(number)


def session_on_paper(convocation: Convocation) -> str:
    """清溪镇第十三届人民代表大会第三次会议"""
    session = convocation.session
    return (
        f"{convocation.township.name}第{numeral(session.term.number)}届人民代表大会"
        f"第{numeral(session.number)}次会议"
    )


def meeting_name(meeting: Meeting) -> str:
    """As a page says it: 第一次全体会议; a meeting that there is only one of goes without its number."""
    label = str(meeting.get_kind_display())
    if meeting.kind == Meeting.Kind.PREPARATORY:
        return label
    return _("%(kind)s no. %(number)s") % {"kind": label, "number": _number(meeting.number)}


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


def motion_number(motion: Motion) -> str:
    """第3号议案, 罢免案第1号; empty before it was handed in."""
    if motion.serial is None:
        return ""
    return f"第{motion.serial}号{'罢免案' if motion.kind == Motion.Kind.RECALL else '议案'}"
