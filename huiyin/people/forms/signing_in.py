from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from huiyin.people.models import User
from huiyin.ui.forms import PlainForm


def _password(label: Any, complete: str, **words: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, max_length=256, widget=widget, **words)


class SignInForm(PlainForm):
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )
    password = _password(_("Password"), "current-password")


class PasswordForm(PlainForm):
    """A person's own new password; the old one proves who is sitting at the desk."""

    old = _password(_("Present password"), "current-password")
    new = _password(
        _("New password"), "new-password", help_text=lazy(password_validators_help_text_html, str)()
    )
    again = _password(_("New password, once more"), "new-password")

    def __init__(self, *args: Any, user: User, **words: Any) -> None:
        super().__init__(*args, **words)
        self.user = user

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError(_("This is not your present password."))
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("The two new passwords differ."))
        return again
