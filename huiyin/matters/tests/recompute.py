"""What a matter's kept columns must say, worked out again from the rows below it and its journal alone.

Nothing of the program's own arithmetic is called: `recompute(matter) == kept(matter)` proves that the columns
kept for lists follow from the records.
"""

from huiyin.journal.queries import history_of
from huiyin.matters.lifecycle import CLOSED, MATTER_LIFECYCLE

SETTLED = ("kept", "broken", "dropped")
CLOCKS = {
    "registered": {"hand_over"},
    "in_hand": {"reply", "reply_extended", "reply_again"},
    "answered": {"verify"},
    "in_check": {"verify", "hand_over"},
}
KEPT = (
    "state", "round", "due_on", "due_rule", "window_closes_on", "lead_unit_id", "claim", "verified",
    "handed_over_on", "replied_on",
)  # fmt: skip


def kept(matter):
    """The columns as they stand in the matter's row."""
    return {name: getattr(matter, name) for name in KEPT} | {"closed": matter.closed_at is not None}


def recompute(matter):
    """The same columns from the rows below and the journal."""
    rounds = list(matter.rounds.order_by("number"))
    last = rounds[-1] if rounds else None
    state = state_of(matter)
    due_on, due_rule = due_of(matter, last, state)
    return {
        "state": state,
        "round": len(rounds),
        "due_on": due_on,
        "due_rule": due_rule,
        "window_closes_on": window_of(last),
        "lead_unit_id": lead_of(last),
        "claim": last_of(last, "replies", "claim"),
        "verified": last_of(last, "verifications", "result"),
        "handed_over_on": rounds[0].handed_over_on if rounds else None,
        "replied_on": replied_on(last),
        "closed": state in CLOSED,
    }


def last_of(round_, children, column):
    row = round_ and getattr(round_, children).order_by("-id").first()
    return getattr(row, column) if row else ""


def owing(round_):
    """The orders that owe a reply, oldest first."""
    return list(round_.assignments.filter(ended_at=None).exclude(role="assisting").order_by("id"))


def lead_of(round_):
    if round_ is None:
        return None
    orders = owing(round_)
    return next((order.unit_id for order in orders if order.role == "lead"), orders[0].unit_id)


def replied_on(round_):
    """The day of the last reply, once nobody owes one."""
    if round_ is None or not all(order.replies.exists() for order in owing(round_)):
        return None
    return max(reply.replied_on for reply in round_.replies.all())


def window_of(round_):
    """The end of the window by its clock, or the day of the reply where no period is laid down."""
    if round_ is None or replied_on(round_) is None or round_.window_closes_on is None:
        return None
    clock = round_.clocks.filter(rule="evaluate").order_by("-id").first()
    return clock.due_on if clock else replied_on(round_)


def due_of(matter, round_, state):
    if state == "tracking":
        days = [p.due_on for p in matter.promises.all() if p.state not in SETTLED]
        return (min(days), "promise_followup") if days else (None, "")
    running = [c for c in matter.clocks.all() if c.stopped_at is None and c.rule in CLOCKS.get(state, ())]
    if running:
        first = min(running, key=lambda clock: (clock.due_on, clock.pk))
        return first.due_on, first.rule
    looked = last_of(round_, "verifications", "result") if state == "in_check" else "solved"
    broken = [p for p in matter.promises.all() if p.state == "broken" and p.reply.round_id == round_.pk]
    waits_for_look = looked == "cannot_tell" or not (looked or broken)
    return None, "verify" if waits_for_look else ""


def state_of(matter):
    """The state at the end of the journal, walked entry by entry along the table."""
    walk = Walk(matter)
    for entry in history_of(matter):
        if entry.act == "draft":
            walk.state = "draft"
        elif entry.act in MATTER_LIFECYCLE.index:
            transition = MATTER_LIFECYCLE.index[entry.act]
            after = getattr(walk, f"after_{entry.act}", lambda _facts, to=transition.to: to)(entry.facts)
            walk.state = after or walk.state
    return walk.state


class Walk:
    """Where the table leaves a choice, what the rows and the entries so far decide."""

    def __init__(self, matter):
        self.matter, self.state, self.open_promises, self.replies = matter, "submitted", 0, {}
        self.solved, self.decided, self.given = set(), set(), {}

    def round(self, facts):
        return self.matter.rounds.get(number=facts["round"])

    def after_reply(self, facts):
        self.open_promises += facts["promises"]
        number = facts["round"]
        self.replies[number] = self.replies.get(number, 0) + 1
        round_ = self.round(facts)
        if round_.replied_on is None or self.replies[number] < round_.replies.count():
            return "in_hand"
        return "answered" if round_.window_closes_on else "in_check"

    def after_verify(self, facts):
        number = facts["round"]
        (self.solved.add if facts["result"] == "solved" else self.solved.discard)(number)
        settled = facts["result"] == "solved" and (not self.unhappy(facts) or number in self.decided)
        return "solved" if settled else "in_check"

    def after_evaluate(self, facts):
        number = facts["round"]
        self.given[number] = self.given.get(number, 0) + 1
        if self.state in ("solved", "explained") and self.unhappy(facts) and number not in self.decided:
            return "in_check"
        return None

    def unhappy(self, facts):
        """Whether one of those who had spoken so far was dissatisfied within the window."""
        spoken = self.round(facts).evaluations.order_by("id")[: self.given.get(facts["round"], 0)]
        return [e for e in spoken if e.result == "dissatisfied" and e.given_on <= e.round.window_closes_on]

    def after_decide(self, facts):
        self.decided.add(facts["round"])
        return "solved" if facts["round"] in self.solved else None

    def after_settle_promise(self, facts):
        if facts["state"] in SETTLED:
            self.open_promises -= 1
        left = facts["state"] == "broken" or self.open_promises == 0
        return "in_check" if self.state == "tracking" and left else None
