"""What a meeting of the presidium decided of motions stands among its decisions and is counted."""

import pytest
from django.urls import reverse

from huiyin.assembly.actions.motions import put_on_agenda, turn_motion
from huiyin.assembly.actions.presidium import decide_in_presidium
from huiyin.assembly.queries.presidium import motions_decided
from huiyin.assembly.tests.drafting import handed_in, of_presidium, plenary
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, doing, meeting, seated
from huiyin.matters.actions.settings import set_up_loop
from huiyin.people.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def deputies(township):
    set_up_loop(township, **cast.acting())
    return seated(township, 12, members=5)


@pytest.fixture
def session(township, deputies):
    return convocation(township)


@pytest.fixture
def held(township, deputies):
    return meeting(township, kind="presidium", number=8, present=deputies[:5])


def turned(session, deputies, held, *, title="关于修路的议案"):
    motion = handed_in(session, deputies[:6], title=title)
    words = {"reason": "属于日常工作。", "meeting_decided": held}
    return turn_motion(motion, **words, **doing(LATER))


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"assembly:{name}", args=["qingxi", *args]))


def test_motions_stand_among_the_decisions_of_the_meeting(client, clerk, township, session, deputies, held):
    put = of_presidium(session, title="关于设立街道的议案")
    where = plenary(township, session)
    put_on_agenda(put, item_meeting=where, meeting_decided=held, **doing(LATER))
    motion = turned(session, deputies, held)

    shown = page(client, clerk, "meeting", held.pk).content.decode()
    part = page(client, clerk, "presidium_decisions", held.pk).content.decode()

    assert motions_decided(held) == [put, motion]
    for said in (shown, part):
        assert "Nothing was decided yet" not in said
        assert "Motion no. 1 关于设立街道的议案" in said
        assert "turned into a suggestion" in said
        assert motion.matter.number in said
        assert "属于日常工作。" in said


def test_the_list_counts_them_with_the_other_decisions(client, clerk, township, session, deputies, held):
    decide_in_presidium(held, text="同意。", **doing(LATER))
    turned(session, deputies, held)
    meeting(township, kind="presidium", number=7, state="closed", at=OPENING)

    rows = [one for one, _name in page(client, clerk, "presidium").context["meetings"]]

    assert {one.number: one.decisions_count for one in rows} == {8: 2, 7: 0}


@pytest.mark.parametrize("count", [1, 3])
def test_the_meeting_asks_as_often_for_many_motions_as_for_one(
    client, clerk, session, deputies, held, count, django_assert_num_queries
):
    for number in range(count):
        turned(session, deputies, held, title=f"关于修路的议案{number}")
    client.force_login(clerk)

    with django_assert_num_queries(7):
        client.get(reverse("assembly:presidium_decisions", args=["qingxi", held.pk]))
