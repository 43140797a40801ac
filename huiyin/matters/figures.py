"""The indicators of the loop: each returns the rows it counts, so that its number opens to exactly them.

A year's matters are those handed over in it. Satisfied and solved are different truths and always stand
side by side.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from huiyin.figures.registry import Counted, Indicator
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.handling import Clock, Contact, Round
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.townships.models import Township

REPLY_RULES = ("reply", "reply_extended")
GOOD = (Evaluation.Rating.SATISFIED, Evaluation.Rating.FAIRLY)


def handed_over(township: Township, year: int, as_of: date) -> QuerySet[Matter]:
    """The matters handed over in the year, up to the cut-off day."""
    last = min(as_of, date(year, 12, 31))
    return Matter.objects.of(township).filter(handed_over_on__range=(date(year, 1, 1), last))


def _rounds(**filters: object) -> QuerySet[Round]:
    return Round.objects.filter(township=OuterRef("township"), matter=OuterRef("pk"), **filters)


def replied(township: Township, year: int, as_of: date) -> QuerySet[Matter]:
    """Those whose units had replied in some round by the cut-off day."""
    return handed_over(township, year, as_of).filter(Exists(_rounds(replied_on__lte=as_of)))


def reply_rate(township: Township, year: int, as_of: date) -> Counted:
    """办复率: replied by the cut-off / handed over."""
    answered = replied(township, year, as_of)
    on_time = answered.filter(_on_time(as_of))
    return Counted(answered, handed_over(township, year, as_of), {"on_time": on_time.count()})


def _first_clock(as_of: date) -> QuerySet[Clock]:
    """The first round's reply clock as it stood at the cut-off (a lifted one gave way to a longer)."""
    night = make_aware(datetime.combine(as_of + timedelta(days=1), time()))
    of_round = Clock.objects.filter(rule__in=REPLY_RULES, round__number=1)
    lifted_later = of_round.filter(
        township=OuterRef("township"), round=OuterRef("round"), met__isnull=True, stopped_at__gte=night
    ).exclude(pk=OuterRef("pk"))
    stood = Q(stopped_at__isnull=True) | Q(met__isnull=False) | Q(stopped_at__gte=night)
    return of_round.filter(stood, ~Exists(lifted_later), township=OuterRef("township"), matter=OuterRef("pk"))


def _on_time(as_of: date) -> Exists:
    return Exists(_first_clock(as_of).filter(met=True, round__replied_on__lte=as_of))


def on_time_rate(township: Township, year: int, as_of: date) -> Counted:
    """按期率: replied on or before the (extended) due date / due by the cut-off; the first round counts."""
    due = handed_over(township, year, as_of).filter(Exists(_first_clock(as_of).filter(due_on__lte=as_of)))
    return Counted(due.filter(_on_time(as_of)), due)


def contact_rate(township: Township, year: int, as_of: date) -> Counted:
    """面商率: replied with at least one contact in person before the reply / replied."""
    answered = replied(township, year, as_of)
    before = Contact.objects.filter(
        township=OuterRef("township"),
        matter=OuterRef("pk"),
        way=Contact.Way.PERSON,
        on__lte=F("round__replied_on"),
        round__replied_on__lte=as_of,
    )
    return Counted(answered.filter(Exists(before)), answered)


def evaluations(township: Township, year: int, as_of: date) -> QuerySet[Evaluation]:
    """The evaluations that count: given in their window, the window over before the cut-off day."""
    given = Evaluation.objects.of(township).in_window()
    return given.filter(matter__in=handed_over(township, year, as_of), round__window_closes_on__lt=as_of)


def _final(given: QuerySet[Evaluation], as_of: date) -> QuerySet[Evaluation]:
    """Of each matter only the last round whose window is over."""
    later = Round.objects.filter(
        township=OuterRef("township"),
        matter=OuterRef("matter"),
        number__gt=OuterRef("round__number"),
        window_closes_on__lt=as_of,
    )
    return given.filter(~Exists(later))


def satisfied(township: Township, year: int, as_of: date) -> Counted:
    """满意率 (final evaluation): satisfied / evaluations in the window; silence counts nowhere."""
    given = _final(evaluations(township, year, as_of), as_of)
    parts = {
        "fairly": given.filter(result=Evaluation.Rating.FAIRLY).count(),
        "dissatisfied": given.filter(result=Evaluation.Rating.DISSATISFIED).count(),
        "silent": _silent(township, year, as_of),
    }
    return Counted(given.filter(result=Evaluation.Rating.SATISFIED), given, parts)


def _silent(township: Township, year: int, as_of: date) -> int:
    """Signers of whom no evaluation came in the last round whose window is over (未评)."""
    last = _rounds(window_closes_on__lt=as_of).order_by("-number").values("pk")[:1]
    matters = handed_over(township, year, as_of).annotate(last_round=last).filter(last_round__isnull=False)
    asked = Petitioner.objects.of(township).filter(deputy__isnull=False, matter__in=matters.values("pk"))
    spoke = Evaluation.objects.in_window().filter(
        township=OuterRef("township"),
        petitioner=OuterRef("pk"),
        round__window_closes_on__lt=as_of,
    )
    later = Round.objects.filter(
        township=OuterRef("township"),
        matter=OuterRef("matter"),
        number__gt=OuterRef("round__number"),
        window_closes_on__lt=as_of,
    )
    return asked.filter(~Exists(spoke.filter(~Exists(later)))).count()


def satisfied_or_fairly(township: Township, year: int, as_of: date) -> Counted:
    """综合满意率 (final evaluation): satisfied and fairly satisfied / evaluations in the window."""
    given = _final(evaluations(township, year, as_of), as_of)
    return Counted(given.filter(result__in=GOOD), given)


