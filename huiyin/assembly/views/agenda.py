"""The acts on a meeting's agenda, its documents, and who spoke."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from huiyin.assembly.actions.agenda import (
    DOWN,
    UP,
    attach_to_item,
    change_item,
    drop_item,
    finish_item,
    note_speech,
    plan_item,
    put_back_item,
    take_up_item,
)
from huiyin.assembly.forms.agenda import AttachItemForm, ItemForm, PlanItemForm, SpeechForm
from huiyin.assembly.forms.meetings import ReasonForm
from huiyin.assembly.lifecycle import ITEM_LIFECYCLE, ItemState
from huiyin.assembly.models.meetings import AgendaFile, AgendaItem, Meeting
from huiyin.assembly.pages import meeting_of
from huiyin.assembly.permissions import clerk, office
from huiyin.assembly.queries.counts import entitled_at, turnout_at
from huiyin.assembly.queries.script import phrase_text, phrases
from huiyin.assembly.titles import meeting_name
from huiyin.assembly.views.meetings import get_or_post, not_now
from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.files.serving import file_response
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import SENT_BEFORE, doing, form_page, sent, town_of, was_sent_before

CHAIR = "主持人"  # as the minutes call whoever chairs, when no deputy is named


def _item(request: HttpRequest, town: str, pk: UUID) -> AgendaItem:
    """The item of this address, for who may read its meeting."""
    township = town_of(request, town)
    rows = AgendaItem.objects.of(township).select_related("township", "meeting__township")
    item = get_object_or_404(rows, pk=pk)
    item.meeting = meeting_of(request, town, item.meeting_id)
    return item


@login_required
@get_or_post
def plan(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Enter an item of the agenda."""
    meeting = meeting_of(request, town, pk)
    if not office(request.user, meeting):
        raise PermissionDenied("plan_item")
    form = PlanItemForm(sent(request), meeting=meeting)
    return form_page(
        request,
        form=form,
        action=lambda: plan_item(meeting, **form.cleaned_data, **doing(request)),
        title=_("Enter an item of the agenda"),
        intro=meeting_name(meeting),
        submit=_("Enter the item"),
        said=_("The item is on the agenda."),
        back=meeting.get_absolute_url(),
    )


@login_required
@get_or_post
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    item = _item(request, town, pk)
    back = item.get_absolute_url()
    if (refused := not_now(request, ITEM_LIFECYCLE, item, "change_item", back)) is not None:
        return refused
    form = ItemForm(sent(request), initial={name: getattr(item, name) for name in ItemForm.base_fields})
    return form_page(
        request,
        form=form,
        action=lambda: change_item(item, **form.cleaned_data, **doing(request)),
        title=_("Change the item"),
        intro=meeting_name(item.meeting),
        submit=_("Save"),
        said=_("The item was changed."),
        back=back,
    )


@login_required
@require_POST
def move(request: HttpRequest, town: str, pk: UUID, move: str) -> HttpResponse:
    """Move an item up or down among those to come."""
    item = _item(request, town, pk)
    if move not in (UP, DOWN):
        raise Http404
    return _pressed(
        request, item.meeting, lambda: change_item(item, move=move, **doing(request)),
        _("The item was moved."), back=item.get_absolute_url(),
    )  # fmt: skip


def _pressed(
    request: HttpRequest, meeting: Meeting, action: Callable[[], Any], said: str, back: str
) -> HttpResponse:
    """One press of a button on the meeting's page; what the rules refuse is said there."""
    again = was_sent_before(request, meeting.township)
    try:
        action()
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, SENT_BEFORE) if again else messages.success(request, said)
    return redirect(back)


