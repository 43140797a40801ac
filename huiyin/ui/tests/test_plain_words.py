"""What a form says of a wrong answer: a sentence for a person, never the framework's own."""

from django import forms
from django.utils import translation

from huiyin.ui.forms import PlainForm


class Slip(PlainForm):
    title = forms.CharField(max_length=4)
    kind = forms.ChoiceField(choices=[("a", "A")])
    on = forms.DateField()
    count = forms.IntegerField(min_value=2)
    code = forms.RegexField(r"^[a-z]+$", error_messages={"invalid": "Small letters only."})


def said(**typed):
    with translation.override("en"):
        return {name: str(faults[0]) for name, faults in Slip(typed).errors.items()}


def test_what_is_missing_is_asked_for():
    assert said() == {
        "title": "Please fill this in.", "kind": "Please choose.", "on": "Please fill this in.",
        "count": "Please fill this in.", "code": "Please fill this in.",
    }  # fmt: skip


def test_what_cannot_be_is_said_in_plain_words_and_the_forms_own_words_stay():
    assert said(title="12345", kind="b", on="2024-02-31", count="1", code="A1") == {
        "title": "At most 4 characters; there are 5 now.",
        "kind": "Please choose from the list.",
        "on": "Write a day that exists, like 2024-10-31.",
        "count": "Not less than 2.",
        "code": "Small letters only.",
    }
    assert said(title="1", kind="a", on="2024-02-01", count="two", code="a") == {
        "count": "Write a whole number."
    }