def satisfied_first(township: Township, year: int, as_of: date) -> Counted:
    """首次满意率: satisfied / evaluations in the window of the first round."""
    given = evaluations(township, year, as_of).filter(round__number=1)
    return Counted(given.filter(result=Evaluation.Rating.SATISFIED), given)


def _verified_solved(as_of: date) -> Exists:
    """Whether, as things stood, the last word was a verification "solved" and no further round had opened."""
    opened_since = Round.objects.filter(
        township=OuterRef("township"),
        matter=OuterRef("matter"),
        number__gt=OuterRef("round__number"),
        handed_over_on__lte=as_of,
    )
    solved = Verification.objects.filter(
        township=OuterRef("township"),
        matter=OuterRef("pk"),
        result=Verification.Result.SOLVED,
        on__lte=as_of,
    )
    doubted_since = Verification.objects.filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")),
        township=OuterRef("township"),
        round=OuterRef("round"),
        on__lte=as_of,
    ).exclude(result=Verification.Result.SOLVED)
    return Exists(solved.filter(~Exists(opened_since), ~Exists(doubted_since)))


def solved_rate(township: Township, year: int, as_of: date) -> Counted:
    """解决率: verified solved / handed over, all of them and not only the answered."""
    base = handed_over(township, year, as_of)
    return Counted(base.filter(_verified_solved(as_of)), base)


def again_rate(township: Township, year: int, as_of: date) -> Counted:
    """再办率: matters with more than one round / handed over."""
    base = handed_over(township, year, as_of)
    return Counted(base.filter(Exists(_rounds(number__gt=1, handed_over_on__lte=as_of))), base)


def promises_kept(township: Township, year: int, as_of: date) -> Counted:
    """承诺兑现率: promises kept by the day first promised / promises that fell due in the year by the
    cut-off.
    """
    last = min(as_of, date(year, 12, 31))
    due = Promise.objects.of(township).filter(first_due_on__range=(date(year, 1, 1), last))
    parts = {
        "broken": due.filter(state=Promise.State.BROKEN, settled_on__lte=as_of).count(),
        "extended": due.filter(due_on__gt=F("first_due_on")).count(),
        "unchecked": due.open().filter(due_on__lte=as_of).count(),
    }
    in_time = Q(settled_on__lte=F("first_due_on")) & Q(settled_on__lte=as_of)
    return Counted(due.filter(in_time, state=Promise.State.KEPT), due, parts)


def satisfied_not_solved(township: Township, year: int, as_of: date) -> Counted:
    """满意未解决: every deputy who spoke was satisfied or fairly so, and nobody verified it solved. A
    list, no quota.
    """
    return Counted(handed_over(township, year, as_of).filter(*_satisfied_not_solved(as_of)))


def still_not_solved(township: Township, year: int, as_of: date) -> Counted:
    """满意未解决, whatever their year: what is still open though all who spoke were satisfied."""
    return Counted(Matter.objects.of(township).open().filter(*_satisfied_not_solved(as_of)))


def _satisfied_not_solved(as_of: date) -> tuple[Any, ...]:
    final = _final(Evaluation.objects.in_window().filter(round__window_closes_on__lt=as_of), as_of)
    of_matter = final.filter(township=OuterRef("township"), matter=OuterRef("pk"))
    return (
        Exists(of_matter.filter(result__in=GOOD)),
        ~Exists(of_matter.filter(result=Evaluation.Rating.DISSATISFIED)),
        ~_verified_solved(as_of),
    )


INDICATORS = (
    Indicator(
        "reply_rate",
        _("Reply rate"),
        _("replied by the cut-off / handed over"),
        reply_rate,
        {"on_time": _("on time")},
    ),
    Indicator(
        "on_time_rate", _("On-time rate"), _("replied by the due date / due by the cut-off"), on_time_rate
    ),
    Indicator(
        "contact_rate", _("Contact rate"), _("replied after a contact in person / replied"), contact_rate
    ),
    Indicator(
        "satisfied",
        _("Satisfied (evaluation)"),
        _("satisfied / evaluations in the window"),
        satisfied,
        {"fairly": _("fairly satisfied"), "dissatisfied": _("dissatisfied"), "silent": _("not evaluated")},
    ),
    Indicator(
        "satisfied_or_fairly",
        _("Satisfied or fairly satisfied"),
        _("satisfied and fairly satisfied / evaluations in the window"),
        satisfied_or_fairly,
    ),
    Indicator(
        "satisfied_first",
        _("Satisfied in the first round"),
        _("satisfied / evaluations in the first round's window"),
        satisfied_first,
    ),
    Indicator(
        "solved_rate", _("Solved rate (verification)"), _("verified solved / handed over"), solved_rate
    ),
    Indicator(
        "again_rate", _("Handled again"), _("more than one round / handed over"), again_rate, good=None
    ),
    Indicator(
        "promises_kept",
        _("Promises kept"),
        _("kept by their day / promises due"),
        promises_kept,
        {"broken": _("broken"), "extended": _("extended"), "unchecked": _("due, not checked")},
        scope=_("promises that fell due in %(year)s"),
    ),
    Indicator(
        "satisfied_not_solved",
        _("Satisfied but not solved"),
        _("all who spoke satisfied or fairly so, and not verified solved"),
        satisfied_not_solved,
        good=False,
    ),
    Indicator(
        "still_not_solved",
        _("Satisfied but not solved, still open"),
        _("all who spoke satisfied or fairly so, and not verified solved"),
        still_not_solved,
        good=False,
        scope=_("matters of all years that are still open"),
    ),
)
