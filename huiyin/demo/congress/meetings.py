"""A meeting of the demonstration from the first signature on the list to the chair's last word."""

from collections.abc import Callable
from datetime import timedelta

from huiyin.assembly.actions.agenda import finish_item, note_speech, plan_item, take_up_item
from huiyin.assembly.actions.attendance import sign_in_deputies, sign_in_deputy, sign_out_deputy
from huiyin.assembly.actions.meetings import close_meeting, open_meeting, plan_meeting
from huiyin.assembly.models.meetings import AgendaItem, Meeting, Presence
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.counts import entitled_at
from huiyin.demo.congress.story import Story
from huiyin.demo.congress.voting import by_hands
from huiyin.demo.tales import Words

Deciding = Callable[[Story, AgendaItem, Words], None]
AT_THE_DOOR = timedelta(minutes=20)
MINUTES = 3  # an item takes at least so long


def planned(story: Story, told: Words, convocation: Convocation | None = None) -> Meeting:
    """The meeting and its items, laid out beforehand."""
    meeting = plan_meeting(
        story.town.township, kind=told.get("kind", Meeting.Kind.PRESIDIUM), convocation=convocation,
        term=None if convocation else story.town.sessions[0].term, starts_at=story.moment(told["at"]),
        place=told.get("place", "镇政府三楼会议室"),
        chaired_by=story.deputy(told["chaired_by"]) if "chaired_by" in told else None, **story.doing(),
    )  # fmt: skip
    for item in told["items"]:
        if not item.get("motion"):
            _plan_item(story, meeting, item)
    return meeting


def _plan_item(story: Story, meeting: Meeting, told: Words) -> AgendaItem:
    words = {name: told[name] for name in ("kind", "speaker", "text", "on_agenda") if name in told}
    if "matter" in told:
        words["matter"] = story.town.matters[told["matter"]]
    return plan_item(meeting, title=told["title"], **words, **story.doing())


def held(story: Story, meeting: Meeting, told: Words, deciding: Deciding) -> None:
    """The meeting as it went: people arrive, items are taken up, spoken about and decided, people leave."""
    story.at = meeting.starts_at - AT_THE_DOOR
    _arrive(story, meeting, told)
    story.at = max(story.at, meeting.starts_at)
    meeting = open_meeting(meeting, **story.by_chair())
    for said in told["items"]:
        _come_late(story, meeting, told)
        _take(story, meeting, _item(meeting, said), said, deciding)
    _leave_early(story, meeting, told)
    story.go(f"{told['at'].rpartition(' ')[0]} {told['until']}")
    close_meeting(meeting, **story.by_chair())


def _item(meeting: Meeting, told: Words) -> AgendaItem:
    """The item of this title; the motion's item bears the motion's own title."""
    items = AgendaItem.objects.filter(township_id=meeting.township_id, meeting=meeting)
    return items.get(motion__isnull=False) if told.get("motion") else items.get(title=told["title"])


def _arrive(story: Story, meeting: Meeting, told: Words) -> None:
    """The sign-in sheet: everybody but those who are excused, absent or late."""
    excused = [name for name, _reason in story.words.get("leaves", ())]
    missing = {*excused, *told.get("absent", ()), *told.get("late", ())}
    there = entitled_at(meeting, story.at).exclude(name__in=missing).order_by("initials", "id")
    sign_in_deputies(meeting, deputies=list(there), **story.doing())


def _come_late(story: Story, meeting: Meeting, told: Words) -> None:
    if story.at < meeting.starts_at + timedelta(minutes=told.get("late_minutes", 0)):
        return
    for deputy in story.those(told.get("late", ())):
        if not Presence.objects.of(story.town.township).filter(meeting=meeting, deputy=deputy).exists():
            sign_in_deputy(meeting, deputy=deputy, **story.doing())


def _leave_early(story: Story, meeting: Meeting, told: Words) -> None:
    for deputy in story.those(told.get("early", ())):
        sitting = Presence.objects.of(story.town.township).get(meeting=meeting, deputy=deputy)
        sign_out_deputy(sitting, **story.doing())


def _take(story: Story, meeting: Meeting, item: AgendaItem, told: Words, deciding: Deciding) -> None:
    item = take_up_item(item, **story.by_chair())
    began = story.at
    if item.speaker:
        note_speech(meeting, item=item, speaker=item.speaker, **story.doing())
    for name, text in told.get("speeches", ()):
        note_speech(meeting, item=item, deputy=story.deputy(name), text=text, **story.doing())
    for vote in told.get("votes", ()):
        by_hands(story, item, vote)
    deciding(story, item, told)
    story.at = max(story.at, began + timedelta(minutes=told.get("minutes", MINUTES)))
    finish_item(AgendaItem.objects.of(story.town.township).get(pk=item.pk), **story.by_chair())
