"""The facts of an election's acts in words, for the journal."""

from collections.abc import Iterable

from django.utils.translation import gettext

from huiyin.assembly.law import posts
from huiyin.assembly.models.elections import Candidate
from huiyin.journal.words import Facts


def election_facts(facts: Facts) -> Iterable[str]:
    """Which post, who nominated, how many stand for how many places, how many were elected."""
    if "is_by_election" in facts and facts.get("post") in posts():
        yield str(posts()[facts["post"]].name)
        yield gettext("%(places)s to be elected") % facts
    if facts.get("nominated_by") == Candidate.NominatedBy.DEPUTIES:
        yield gettext("nominated by %(nominators)s deputies jointly") % facts
    elif "nominated_by" in facts:
        yield gettext("nominated by the presidium")
    if "candidates" in facts and "places" in facts:
        yield gettext("%(candidates)s on the ballot for %(places)s places") % facts
    if "elected" in facts and "places" in facts:
        yield gettext("%(elected)s of %(places)s elected") % facts
