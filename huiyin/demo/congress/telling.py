"""The parts of the congress's life in the order in which the demonstration tells them."""

from collections.abc import Iterator
from datetime import datetime

from huiyin.demo.congress.between import stories
from huiyin.demo.congress.story import Story, told
from huiyin.demo.congress.third_session import ThirdSession
from huiyin.demo.days import Days, moment
from huiyin.demo.places import FOUNDED
from huiyin.demo.town import Town


def hold_third_session(town: Town, days: Days) -> None:
    """Last year's session in June, before anything else was on the books."""
    story = Story(town, days, told("third_session", days), moment(days.work(days.named(FOUNDED)), 300))
    ThirdSession(story).tell()


def between_sessions(town: Town, days: Days) -> list[Iterator[datetime]]:
    """Meetings of the presidium and the fourth session's preparation, told beside the matters."""
    return stories(town, days)
