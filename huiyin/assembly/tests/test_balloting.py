"""A ballot by slip: cast once, received again, refused in plain words, sealed; mixed when it is counted."""

from itertools import combinations, islice

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied
from django.db import connection

from huiyin.assembly.actions.balloting import NoSuchSlip
from huiyin.assembly.actions.slips import PrintedSlips, print_slips
from huiyin.assembly.actions.voting import cancel_vote, close_vote
from huiyin.assembly.models.votes import Ballot, Slip, Vote
from huiyin.assembly.queries.votes import box_of
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import cast, keys_of, of_choices, opened, plenary, prepared, with_slips
from huiyin.core import crypto
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.matters.codes import ALPHABET, LENGTH

pytestmark = pytest.mark.usefixtures("english")
FOR, AGAINST = {"said": "in_favour"}, {"said": "against"}


@pytest.fixture
def decision(township):
    return prepared(plenary(township, seats=6), method="slips")


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM assembly_ballot")
        return [row[0] for row in cursor.fetchall()]


def test_slips_are_printed_once_and_only_their_digests_kept(decision, clerk):
    words = doing(LATER, clerk)

    made = print_slips(decision, 8, **words)
    again = print_slips(decision, 8, **words)

    assert isinstance(made, PrintedSlips)
    assert again == decision
    assert len(set(made.codes)) == Slip.objects.count() == 8
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in made.codes)
    assert not set(made.codes) & set(Slip.objects.values_list("code_hash", flat=True))
    assert Entry.objects.get(act="print_slips").facts == {"printed": 8}


def test_slips_printed_anew_make_the_earlier_ones_void(decision):
    first = print_slips(decision, 6, **doing(LATER)).codes
    vote, codes = with_slips(decision, 6)

    with pytest.raises(ActRefused, match="no longer good: new ones were printed"):
        cast(vote, first[0], FOR)
    cast(vote, codes[0], FOR)

    assert (box_of(vote).printed, box_of(vote).used, box_of(vote).ballots) == (6, 1, 1)


@pytest.mark.parametrize(("count", "sentence"), [(0, "Between 1 and"), (3001, "Between 1 and 3000")])
def test_no_slips_or_too_many_are_refused(decision, count, sentence):
    with pytest.raises(ActRefused, match=sentence):
        print_slips(decision, count, **doing(LATER))


def test_slips_belong_to_a_vote_by_slips_and_are_printed_by_the_clerk(township, decision, chair):
    with pytest.raises(PermissionDenied):
        print_slips(decision, 6, **doing(LATER, chair))
    with pytest.raises(ActRefused, match="not taken by slips"):
        print_slips(prepared(decision.meeting), 6, **doing(LATER))


def test_a_vote_by_slips_opens_when_everybody_present_can_draw_one(decision):
    print_slips(decision, 5, **doing(LATER))

    with pytest.raises(ActRefused, match="5 slips are printed, but 6 are present"):
        opened(decision)


def test_a_ballot_is_received_and_received_again_and_put_in_once(decision):
    vote, codes = with_slips(decision, 6)

    for _retry in range(3):
        cast(vote, codes[0], FOR, nonce="once")

    assert (Ballot.objects.count(), Slip.objects.filter(is_used=True).count()) == (1, 1)
    with pytest.raises(ActRefused, match="used already"):
        cast(vote, codes[0], AGAINST, nonce="twice")
    assert Ballot.objects.count() == 1


def test_a_retry_is_received_though_the_vote_was_closed_meanwhile(decision):
    vote, codes = with_slips(decision, 6)
    cast(vote, codes[0], FOR, nonce="once")
    close_vote(vote, **doing(LATER))

    cast(vote, codes[0], FOR, nonce="once")

    assert Ballot.objects.count() == 1


def test_casting_leaves_no_entry_in_the_journal(decision):
    vote, codes = with_slips(decision, 6)
    before = Entry.objects.count()

    cast(vote, codes[0], FOR)

    assert Entry.objects.count() == before


def test_a_ballot_lies_sealed_and_tells_neither_its_time_nor_its_length(decision):
    vote, codes = with_slips(decision, 6)
    for code, said in zip(codes, ("in_favour", "against", "abstained"), strict=False):
        cast(vote, code, {"said": said})

    kept = stored()
    fernet = Fernet(crypto._installation_secret())

    assert len({len(text) for text in kept}) == 1
    assert not any(word in text for word in ("favour", "against", "abstained") for text in kept)
    assert {fernet.extract_timestamp(text) for text in kept} == {0}


