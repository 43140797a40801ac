from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.papers import queries
from huiyin.papers.actions import draw_and_store
from huiyin.papers.models import Paper
from huiyin.papers.queries import register_page
from huiyin.papers.storage import incoming_of
from huiyin.papers.tests import samples
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db

AT = datetime(2024, 7, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path


@pytest.fixture
def issue(village, clerk):
    def issue(count=1, **changes):
        return [
            draw_and_store(
                village.township, "hand_over_letter", samples.hand_over_letter(**changes), subject=village,
                by=clerk, at=AT + timedelta(minutes=place), act_id=uuid7(), number_code="清人发",
            )
            for place in range(count)
        ]  # fmt: skip

    return issue


def register(client, user, town="qingxi", **query):
    client.force_login(user)
    return client.get(reverse("papers:register", args=[town]), {"year": "2024", **query})


def test_the_register_lists_the_papers_of_the_year(client, clerk, issue):
    (paper,) = issue()
    issue(issued_on="2023-12-29")

    page = register(client, clerk).content.decode()

    assert "清人发〔2024〕1号" in page
    assert paper.title in page
    assert paper.sha256 in page
    assert "清人发〔2023〕1号" not in page


def test_the_register_says_which_matter_and_whom_a_paper_concerns(client, clerk, issue, village):
    (paper,) = issue()
    blank = samples.receipt_slip()
    words = {"subject": village, "by": clerk, "at": AT, "act_id": uuid7()}
    slip = draw_and_store(village.township, "receipt_slip", blank, **words)

    page = register(client, clerk).content.decode()

    assert (paper.matter_name, paper.person) == ("镇十三届人大三次会议第9号建议", "镇水利站")
    assert (slip.matter_name, slip.person) == (blank["matter_title"], "")
    assert f">{paper.matter_name}</td>" in page
    assert ">镇水利站</td>" in page


def test_a_paper_about_a_matter_leads_to_it(client, clerk, issue):
    (paper,) = issue()
    Paper.objects.filter(pk=paper.pk).update(subject_table="matters.matter")

    page = register(client, clerk).content.decode()

    assert f'href="/qingxi/matters/{paper.subject_id}/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_database_as_often_for_many_as_for_one(
    client, clerk, issue, count, django_assert_num_queries
):
    issue(count)
    client.force_login(clerk)

    with django_assert_num_queries(5):  # session, user, township, roles, papers with who issued them
        answer = client.get(reverse("papers:register", args=["qingxi"]), {"year": "2024"})

    assert answer.content.decode().count("清人发〔2024〕") == count


def test_an_empty_year_says_so(client, clerk):
    assert "2024" in register(client, clerk).content.decode()


def test_pages_follow_each_other_by_key_and_lose_nothing(client, clerk, issue, monkeypatch):
    monkeypatch.setattr("huiyin.papers.views.PAGE", 2)
    monkeypatch.setattr(queries, "PAGE", 2)
    issue(5)
    seen, url = [], f"{reverse('papers:register', args=['qingxi'])}?year=2024"
    client.force_login(clerk)

    while url:
        answer = client.get(url)
        seen += [paper.serial for paper in answer.context["papers"]]
        url = answer.context["next_url"]

    assert seen == [5, 4, 3, 2, 1]


def test_papers_of_the_same_moment_are_paged_too(township, village, clerk, issue, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    papers = [issue()[0] for _ in range(3)]
    everything = Paper.objects.of(township)

    first, _more = register_page(everything, 2024)
    second, _more = register_page(everything, 2024, (first.at, first.pk))
    (third,) = register_page(everything, 2024, (second.at, second.pk))

    assert [first, second, third] == sorted(papers, key=lambda paper: paper.pk, reverse=True)


@pytest.mark.parametrize("query", [{"year": "20x4"}, {"year": "9999"}, {"year": "٢٠٢٤"}, {"after": "x_y"}])
def test_a_query_that_makes_no_sense_is_not_found(client, clerk, query):
    assert register(client, clerk, **query).status_code == 404


def test_the_office_downloads_a_paper_as_it_was_issued(client, clerk, issue):
    (paper,) = issue()
    client.force_login(clerk)

    answer = client.get(reverse("papers:download", args=["qingxi", paper.pk]))

    assert answer.content == queries.issued_bytes(paper)
    name = unquote(answer["Content-Disposition"].removeprefix("attachment; filename*=utf-8''"))
    assert name == "清人发〔2024〕1号 关于交办镇十三届人大三次会议第9号建议的函.docx"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"].endswith("wordprocessingml.document")


def test_an_altered_paper_is_not_handed_out_and_the_page_says_so(client, clerk, issue):
    (paper,) = issue()
    path = incoming_of(paper.township_id) / paper.stored_name
    path.write_bytes(path.read_bytes() + b"x")
    client.force_login(clerk)

    answer = client.get(reverse("papers:download", args=["qingxi", paper.pk]))

    assert answer.status_code == 404
    assert paper.sha256 in answer.content.decode()


def test_a_stranger_finds_neither_register_nor_paper(client, outsider, clerk, issue):
    (paper,) = issue()

    assert register(client, clerk).status_code == 200
    assert register(client, outsider).status_code == 404
    assert client.get(reverse("papers:download", args=["qingxi", paper.pk])).status_code == 404
    assert client.get(reverse("papers:download", args=["bailu", paper.pk])).status_code == 404


def test_a_unit_has_no_register(client, water_handler):
    assert register(client, water_handler).status_code == 404


@pytest.mark.parametrize("role", [Role.CHAIR, Role.PRESIDIUM])
def test_the_presidium_reads_the_register(client, township, issue, role):
    issue()

    assert register(client, cast.person(township, "reader", "邓国强", role)).status_code == 200


def test_one_must_sign_in(client):
    assert client.get(reverse("papers:register", args=["qingxi"])).status_code == 302
