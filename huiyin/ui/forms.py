"""How every form of the site is drawn. A page has up to twenty fields: each is put together at once."""

from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

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
