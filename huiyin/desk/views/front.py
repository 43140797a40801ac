from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from huiyin.people.models import Oversight
from huiyin.people.pages import user_of
from huiyin.townships.models import Township


@login_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """To the first page of one's town; who stands in several, or watches over a region, chooses."""
    user = user_of(request)
    held = user.memberships.filter(ended_at__isnull=True).values("township")
    towns = list(Township.objects.filter(pk__in=held).order_by("code"))
    watches = Oversight.objects.filter(user=user).exists()
    if watches and not towns:
        return redirect("desk:townships")
    if len(towns) == 1 and not watches:
        return redirect("desk:home", towns[0].slug)
    return render(request, "desk/choice.html", {"towns": towns, "watches": watches})
