"""Texts of matters and replies, put together at random from the words of an office (all invented)."""

from dataclasses import dataclass
from random import Random

from bench.words import WORDS

PLACES = WORDS["places"]
THINGS = WORDS["things"]
FAULTS = WORDS["faults"]
WISHES = WORDS["wishes"]
GROUPS = WORDS["groups"]
VERBS = WORDS["verbs"]
MEASURES = WORDS["measures"]


@dataclass(frozen=True)
class Words:
    """What one matter says."""

    title: str
    situation: str
    request: str


def matter_words(random: Random) -> Words:
    """A title of some 20 characters and a text of some 200."""
    place, thing = random.choice(PLACES), random.choice(THINGS)
    start, end = random.sample(PLACES, 2)
    season = random.choice(["雨季", "赶集日", "春耕", "年关", "开学"])
    parts = [
        f"{place}的{thing}{random.choice(FAULTS)}，已有{random.randint(2, 12)}年。",
        f"{random.choice(GROUPS)}多次反映，每逢{season}尤为突出，",
        f"附近的{random.choice(THINGS)}也{random.choice(FAULTS)}，",
        f"涉及{random.randint(20, 400)}人、农田{random.randint(30, 900)}亩。",
        f"{start}至{end}约{random.randint(100, 3000)}米路段{random.choice(FAULTS)}，",
        f"{random.choice(GROUPS)}意见较大，希望尽快解决。",
    ]
    wishes = random.sample(WISHES, 4)
    request = f"建议{wishes[0]}，{wishes[1]}；对{place}一带{wishes[2]}，并请有关单位{wishes[3]}。"
    return Words(f"关于解决{place}{thing}{random.choice(FAULTS)}问题的建议", "".join(parts), request)


def reply_words(random: Random) -> str:
    """A reply of some 120 characters with its days and quantities."""
    verbs, places, things = random.sample(VERBS, 3), random.sample(PLACES, 2), random.sample(THINGS, 3)
    day = f"{random.randint(1, 12)}月{random.randint(1, 28)}日"
    return (
        f"收到建议后，我单位于{day}到{places[0]}现场查看，"
        f"与代表当面沟通。现已{verbs[0]}{things[0]}{random.randint(10, 900)}{random.choice(MEASURES)}，"
        f"{verbs[1]}{things[1]}{random.randint(2, 60)}{random.choice(MEASURES)}，"
        f"投入资金{random.randint(1, 80)}万元；下一步将{verbs[2]}{places[1]}的{things[2]}，"
        f"由{random.choice(['副镇长', '站长', '村支书'])}负责，按月巡查，接受群众监督。"
    )
