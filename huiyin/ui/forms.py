from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws every form of the site: a summary of errors first, then label, help, error and input."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/form_field.html"
