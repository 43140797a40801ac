"""What the pages of motions ask: the lists of a session, the text as it was amended, what became of it."""

from huiyin.assembly.models.motions import Amendment, Motion


def amended_plan(motion: Motion) -> str:
    """The plan with the accepted amendments, in the order in which they were accepted; one that replaces no
    words is added at the end.
    """
    plan = motion.plan
    accepted = motion.amendments.filter(answer=Amendment.Answer.ACCEPTED).order_by("answered_at", "id")
    for one in accepted:
        plan = plan.replace(one.before, one.text, 1) if one.before else f"{plan}\n{one.text}".strip()
    return plan


def text_to_vote(motion: Motion) -> str:
    """What the congress votes on: the amended plan; of a recall its grounds."""
    return motion.grounds if motion.kind == Motion.Kind.RECALL else amended_plan(motion)
