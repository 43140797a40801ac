"""The rows of the worklist, drawn at once: node by node, fifty of them took half of the page's time."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from huiyin.matters.queries.lines import Line
from huiyin.ui.templatetags.ui import chip, drawn_due_chip

register = template.Library()

NOTHING = "—"
ROW = """<tr>
<td class="num" data-label="{label_number}">{number}</td>
<td class="worklist-title"><span><a href="{url}">{title}</a> <span class="sub">{below}</span></span></td>
<td data-label="{label_unit}">{unit}</td>
<td data-label="{label_state}"><span>{state}{round}</span></td>
<td data-label="{label_step}">{step}</td>
<td data-label="{label_due}">{due}</td>
</tr>
"""


@register.simple_tag
def matter_rows(lines: Iterable[Line], today: date) -> SafeString:
    """The body of the worklist's table."""
    labels = {
        "label_number": _("No."),
        "label_unit": _("Lead unit"),
        "label_state": _("State"),
        "label_step": _("Next step"),
        "label_due": _("Due"),
    }
    return mark_safe("".join(_row(line, today, labels) for line in lines))


def _row(line: Line, today: date, labels: dict[str, str]) -> SafeString:
    matter = line.matter
    return format_html(
        ROW,
        **labels,
        number=matter.short_number or NOTHING,
        url=line.url,
        title=matter.title,
        below=_below(line),
        unit=line.unit or NOTHING,
        state=chip(line.state.label, line.tone),
        round=_round(matter.round),
        step=line.step.label if line.step.act else NOTHING,
        due=drawn_due_chip(matter.due_on, today) if matter.due_on else NOTHING,
    )


def _below(line: Line) -> str:
    """Under the title: who raised it, the field, the village, and whether the office typed it in."""
    typed = _("typed in") if line.matter.typed_for else ""
    return " · ".join(part for part in (line.signers, line.field, line.village, typed) if part)


def _round(number: int) -> str:
    if number <= 1:
        return ""
    return format_html(' <span class="sub">{}</span>', _("Round %(number)s") % {"number": number})
