"""A matter's files: given out after the matter was found to be visible, and the file with it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.files.serving import file_response
from huiyin.matters.models.checks import VerificationFile
from huiyin.matters.models.matter import Matter, MatterFile
from huiyin.matters.queries.sight import Sight, sight_of
from huiyin.people.pages import town_of, user_of


@login_required
@require_safe
def matter_file(request: HttpRequest, town: str, pk: UUID, link: UUID) -> HttpResponseBase:
    """A photo or document that was enclosed to the matter."""
    matter, sight = _seen(request, town, pk)
    if not sight.sees_files(matter):
        raise Http404
    links = MatterFile.objects.of(matter.township).filter(matter=matter).select_related("file")
    return file_response(request, get_object_or_404(links, pk=link).file, inline_photo=True)


@login_required
@require_safe
def verification_file(request: HttpRequest, town: str, pk: UUID, link: UUID) -> HttpResponseBase:
    """A photo of a verification."""
    matter, _sight = _seen(request, town, pk)
    links = VerificationFile.objects.of(matter.township).filter(verification__matter=matter)
    return file_response(
        request, get_object_or_404(links.select_related("file"), pk=link).file, inline_photo=True
    )


def _seen(request: HttpRequest, town: str, pk: UUID) -> tuple[Matter, Sight]:
    """The matter, for a person who sees its records and not only what was released of it."""
    township, user = town_of(request, town), user_of(request)
    matter = get_object_or_404(Matter.objects.of(township).visible_to(user), pk=pk)
    matter.township = township
    sight = sight_of(user, matter)
    if not sight.full:
        raise Http404
    return matter, sight
