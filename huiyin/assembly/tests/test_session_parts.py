"""What is done on a session's page: the checklist, delegations, guests, leave."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from huiyin.assembly.actions.convening import prepare_session
from huiyin.assembly.actions.leave import ask_leave
from huiyin.assembly.models.sessions import Delegation, Guest, Leave
from huiyin.assembly.queries.delegations import delegations_of
from huiyin.assembly.tests.factories import congress, doing, meeting, moment, seated
from huiyin.core.tenancy import uuid7
from huiyin.people.roles import Role
from huiyin.people.tests import cast
from huiyin.townships.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MAY, JUNE = moment(2024, 5, 27), moment(2024, 6, 19)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(JUNE, tick=False):
        yield


@pytest.fixture
def made(township):
    days = {"opens_on": date(2024, 6, 27), "closes_on": date(2024, 6, 28)}
    session = Session.objects.create(township=township, term=congress(township), number=3, **days)
    return prepare_session(session, place="镇政府三楼", **doing(MAY))


@pytest.fixture
def deputies(township, made):
    return seated(township, 8)


def go(client, user, name, /, *args, **sent):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    url = reverse(f"assembly:{name}", args=["qingxi", *args])
    return client.post(url, {"act_id": str(uuid7()), **sent}) if sent else client.get(url)


def text(answer):
    return answer.content.decode()


def test_a_line_is_settled_with_one_press_and_opened_again(client, clerk, made):
    line = made.preparations.get(code="ballots")

    answer = go(client, clerk, "settle_preparation", line.pk, done_on="2024-06-19", note="")
    line.refresh_from_db()
    assert (answer.url, line.done_on) == (f"{made.get_absolute_url()}#checklist", date(2024, 6, 19))
    assert "Done on June 19, 2024" in text(client.get(made.get_absolute_url()))

    go(client, clerk, "settle_preparation", line.pk, done_on="", note="重印")
    line.refresh_from_db()
    assert (line.done_on, line.note) == (None, "重印")


def test_a_day_to_come_is_refused_on_the_form(client, clerk, made):
    line = made.preparations.get(code="ballots")

    page = go(client, clerk, "settle_preparation", line.pk, done_on="2024-06-20", note="已联系印刷厂")

    assert "not on one still to come" in text(page)
    assert "已联系印刷厂" in text(page)


def test_a_line_of_the_towns_own_is_added(client, clerk, made):
    go(client, clerk, "add_preparation", made.pk, label="布置会标", due_on="2024-06-26")
    again = go(client, clerk, "add_preparation", made.pk, label="布置会标", due_on="")

    assert "“布置会标” stands on the checklist already" in text(again)
    assert "布置会标" in text(client.get(made.get_absolute_url()))


def test_delegations_are_formed_with_one_press(client, clerk, made, deputies):
    answer = go(client, clerk, "form_delegations", made.pk, x="1")
    again = client.post(reverse("assembly:form_delegations", args=["qingxi", made.pk]), follow=True)

    assert answer.url == f"{made.get_absolute_url()}#delegations"
    assert len(delegations_of(made)) == 4
    assert "Every deputy who holds a seat is in a delegation already" in text(again)


def test_a_deputy_reads_that_none_is_formed_and_no_hint_of_the_office(client, clerk, lead_user, made):
    read, kept = (text(go(client, user, "session", made.pk)) for user in (lead_user, clerk))

    assert "None is formed yet." in read
    assert "with one press" not in read
    assert "with one press" in kept


def test_a_delegation_is_entered_changed_and_dissolved_on_its_pages(client, clerk, made, deputies):
    go(client, clerk, "form_delegations", made.pk, x="1")
    chosen = [deputies[0].pk, deputies[1].pk]

    go(client, clerk, "enter_delegation", made.pk, name="企业界代表组", members=chosen, head=deputies[0].pk)
    delegation = Delegation.objects.get(name="企业界代表组")
    page = go(client, clerk, "change_delegation", delegation.pk)
    assert sorted(page.context["form"]["members"].value()) == sorted(chosen)
    assert page.context["form"]["head"].value() == deputies[0].pk
    assert f"{deputies[2].name}（{deputies[2].group}）" in text(page)

    refused = go(client, clerk, "change_delegation", delegation.pk, name=deputies[2].group)
    assert "There is a delegation named" in text(refused)
    go(client, clerk, "change_delegation", delegation.pk, name="企业组", place="二楼", members=chosen)
    assert Delegation.objects.get(pk=delegation.pk).place == "二楼"

    twice = str(uuid7())
    assert go(client, clerk, "dissolve_delegation", delegation.pk).status_code == 200
    go(client, clerk, "dissolve_delegation", delegation.pk, act_id=twice)
    again = go(client, clerk, "dissolve_delegation", delegation.pk, act_id=twice)
    assert again.url == made.get_absolute_url()
    assert not Delegation.objects.filter(pk=delegation.pk).exists()


def test_guests_are_pasted_one_a_line(client, clerk, made):
    pasted = "岳东升 市人大常委会副主任\n\n罗小平，镇财政所所长\n彭立群"

    go(client, clerk, "invite_guest", made.pk, guests=pasted)

    assert list(Guest.objects.order_by("id").values_list("name", "capacity")) == [
        ("岳东升", "市人大常委会副主任"), ("罗小平", "镇财政所所长"), ("彭立群", ""),
    ]  # fmt: skip
    assert "镇财政所所长" in text(client.get(made.get_absolute_url()))


def test_guests_that_cannot_be_are_refused_with_what_was_typed(client, clerk, made):
    long = go(client, clerk, "invite_guest", made.pk, guests="岳东升 " + "长" * 81)
    twice = go(client, clerk, "invite_guest", made.pk, guests="岳东升\n岳东升")

    assert "is too long" in str(long.context["form"].errors["guests"])
    assert "Entered already: 岳东升" in text(twice)


def test_a_guest_is_taken_off_once(client, clerk, made):
    go(client, clerk, "invite_guest", made.pk, guests="岳东升 副主任")
    guest, sent = Guest.objects.get(), {"act_id": str(uuid7())}

    assert "岳东升" in text(go(client, clerk, "uninvite_guest", guest.pk))
    first = go(client, clerk, "uninvite_guest", guest.pk, **sent)
    again = go(client, clerk, "uninvite_guest", guest.pk, **sent)

    assert (first.url, again.url) == (f"{made.get_absolute_url()}#guests", made.get_absolute_url())
    assert Guest.objects.count() == 0


def test_leave_is_entered_by_the_clerk_and_answered_by_the_chair(client, clerk, chair, made, deputies):
    go(client, clerk, "ask_leave", made.pk, deputy=deputies[0].pk, reason="在外住院", asked_on="2024-06-19")
    leave = Leave.objects.get()
    page = text(go(client, chair, "answer_leave", leave.pk))
    assert "在外住院" in page

    go(client, chair, "answer_leave", leave.pk, granted="yes")
    leave.refresh_from_db()
    assert (leave.answer, leave.answered_by) == ("granted", chair)

    go(client, chair, "answer_leave", leave.pk, granted="no")
    leave.refresh_from_db()
    assert leave.answer == "refused"


def test_leave_from_one_meeting_is_asked_for_by_name(client, clerk, made, deputies, township):
    sitting = meeting(township, session=made, state="planned")
    words = {"deputy": deputies[0].pk, "reason": "农忙", "asked_on": "2024-06-19"}

    go(client, clerk, "ask_leave", made.pk, meeting=sitting.pk, **words)

    assert Leave.objects.get().meeting == sitting
    assert "Plenary meeting no. 1" in text(go(client, clerk, "session", made.pk))
    assert "Plenary meeting no. 1" in text(go(client, clerk, "answer_leave", Leave.objects.get().pk))


def test_a_request_that_is_refused_is_explained(client, clerk, made, deputies):
    words = {"deputy": deputies[0].pk, "reason": "在外住院", "asked_on": "2024-06-20"}

    page = go(client, clerk, "ask_leave", made.pk, **words)

    assert "not on one still to come" in text(page)
    assert "在外住院" in text(page)


def test_the_reason_of_a_leave_is_for_the_office_alone(client, clerk, township, made, deputies):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)
    ask_leave(made, deputy=deputies[0], reason="在外住院", asked_on=MAY.date(), **doing(MAY))

    assert "在外住院" in text(go(client, clerk, "session", made.pk))
    page = text(go(client, member, "session", made.pk))
    assert deputies[0].name in page
    assert "在外住院" not in page


def test_an_answer_to_a_presidium_member_leads_back_to_the_meeting(client, clerk, township):
    (member,) = seated(township, 1, members=1)
    sitting = meeting(township, kind="presidium", state="planned", at=moment(2024, 6, 25))
    leave = ask_leave(sitting, deputy=member, reason="出差", asked_on=MAY.date(), **doing(MAY))

    answer = go(client, clerk, "answer_leave", leave.pk, granted="yes")

    assert answer.url == reverse("assembly:meeting", args=["qingxi", sitting.pk])


def _rows(township, made, deputies):
    delegation = Delegation.objects.create(township=township, convocation=made, name="甲")
    guest = Guest.objects.create(township=township, convocation=made, name="岳东升")
    leave = ask_leave(made, deputy=deputies[0], reason="住院", asked_on=MAY.date(), **doing(MAY))
    return {
        "settle_preparation": made.preparations.first(), "add_preparation": made, "form_delegations": made,
        "enter_delegation": made, "change_delegation": delegation, "dissolve_delegation": delegation,
        "invite_guest": made, "uninvite_guest": guest, "ask_leave": made, "answer_leave": leave,
    }  # fmt: skip


def test_strangers_find_nothing_and_others_of_the_town_may_not(
    client, township, made, deputies, outsider, operator, lead_user
):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    for act, row in _rows(township, made, deputies).items():
        assert go(client, outsider, act, row.pk, x="1").status_code == 404, act
        assert go(client, operator, act, row.pk, x="1").status_code in (403, 404), act
        assert go(client, lead_user, act, row.pk, x="1").status_code in (403, 404), act
        assert go(client, member, act, row.pk, x="1").status_code == 403, act
