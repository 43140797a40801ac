"""Signing in and out, and a person's own password. django-axes locks out after repeated failures."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.people.actions.accounts import change_own_password
from huiyin.people.forms.signing_in import PasswordForm, SignInForm
from huiyin.people.pages import user_of


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; afterwards the page that was asked for, or the person's own first page."""
    if request.user.is_authenticated:
        return redirect(_wanted_page(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            return redirect(_wanted_page(request))
        form.add_error(None, _("Name or password is wrong. Mind capital letters; nothing was changed."))
    return render(request, "people/sign_in.html", {"form": form, "next": _wanted_page(request)})


def _wanted_page(request: HttpRequest) -> str:
    """Where to go afterwards: only to an address of this very site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You have signed out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters("old", "new", "again")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A person's own new password; every other sign-in of theirs ends with it."""
    user = user_of(request)
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        change_own_password(user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password was changed; elsewhere you must sign in anew."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/password.html", {"form": form})
