"""A secret ballot on paper: two tellers apart, sheets that agree, differ, or contradict themselves."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from huiyin.assembly.actions.telling import enter_sheet
from huiyin.assembly.actions.voting import announce_result, close_vote
from huiyin.assembly.models.votes import Option, TellerSheet, Vote
from huiyin.assembly.queries.votes import attempts_of
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import keys_of, of_choices, opened, plenary, prepared
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.journal.words import fact_words

NAMES = {1: "钟计票", 2: "易监票"}
FOR_36 = {"": {"in_favour": 36, "against": 20, "abstained": 2}}


def decision(township):
    return opened(prepared(plenary(township, present=60), method="paper"))


def election(township, **words):
    words = {"labels": ("甲", "乙"), "winners": 1, "takes_write_ins": True, "method": "paper", **words}
    return opened(of_choices(plenary(township, present=60), subject="election", **words))


def sheet(vote, teller=1, *, issued=60, returned=59, void=1, counts=FOR_36, by=None, name=None):
    return enter_sheet(
        vote, teller=teller, teller_name=name or NAMES[teller], issued=issued, returned=returned, void=void,
        counts=counts, **doing(LATER, by),
    )  # fmt: skip


def both(vote, **said):
    sheet(vote, 1, **said)
    sheet(vote, 2, **said)
    return close_vote(vote, **doing(LATER))


def test_two_sheets_that_agree_are_the_result(township, clerk):
    vote = both(decision(township), by=clerk)

    assert (vote.issued, vote.returned, vote.void, vote.valid) == (60, 59, 1, 58)
    assert (vote.in_favour, vote.against, vote.abstained, vote.not_voting) == (36, 20, 2, 2)
    assert vote.outcome == "adopted"
    entry = Entry.objects.filter(act="enter_count").order_by("-seq").first()
    assert (entry.facts["agree"], entry.facts["differences"]) == (True, 0)
    assert entry.private_texts.get().text == NAMES[2]


@pytest.mark.usefixtures("english")
def test_sheets_that_differ_are_kept_and_counted_again(township):
    vote = decision(township)
    sheet(vote, 1)
    sheet(vote, 2, counts={"": {"in_favour": 35, "against": 21, "abstained": 2}})

    with pytest.raises(ActRefused, match="The tellers' sheets differ"):
        close_vote(vote, **doing(LATER))
    assert [pair[1:] for pair in attempts_of(vote)[0].differing] == [(36, 35), (20, 21)]
    sheet(vote, 2)
    with pytest.raises(ActRefused, match="Both tellers' sheets must be in"):
        close_vote(vote, **doing(LATER))
    sheet(vote, 1)
    vote = close_vote(vote, **doing(LATER))

    assert (vote.in_favour, TellerSheet.objects.count()) == (36, 4)
    assert [entry.facts["differences"] for entry in Entry.objects.filter(act="enter_count")] == [0, 2, 0, 0]


def test_more_ballots_back_than_given_out_make_the_whole_vote_void(township):
    vote = both(decision(township), issued=59, returned=60, void=0, counts={})

    assert (vote.outcome, vote.in_favour) == ("void", 0)


def test_an_election_on_paper_with_a_name_written_in(township):
    vote = election(township)
    first, second = keys_of(vote)
    counts = {
        first: {"in_favour": 37, "against": 20},
        second: {"in_favour": 10, "against": 40},
        "write_ins": {"王 五": 2, "王五": 1, "": 4, "赵六": 0},
    }

    vote = both(vote, counts=counts)

    found = [(one.label, one.in_favour, one.is_chosen) for one in vote.options.order_by("position")]
    assert found == [("甲", 37, True), ("乙", 10, False), ("王五", 3, False)]
    assert vote.options.get(label="王五").is_write_in
    assert vote.outcome == "chosen"


def test_a_void_election_elects_nobody(township):
    vote = both(election(township), issued=50, returned=60, void=0, counts={})

    assert vote.outcome == "void"
    assert set(Option.objects.values_list("is_chosen", flat=True)) == {False}


def test_a_ranked_choice_on_paper_bears_points(township):
    vote = election(township, takes_write_ins=False)
    Vote.objects.filter(pk=vote.pk).update(subject="choice", is_ranked=True, winners=2)
    first, second = keys_of(vote)
    counts = {first: {"in_favour": 58, "points": 116}, second: {"in_favour": 58, "points": 58}}

    vote = both(vote, counts=counts)

    assert [one.points for one in vote.options.order_by("position")] == [116, 58]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"issued": 61}, "61 ballots given out are more than the 60"),
        ({"void": 60}, "more void ballots than ballots that came back"),
        ({"void": -1}, "less than nothing"),
        ({"counts": {"": {"in_favour": 36}}}, "36 together, but 58 ballots are valid"),
        ({"teller": 3, "name": "x"}, "which of the two tellers"),
        ({"name": " "}, "which of the two tellers"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(township, said, sentence):
    with pytest.raises(ActRefused, match=sentence):
        sheet(decision(township), **said)

    assert not TellerSheet.objects.exists()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("counts", "words", "sentence"),
    [
        ([{"in_favour": 50, "against": 9}, {}], {}, "甲 has 59 marks, but only 58 ballots are valid"),
        (
            [{"in_favour": 40}, {"in_favour": 19}],
            {},
            "59 votes were given, but 58 valid ballots hold at most 58",
        ),
        (
            [{"in_favour": 58, "points": 117}, {"in_favour": 58, "points": 58}],
            {"subject": "choice", "is_ranked": True, "winners": 2, "takes_write_ins": False},
            "175 points are more than 58 valid ballots can give",
        ),
    ],
)
def test_votes_for_options_must_fit_the_valid_ballots(township, counts, words, sentence):
    vote = election(township)
    Vote.objects.filter(pk=vote.pk).update(**words)
    typed = dict(zip(keys_of(vote), counts, strict=True))

    with pytest.raises(ActRefused, match=sentence):
        sheet(vote, counts=typed)


@pytest.mark.usefixtures("english")
def test_a_teller_counts_once_and_two_tellers_are_two_people(township):
    vote = decision(township)
    sheet(vote, 1)

    with pytest.raises(ActRefused, match="sheet of teller 1 is in already"):
        sheet(vote, 1)
    with pytest.raises(ActRefused, match="钟计票 counted already"):
        sheet(vote, 2, name=NAMES[1])
    sheet(vote, 2)
    with pytest.raises(ActRefused, match="Both sheets are in and agree"):
        sheet(vote, 1)


@pytest.mark.usefixtures("english")
def test_a_sheet_belongs_to_a_ballot_on_paper_and_is_entered_by_the_office(township, operator):
    vote = decision(township)
    with pytest.raises(PermissionDenied):
        sheet(vote, by=operator)
    Vote.objects.update(method="hands")
    with pytest.raises(ActRefused, match="not taken on paper"):
        sheet(vote)


@pytest.mark.django_db(transaction=True)
def test_two_tellers_at_two_machines_lose_nothing(township):
    vote = decision(township)

    def type_in(teller):
        try:
            return sheet(Vote.objects.get(pk=vote.pk), teller).attempt
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as machines:
        attempts = list(machines.map(type_in, (1, 2)))

    assert attempts == [1, 1]
    assert attempts_of(vote)[0].agrees
    assert close_vote(vote, **doing(LATER)).outcome == "adopted"


@pytest.mark.usefixtures("english")
def test_the_journal_says_what_tellers_counted_and_what_came_of_it(township):
    vote = decision(township)
    sheet(vote, 1)
    sheet(vote, 2, counts={"": {"in_favour": 35, "against": 21, "abstained": 2}})
    announce_result(both(vote), **doing(LATER))

    said = [fact_words(entry.facts) for entry in Entry.objects.filter(subject_id=vote.pk).order_by("seq")]

    ballots = "60 given out, 59 returned, 1 void"
    result = f"{ballots}, in favour 36, against 20, abstained 2, adopted"
    assert said == [
        "Secret ballot on paper, more than half of all deputies",
        "60 of 71 present",
        f"teller 1, count 1, {ballots}",
        f"teller 2, count 1, the sheets differ in 2 places, {ballots}",
        f"teller 1, count 2, {ballots}",
        f"teller 2, count 2, the sheets agree, {ballots}",
        result,
        f"60 of 71 present, {result}",
    ]
