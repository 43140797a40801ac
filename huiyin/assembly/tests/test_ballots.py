"""What a ballot may say, when it is void, and how ballots are added up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.assembly.ballots import SAID, BallotPaper, Malformed, normal_name, unsealed
from huiyin.assembly.counting import Tally

DECISION = BallotPaper("decision", {})
ELECTION = BallotPaper("marks", {"a": "张三", "b": "李四"}, winners=1, takes_write_ins=True)
CHOICE = BallotPaper("approval", {"a": "路灯", "b": "水渠", "c": "校车"}, winners=2)
RANKING = BallotPaper("ranked", {"a": "路灯", "b": "水渠", "c": "校车"}, winners=2)

MARKS = st.dictionaries(st.sampled_from("ab"), st.sampled_from(SAID))
NAMES = st.lists(st.text(max_size=40), max_size=4)


@pytest.mark.parametrize(
    ("paper", "typed"),
    [
        (DECISION, {}),
        (DECISION, {"said": "yes"}),
        (DECISION, ["in_favour"]),
        (ELECTION, {"marks": {"x": "against"}}),
        (ELECTION, {"marks": {"a": "perhaps"}}),
        (ELECTION, {"marks": "a"}),
        (ELECTION, {"write_ins": "王五"}),
        (ELECTION, {"write_ins": ["王" * 41]}),
        (BallotPaper("marks", {"a": "张三"}), {"write_ins": ["王五"]}),
        (CHOICE, {"chosen": ["x"]}),
        (CHOICE, {"chosen": ["a", "a"]}),
        (CHOICE, {"chosen": "a"}),
        (RANKING, {"order": ["a", "b", "a"]}),
    ],
)
def test_what_is_no_ballot_is_refused(paper, typed):
    with pytest.raises(Malformed):
        paper.read(typed)


def test_a_written_in_name_that_is_a_candidates_counts_for_the_candidate():
    read = ELECTION.read({"marks": {"a": "against"}, "write_ins": [" 李 四 ", "李四"]})

    assert read == {"marks": {"a": "against", "b": "in_favour"}, "write_ins": []}
    assert not ELECTION.is_void(read)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  王　五 ", "王五"),
        ("Ａｎｎ  Lee", "Ann Lee"),
        ("买买提·艾力", "买买提·艾力"),
        ("王\x01五", "王五"),
        ("", ""),
    ],
)
def test_names_are_compared_without_blanks(typed, name):
    assert normal_name(typed) == name


@pytest.mark.parametrize(
    ("paper", "typed", "void"),
    [
        (DECISION, {"said": "against"}, False),
        (ELECTION, {"marks": {"a": "in_favour", "b": "against"}}, False),
        (ELECTION, {"marks": {"a": "in_favour", "b": "in_favour"}}, True),
        (ELECTION, {"marks": {"a": "in_favour"}, "write_ins": ["王五"]}, True),
        (ELECTION, {"marks": {"a": "against"}, "write_ins": ["王五"]}, False),
        (ELECTION, {"write_ins": ["王五", "赵六", "钱七"]}, True),
        (CHOICE, {"chosen": ["a", "b"]}, False),
        (CHOICE, {"chosen": []}, False),
        (CHOICE, {"chosen": ["a", "b", "c"]}, True),
        (RANKING, {"order": ["c", "a"]}, False),
        (RANKING, {"order": ["c", "a", "b"]}, True),
    ],
)
def test_more_marks_than_places_make_a_ballot_void_and_not_refused(paper, typed, void):
    assert paper.is_void(paper.read(typed)) == void


def test_a_decision_is_added_up():
    ballots = [{"said": "in_favour"}] * 3 + [{"said": "abstained"}]

    count = DECISION.count(ballots, issued=5)

    assert (count.returned, count.void, count.valid) == (4, 0, 4)
    assert count.decision == Tally("", 3, 0, 1)


def test_an_election_is_added_up_with_void_ballots_and_names_written_in():
    ballots = [
        ELECTION.read(typed)
        for typed in (
            {"marks": {"a": "in_favour", "b": "against"}},
            {"marks": {"b": "in_favour"}},
            {"marks": {"a": "against", "b": "against"}, "write_ins": ["王五"]},
            {"marks": {"a": "in_favour", "b": "in_favour"}},
        )
    ]

    count = ELECTION.count(ballots, issued=4)

    assert (count.returned, count.void) == (4, 1)
    assert count.options == {"a": Tally("a", 1, 1, 1), "b": Tally("b", 1, 2, 0)}
    assert count.write_ins == {"王五": 1}


def test_a_choice_and_a_ranking_are_added_up():
    chosen = CHOICE.count([{"chosen": ["a", "b"]}, {"chosen": ["b"]}, {"chosen": ["a", "b", "c"]}], issued=3)
    ranked = RANKING.count([{"order": ["a", "b"]}, {"order": ["b"]}], issued=2)

    assert [chosen.options[key].in_favour for key in "abc"] == [1, 2, 0]
    assert [(ranked.options[k].in_favour, ranked.options[k].points) for k in "abc"] == [
        (1, 2),
        (2, 3),
        (0, 0),
    ]


@given(MARKS, NAMES)
def test_every_ballot_of_an_election_is_as_long_as_every_other(marks, names):
    ballot = ELECTION.read({"marks": marks, "write_ins": names})

    sealed = ELECTION.sealed_text(ballot)

    assert len(sealed.encode()) == ELECTION.room
    assert unsealed(sealed) == ballot


@given(st.lists(st.sampled_from("abc"), unique=True))
def test_every_choice_is_as_long_as_every_other(order):
    for paper, word in ((CHOICE, "chosen"), (RANKING, "order")):
        sealed = paper.sealed_text(paper.read({word: order}))

        assert len(sealed.encode()) == paper.room
