"""Between the sessions: the presidium meets each quarter, and the fourth session is being prepared."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils.timezone import localdate

from huiyin.assembly.actions.convening import enter_session
from huiyin.assembly.actions.motions import draft_motion, hand_in_motion, turn_motion
from huiyin.assembly.actions.presidium import decide_in_presidium
from huiyin.assembly.actions.signing import confirm_signers
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion, MotionSigner
from huiyin.assembly.models.sessions import Convocation
from huiyin.demo.congress.meetings import held, planned
from huiyin.demo.congress.story import Story, told
from huiyin.demo.days import Days
from huiyin.demo.tales import Words
from huiyin.demo.town import Town

PLANNED_BEFORE = timedelta(days=7)
NEVER = datetime.min.replace(tzinfo=UTC)  # of a story that only says moments


class FourthSession:
    """What is there of the next session: its calling, and the motions that came early."""

    def __init__(self, town: Town, days: Days, words: Words) -> None:
        self.words = words
        self.story = Story(town, days, words, Story(town, days, words, NEVER).moment(words["prepared"]))
        self.turned: Motion | None = None

    def tell(self) -> Iterator[datetime]:
        """Prepared, and the motions signed and handed in."""
        yield self.story.at
        convocation = self._prepared()
        self._handed_in(convocation, self.words["handed_in"])
        self.turned = self._handed_in(convocation, self.words["turned"])
        self._drafted(convocation, self.words["draft"])

    def _prepared(self) -> Convocation:
        story, words = self.story, self.words
        opens_on = story.days.work(story.days.named(words["opens"]))
        return enter_session(
            story.town.sessions[0].term, number=4, opens_on=opens_on,
            closes_on=opens_on + timedelta(days=words["days"] - 1), place=words["place"], **story.doing(),
        )  # fmt: skip

    def _drafted(self, convocation: Convocation, words: Words) -> Motion:
        """Signed, and so many of the signatures confirmed."""
        story = self.story
        lead, *others = signers = story.those(words["signers"])
        text = {name: words[name] for name in ("title", "cause", "grounds", "plan")}
        motion = draft_motion(convocation, lead=lead, cosigners=others, **text, **story.doing())
        confirmed = signers[: words.get("confirmed", len(signers))]
        confirm_signers(motion, deputies=confirmed, how=MotionSigner.How.PAPER, **story.doing())
        return motion

    def _handed_in(self, convocation: Convocation, words: Words) -> Motion:
        motion = self._drafted(convocation, words)
        return hand_in_motion(motion, **self.story.doing())

    def turn(self, story: Story, item: AgendaItem) -> None:
        """The presidium turns one of them into a suggestion: a matter of the loop."""
        if self.turned is None:
            return
        words, town = self.words["turned"], story.town
        turn_motion(
            self.turned, reason=words["reason"], field=town.fields[words["field"]],
            village=town.villages[words["village"]], meeting_decided=item.meeting, **story.doing(),
        )  # fmt: skip


def stories(town: Town, days: Days) -> list[Iterator[datetime]]:
    """Each says when its next step comes."""
    words = told("between", days)
    fourth = FourthSession(town, days, words["next"])
    return [fourth.tell(), *(_meeting(town, days, one, fourth) for one in words["meetings"])]


def _meeting(town: Town, days: Days, words: Words, fourth: FourthSession) -> Iterator[datetime]:
    """Planned a week before (a meeting ahead: some days ago), then held."""
    starts_at = Story(town, days, words, NEVER).moment(words["at"])
    ahead = localdate(starts_at) >= days.today
    story = Story(town, days, {}, _planned_at(days, starts_at, ahead=ahead))
    yield story.at
    meeting = planned(story, words)
    yield starts_at
    held(story, meeting, words, lambda story, item, said: _decide(story, item, said, fourth))


def _planned_at(days: Days, starts_at: datetime, *, ahead: bool) -> datetime:
    planned_at = starts_at - PLANNED_BEFORE
    if not ahead:
        return planned_at
    return planned_at - (localdate(planned_at) - days.named("back 2"))


def _decide(story: Story, item: AgendaItem, told: Words, fourth: FourthSession) -> None:
    if told.get("turns"):
        fourth.turn(story, item)
    if "decision" in told:
        matter = story.town.matters[told["matter"]]
        matter.refresh_from_db()
        decide_in_presidium(
            Meeting.objects.of(story.town.township).get(pk=item.meeting_id), item=item, matter=matter,
            act=told["carried"], text=told["decision"], **story.doing(),
        )  # fmt: skip