def test_an_unknown_code_opens_nothing_here_or_in_another_town(decision, other_township):
    vote, codes = with_slips(decision, 6)

    with pytest.raises(NoSuchSlip):
        cast(vote, "ABCDEFGHJ", FOR)
    vote.township = other_township
    with pytest.raises(NoSuchSlip):
        cast(vote, codes[0], FOR)


def test_before_it_opens_after_it_closed_and_when_cancelled_nothing_is_taken(decision, township):
    codes = print_slips(decision, 6, **doing(LATER)).codes
    with pytest.raises(ActRefused, match="not open yet"):
        cast(decision, codes[0], FOR)
    vote = close_vote(opened(decision), **doing(LATER))
    with pytest.raises(ActRefused, match="The vote is closed"):
        cast(vote, codes[0], FOR)
    cancel_vote(vote, reason="重新表决", **doing(LATER))
    with pytest.raises(ActRefused, match="was cancelled"):
        cast(vote, codes[0], FOR)

    assert not Ballot.objects.exists()


def test_what_is_no_ballot_is_refused_and_the_slip_stays_good(decision):
    vote, codes = with_slips(decision, 6)

    with pytest.raises(ActRefused, match="not a ballot of this vote"):
        cast(vote, codes[0], {"chosen": ["x"]})

    assert not Slip.objects.filter(is_used=True).exists()


def test_closing_counts_the_box_and_ends_the_slips_that_stayed_in_it(decision, clerk):
    vote, codes = with_slips(decision, 8)
    for code in codes[:4]:
        cast(vote, code, FOR)
    cast(vote, codes[4], AGAINST)

    vote = close_vote(vote, **doing(LATER, clerk))

    assert (vote.issued, vote.returned, vote.valid, vote.void) == (6, 5, 5, 0)
    assert (vote.in_favour, vote.against, vote.abstained, vote.not_voting) == (4, 1, 0, 1)
    assert vote.outcome == "adopted"
    assert Slip.objects.filter(is_void=True).count() == 3


def test_more_ballots_than_slips_handed_out_make_the_vote_void(decision):
    vote, codes = with_slips(decision, 8)
    for code in codes[:6]:
        cast(vote, code, FOR)

    with pytest.raises(ActRefused, match="Between 0 and 8 slips"):
        close_vote(vote, issued=9, **doing(LATER))
    assert close_vote(vote, issued=5, **doing(LATER)).outcome == "void"


def test_when_the_box_is_opened_ballots_get_new_keys_and_another_order(township):
    vote, codes = with_slips(of_choices(plenary(township, seats=40)), 40)
    contents = list(islice(combinations(keys_of(vote), 10), 40))
    for code, content in zip(codes, contents, strict=True):
        cast(vote, code, {"chosen": content})
    before, sealed = set(Ballot.objects.values_list("pk", flat=True)), set(stored())

    vote = close_vote(vote, **doing(LATER))

    assert not before & set(Ballot.objects.values_list("pk", flat=True))
    assert not sealed & set(stored())
    assert Ballot.objects.count() == vote.returned == 40


def test_a_void_ballot_counts_as_returned_and_for_nobody(township):
    vote, codes = with_slips(of_choices(plenary(township, seats=3), labels=("甲", "乙"), winners=1), 3)
    keys = keys_of(vote)
    cast(vote, codes[0], {"chosen": keys})
    cast(vote, codes[1], {"chosen": [keys[0]]})

    vote = close_vote(vote, **doing(LATER))

    assert (vote.returned, vote.void, vote.valid) == (2, 1, 1)
    assert list(vote.options.order_by("position").values_list("in_favour", flat=True)) == [1, 0]


def test_a_cancelled_vote_keeps_its_ballots_sealed_and_mixed(decision):
    vote, codes = with_slips(decision, 6)
    cast(vote, codes[0], FOR)
    kept = Ballot.objects.get().pk

    cancel_vote(vote, reason="网络故障", **doing(LATER))

    assert Ballot.objects.get().pk != kept
    assert Vote.objects.get().in_favour is None
