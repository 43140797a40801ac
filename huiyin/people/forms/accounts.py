from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.people.forms.choices import RowChoice
from huiyin.people.models import Deputy, Unit, User
from huiyin.people.queries import members
from huiyin.people.roles import Role
from huiyin.townships.models import Township
from huiyin.ui.forms import PlainForm


class RoleForm(PlainForm):
    """A role and, where it needs one, the unit or the deputy that the person stands for."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", "—"), *Role.choices])
    unit = RowChoice(Unit, label=_("Unit"), required=False, help_text=_("For unit handlers and unit heads."))
    deputy = RowChoice(Deputy, label=_("Deputy"), required=False, help_text=_("For deputies who sign in."))

    def __init__(self, *args: Any, township: Township, **words: Any) -> None:
        super().__init__(*args, **words)
        in_use = Unit.objects.of(township).filter(closed_at__isnull=True)
        self.fields["unit"].queryset = in_use.order_by("kind", "initials", "id")  # type: ignore[attr-defined]
        in_office = Deputy.objects.of(township).in_office()
        self.fields["deputy"].queryset = in_office.order_by("initials", "id")  # type: ignore[attr-defined]


class PersonForm(RoleForm):
    """A new person: account and first role."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=40)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]*$",
        label=_("Sign-in name"),
        min_length=2,
        max_length=60,
        help_text=_("Small letters, digits, dot and hyphen; it cannot be changed later."),
        error_messages={"invalid": _("Only small letters, digits, dot and hyphen.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("name", "username", "role", "unit", "deputy")


class AnotherRoleForm(RoleForm):
    """One more role for somebody who has an account in this township."""

    user = RowChoice(User, label=_("Person"))
    field_order = ("user", "role", "unit", "deputy")

    def __init__(self, *args: Any, township: Township, **words: Any) -> None:
        super().__init__(*args, township=township, **words)
        known = members(township).values("user")
        self.fields["user"].queryset = User.objects.filter(pk__in=known).order_by("name", "id")  # type: ignore[attr-defined]
