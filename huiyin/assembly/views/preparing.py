"""The lines of a session's checklist."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from huiyin.assembly.actions.preparing import add_preparation, settle_preparation
from huiyin.assembly.forms.sessions import OwnLineForm, SettleForm
from huiyin.assembly.models.sessions import Preparation
from huiyin.assembly.pages import convocation_of
from huiyin.assembly.permissions import clerk, office
from huiyin.assembly.titles import session_name
from huiyin.core.clock import today
from huiyin.people.pages import doing, form_page, sent, town_of, user_of


@login_required
def settle(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Say when a line was done, or open it again."""
    township, user = town_of(request, town), user_of(request)
    rows = Preparation.objects.of(township).visible_to(user)
    line = get_object_or_404(rows.select_related("township", "convocation__session__term"), pk=pk)
    if not office(user, line):
        raise PermissionDenied("settle_preparation")
    line.convocation.township = township
    form = SettleForm(sent(request), initial={"done_on": line.done_on or today(), "note": line.note})
    return form_page(
        request,
        form=form,
        action=lambda: settle_preparation(line, **form.cleaned_data, **doing(request)),
        title=str(line),
        intro=session_name(line.convocation.session),
        submit=_("Save"),
        said=_("Noted: %(line)s.") % {"line": line},
        back=f"{line.convocation.get_absolute_url()}#checklist",
    )


@login_required
def add(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """A line of the town's own."""
    convocation = convocation_of(request, town, pk)
    if not clerk(user_of(request), convocation):
        raise PermissionDenied("add_preparation")
    form = OwnLineForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: add_preparation(convocation, **form.cleaned_data, **doing(request)),
        title=_("Add a line to the checklist"),
        intro=session_name(convocation.session),
        submit=_("Add the line"),
        said=_("The line stands on the checklist."),
        back=f"{convocation.get_absolute_url()}#checklist",
    )
