"""A lifecycle drawn from its own table: the state diagram (Mermaid) and the table of acts and roles.

The documents under docs/reference are made from these, so that they cannot say anything else than the code.
"""

from collections.abc import Callable, Sequence

from huiyin.core.lifecycle import Lifecycle, Transition


def state_diagram(lifecycle: Lifecycle) -> str:
    """The acts that lead from one state to another, as a Mermaid diagram."""
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f"    {state.value}: {state.label}" for state in _states(lifecycle)]
    for (before, after), acts in _arrows(lifecycle).items():
        lines.append(f"    {before} --> {after}: {', '.join(acts)}")
    return "\n".join(lines)


def _states(lifecycle: Lifecycle) -> list:
    return list(lifecycle.states)  # type: ignore[call-overload]


def _arrows(lifecycle: Lifecycle) -> dict[tuple[str, str], list[str]]:
    arrows: dict[tuple[str, str], list[str]] = {}
    for transition in lifecycle.transitions:
        for before in transition.from_:
            for after in transition.ends_from(before):
                if after != before:
                    arrows.setdefault((str(before), after), []).append(transition.act)
    return arrows


def table_of_states(lifecycle: Lifecycle) -> list[list[str]]:
    """Each state with the acts that are possible in it."""
    rows = [["state", "identifier", "acts"]]
    for state in _states(lifecycle):
        acts = [f"`{t.act}`" for t in lifecycle.transitions if state in t.from_]
        rows.append([str(state.label), f"`{state.value}`", ", ".join(acts)])
    return rows


def table_of_acts(
    lifecycle: Lifecycle, roles: Sequence[str], may: Callable[[str, Transition], bool]
) -> list[list[str]]:
    """Each act with where it leads and which roles may do it; `may` asks the act's own predicate."""
    rows = [["act", "identifier", "leads to", *roles]]
    for transition in lifecycle.transitions:
        ends = [f"`{end}`" for end in (transition.to, *transition.or_to) if end is not None]
        marks = ["●" if may(role, transition) else "" for role in roles]
        rows.append([str(transition.label), f"`{transition.act}`", ", ".join(ends) or "—", *marks])
    return rows


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table; the first one is its head."""
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