@login_required
@get_or_post
def attach(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Enclose documents or photos to an item."""
    item = _item(request, town, pk)
    if not clerk(request.user, item):
        raise PermissionDenied("attach_to_item")
    files = request.FILES if request.method == "POST" else None
    form = AttachItemForm(sent(request), files)
    return form_page(
        request,
        form=form,
        action=lambda: _attach(request, item, form.cleaned_data),
        title=_("Attach a document to an item"),
        intro=item.title,
        submit=_("Attach"),
        said=_("The document is with the item."),
        back=item.get_absolute_url(),
        template="assembly/attach.html",
    )


def _attach(request: HttpRequest, item: AgendaItem, said: dict[str, Any]) -> None:
    """Each file is an act of its own; the whole form sent again attaches nothing twice."""
    words = doing(request)
    for place, upload in enumerate(said["upload"]):
        key = uuid5(words["act_id"], str(place)) if place else words["act_id"]
        attach_to_item(item, upload=upload, caption=said["caption"], **{**words, "act_id": key})


@login_required
@require_safe
def item_file(request: HttpRequest, town: str, pk: UUID, link: UUID) -> HttpResponseBase:
    """A document of an item, for who may read the meeting."""
    item = _item(request, town, pk)
    links = AgendaFile.objects.of(item.township).filter(item=item).select_related("file")
    return file_response(request, get_object_or_404(links, pk=link).file, inline_photo=True)


@login_required
@get_or_post
def take_up(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    item = _item(request, town, pk)
    back = item.meeting.get_absolute_url()
    if (refused := not_now(request, ITEM_LIFECYCLE, item, "take_up_item", back)) is not None:
        return refused
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: take_up_item(item, **doing(request)),
        title=_("Take up the item"),
        intro=item.title,
        submit=_("Take up the item"),
        said=_("The item is in hand."),
        back=back,
    )


@login_required
@require_POST
def put_back(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Put back what was taken up by mistake."""
    item = _item(request, town, pk)
    return _pressed(
        request, item.meeting, lambda: put_back_item(item, **doing(request)),
        _("The item is still to come."), item.meeting.get_absolute_url(),
    )  # fmt: skip


@login_required
@get_or_post
def finish(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    item = _item(request, town, pk)
    back = item.meeting.get_absolute_url()
    if (refused := not_now(request, ITEM_LIFECYCLE, item, "finish_item", back)) is not None:
        return refused
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: finish_item(item, **doing(request)),
        title=_("Finish the item"),
        intro=item.title,
        submit=_("Finish the item"),
        said=_("The item is done."),
        back=back,
    )


@login_required
@get_or_post
def drop(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    item = _item(request, town, pk)
    back = item.meeting.get_absolute_url()
    if (refused := not_now(request, ITEM_LIFECYCLE, item, "drop_item", back)) is not None:
        return refused
    form = ReasonForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: drop_item(item, **form.cleaned_data, **doing(request)),
        title=_("Take the item off"),
        intro=item.title,
        submit=_("Take the item off"),
        danger=True,
        said=_("The item was taken off the agenda."),
        back=back,
    )


@login_required
@get_or_post
def speech(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Note who spoke."""
    meeting = meeting_of(request, town, pk)
    if not office(request.user, meeting):
        raise PermissionDenied("note_speech")
    items = AgendaItem.objects.of(meeting.township).filter(meeting=meeting).order_by("position", "id")
    form = SpeechForm(
        sent(request),
        items=items,
        deputies=entitled_at(meeting, meeting.opened_at or now()),
        auto_id="speech_%s",
    )
    return form_page(
        request,
        form=form,
        action=lambda: note_speech(meeting, **form.said(), **doing(request)),
        title=_("Note who spoke"),
        intro=meeting_name(meeting),
        submit=pgettext("a speech", "Note"),
        said=_("The speech is noted."),
        back=f"{meeting.get_absolute_url()}#speeches",
    )


@login_required
@require_POST
def phrase(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Note one of the chair's usual phrases for the minutes."""
    meeting = meeting_of(request, town, pk)
    if not office(request.user, meeting):
        raise PermissionDenied("note_speech")
    back = f"{meeting.get_absolute_url()}#speeches"
    said = phrases().get(request.POST.get("phrase", ""))
    if said is None:
        messages.error(request, _("Choose one of the phrases."))
        return redirect(back)
    words = doing(request)
    text = phrase_text(said, turnout_at(meeting, words["at"]))
    in_hand = AgendaItem.objects.of(meeting.township).filter(meeting=meeting, state=ItemState.IN_HAND).first()
    return _pressed(
        request,
        meeting,
        lambda: note_speech(
            meeting, item=in_hand, deputy=meeting.chaired_by, speaker=CHAIR, text=text, **words
        ),
        _("Noted: %(text)s") % {"text": text},
        back,
    )
