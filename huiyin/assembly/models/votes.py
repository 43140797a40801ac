"""Votes by four methods, the rule that each obeys, and what was counted.

A secret ballot names nobody: a slip is drawn from a box and noted for no one; a ballot has a random key, no
time and no actor, lies sealed until the box is opened, and is mixed then.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.sessions import OpenQuerySet
from huiyin.core.crypto import SealedTextField
from huiyin.core.tenancy import TenantForeignKey, TenantModel


class VoteQuerySet(OpenQuerySet):
    of_presidium = "meeting__kind"


class Vote(TenantModel):
    """One question put to a meeting. The numbers of members and of those present are frozen when it opens."""

    class Subject(models.TextChoices):
        DECISION = "decision", _("Decision")
        ELECTION = "election", _("Election")
        PRELIMINARY = "preliminary", _("Preliminary vote")
        CHOICE = "choice", _("Choice among several")

    class Method(models.TextChoices):
        HANDS = "hands", _("Show of hands")
        PAPER = "paper", _("Secret ballot on paper")
        SLIPS = "slips", _("Secret electronic ballot by slips")
        ROLL_CALL = "roll_call", _("Roll-call")

    class Rule(models.TextChoices):
        MAJORITY_OF_ALL = "majority_of_all", _("more than half of all deputies")
        TWO_THIRDS_OF_ALL = "two_thirds_of_all", _("at least two thirds of all deputies")
        MAJORITY_OF_MEMBERS = "majority_of_members", _("more than half of all members")
        MOST_OVER_HALF = "most_over_half", _("the most votes, and more than half of all")
        MOST_VOTES = "most_votes", _("the most votes")

    class Outcome(models.TextChoices):
        NONE = "", _("no result yet")
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")
        CHOSEN = "chosen", _("all places filled")
        PARTLY = "partly", _("some places left")
        TIE = "tie", _("tie")
        VOID = "void", _("void")

    meeting = TenantForeignKey("assembly.Meeting", models.PROTECT, related_name="votes")
    item = TenantForeignKey("assembly.AgendaItem", models.PROTECT, null=True, related_name="votes")
    election = TenantForeignKey("assembly.Election", models.PROTECT, null=True, related_name="votes")
    repeats = TenantForeignKey("self", models.PROTECT, null=True, related_name="repeated_by")
    subject = models.CharField(max_length=12, choices=Subject, default=Subject.DECISION)
    method = models.CharField(max_length=10, choices=Method, default=Method.HANDS)
    rule = models.CharField(max_length=20, choices=Rule, default=Rule.MAJORITY_OF_ALL)
    title = models.CharField(max_length=160)
    winners = models.PositiveSmallIntegerField(default=1)  # posts, or how many are to be chosen
    is_ranked = models.BooleanField(default=False)  # in order of preference, instead of approved
    is_given = models.BooleanField(
        default=False
    )  # rule and ballot are an election's or a choice of projects'
    takes_write_ins = models.BooleanField(default=False)  # 另选他人
    state = models.CharField(max_length=10, choices=VoteState, default=VoteState.PREPARED)

    of_all = models.PositiveSmallIntegerField(null=True)  # who held a seat (or was a member) when it opened
    present = models.PositiveSmallIntegerField(null=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)  # votes, by the rule
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # of a cancellation

    issued = models.PositiveSmallIntegerField(null=True)  # ballots given out
    returned = models.PositiveSmallIntegerField(null=True)
    valid = models.PositiveSmallIntegerField(null=True)
    void = models.PositiveSmallIntegerField(null=True)
    in_favour = models.PositiveSmallIntegerField(null=True)  # of a decision
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    not_voting = models.PositiveSmallIntegerField(null=True)  # present, and in none of the three
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.NONE)

    objects = VoteQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"])
                | Q(
                    of_all__isnull=False, present__isnull=False, needed__isnull=False, opened_at__isnull=False
                ),
                name="vote_open_with_frozen_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(state="announced") | (~Q(outcome="") & Q(announced_at__isnull=False)),
                name="vote_announced_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=models.F("quorum")),
                name="vote_never_without_quorum",
            ),
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(outcome="void") | Q(returned__lte=models.F("issued")),
                name="vote_more_returned_is_void",
            ),
        ]
        indexes = [models.Index(fields=["township", "meeting"], name="vote_of_meeting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assembly:vote", args=[self.township.slug, self.pk])

    @property
    def rule_said(self) -> str:
        """The rule as its page says it; things that are chosen are not elected."""
        if self.rule == self.Rule.MOST_VOTES and self.subject == self.Subject.CHOICE:
            return pgettext("what is chosen", "the most votes")
        return str(self.get_rule_display())

    @property
    def outcome_said(self) -> str:
        """What came of it; of a choice with how many were chosen."""
        if self.outcome == self.Outcome.CHOSEN and self.subject == self.Subject.CHOICE:
            said = ngettext("all %(count)s place filled", "all %(count)s places filled", self.winners)
            return said % {"count": self.winners}
        return str(self.get_outcome_display())

    @property
    def chosen(self) -> list["Option"]:
        """Those of its options that were chosen, in the order of the ballot."""
        found = [one for one in self.options.all() if one.is_chosen]
        return sorted(found, key=lambda one: one.position)

    @property
    def is_secret(self) -> bool:
        return self.method in (self.Method.PAPER, self.Method.SLIPS)


class Option(TenantModel):
    """What can be chosen on a ballot: a candidate, a project; also a name that somebody wrote in."""

    vote = TenantForeignKey(Vote, models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)
    candidate = TenantForeignKey("assembly.Candidate", models.PROTECT, null=True, related_name="options")
    is_write_in = models.BooleanField(default=False)
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    points = models.PositiveIntegerField(null=True)  # of a ranked choice
    is_chosen = models.BooleanField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "vote", "position"], name="option_position_once")
        ]

    def __str__(self) -> str:
        return self.label


class Voice(TenantModel):
    """How a deputy voted by roll-call: the one method that names people."""

    class Said(models.TextChoices):
        IN_FAVOUR = "in_favour", _("in favour")
        AGAINST = "against", _("against")
        ABSTAINED = "abstained", _("abstained")

    vote = TenantForeignKey(Vote, models.PROTECT, related_name="voices")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")
    said = models.CharField(max_length=10, choices=Said)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "vote", "deputy"], name="voice_once")]

    def __str__(self) -> str:
        return self.said


class TellerSheet(TenantModel):
    """What one of two tellers counted. Two sheets of a round that differ are kept, and counted again."""

    vote = TenantForeignKey(Vote, models.PROTECT, related_name="sheets")
    teller = models.PositiveSmallIntegerField()  # 1 or 2
    attempt = models.PositiveSmallIntegerField(default=1)  # the first count, a recount ...
    teller_name = models.CharField(max_length=40)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField()
    issued = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    void = models.PositiveSmallIntegerField()
    counts = (
        models.JSONField()
    )  # option id -> {in_favour, against, abstained}; "" for a decision; names written in

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "vote", "attempt", "teller"], name="teller_sheet_once"
            ),
            models.CheckConstraint(condition=Q(teller__in=[1, 2]), name="teller_one_or_two"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}.{self.teller}"


class Slip(TenantModel):
    """A one-time slip out of the box. Nobody is noted for it, and no time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = TenantForeignKey(Vote, models.PROTECT, related_name="slips")
    code_hash = models.CharField(max_length=64)
    is_used = models.BooleanField(default=False)
    is_void = models.BooleanField(default=False)  # printed anew, or left in the box
    receipt_hash = models.CharField(
        max_length=64, blank=True
    )  # of the sending that used it: the same one again

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "code_hash"], name="slip_code_once")]
        indexes = [models.Index(fields=["township", "vote", "is_used"], name="slip_of_vote")]

    def __str__(self) -> str:
        return str(self.pk)


class Ballot(TenantModel):
    """A ballot in the box: sealed (encrypted) while the vote is open; mixed when the box is opened."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = TenantForeignKey(Vote, models.PROTECT, related_name="ballots")
    content = SealedTextField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "vote"], name="ballot_of_vote")]

    def __str__(self) -> str:
        return str(self.pk)
