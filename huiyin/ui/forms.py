"""How every form of the site is drawn. A page has up to twenty fields: each is put together at once."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NOTHING = SafeString("")


class DrawnField(BoundField):
    """A field with its label, help, error and input."""

    def as_field_group(self) -> SafeString:
        faults = self.errors
        mark, help_text, errors = _required_mark(self), _help(self), _errors(self, faults)
        drawn = self.as_widget()
        if self.use_fieldset:
            inside = format_html(
                "<fieldset{}><legend>{}{}</legend>{}{}{}</fieldset>",
                _described_by(self), self.label, mark, help_text, errors, drawn,
            )  # fmt: skip
        else:
            label = format_html('<label for="{}">{}{}</label>', self.id_for_label, self.label, mark)
            if self.widget_type == "checkbox":
                inside = format_html('<div class="check">{}{}</div>{}{}', drawn, label, help_text, errors)
            else:
                inside = format_html("{}{}{}{}", label, help_text, errors, drawn)
        classes = " ".join(filter(None, ["field-faulty" if faults else "", self.css_classes()]))
        return format_html(
            '<div class="field field-{}{}">{}</div>',
            self.widget_type,
            f" {classes}" if classes else "",
            inside,
        )


def _required_mark(bound: BoundField) -> SafeString:
    if not bound.field.required:
        return NOTHING
    return format_html(
        '<span class="required" title="{}" aria-hidden="true">*</span>', gettext("Must be filled in")
    )


def _help(bound: BoundField) -> SafeString:
    """Help texts are ours, and may hold markup."""
    if not bound.help_text:
        return NOTHING
    text = mark_safe(bound.help_text)
    return format_html('<p class="help" id="{}_helptext">{}</p>', bound.auto_id, text)


def _errors(bound: BoundField, faults: Any) -> SafeString:
    if not faults:
        return NOTHING
    said = format_html_join(" ", "{}", ((fault,) for fault in faults))
    return format_html('<p class="error" id="{}_error">{}</p>', bound.auto_id, said)


def _described_by(bound: BoundField) -> SafeString:
    said = bound.aria_describedby
    return format_html(' aria-describedby="{}"', said) if said else NOTHING


class FormRenderer(TemplatesSetting):
    """Draws every form of the site: a summary of errors first, then its fields."""

    form_template_name = "ui/form.html"
    bound_field_class = DrawnField


WORDS = {
    "required": _("Please fill this in."),
    "invalid_choice": _("Please choose from the list."),
    "invalid_list": _("Please choose from the list."),
    "invalid_pk_value": _("Please choose from the list."),
    "max_length": _("At most %(limit_value)d characters; there are %(show_value)d now."),
    "min_value": _("Not less than %(limit_value)s."),
    "max_value": _("Not more than %(limit_value)s."),
}
PICKED = (forms.ChoiceField, forms.ModelChoiceField)
INVALID: dict[type[forms.Field], Any] = {
    forms.DateField: _("Write a day that exists, like 2024-10-31."),
    forms.IntegerField: _("Write a whole number."),
    forms.DecimalField: _("Write a number."),
}


class PlainForm(forms.Form):
    """A form that says what is wrong as a clerk would, in place of the framework's own sentences."""

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        for field in self.fields.values():
            own = field.error_messages
            field.error_messages = {**own, **_plain(field)}


def _plain(field: forms.Field) -> dict[str, Any]:
    """The sentences for this kind of field."""
    said = dict(WORDS)
    if isinstance(field, PICKED):
        said["required"] = _("Please choose.")
    for kind, words in INVALID.items():
        if isinstance(field, kind):
            said["invalid"] = words
    return said
