from django import forms
from django.utils.datastructures import MultiValueDict

from huiyin.files.forms import FilesField
from huiyin.files.tests.factories import PDF, picture, upload


class AttachForm(forms.Form):
    files = FilesField(required=False)


class MustAttachForm(forms.Form):
    files = FilesField()


def sent(form, *uploads):
    return form({}, MultiValueDict({"files": list(uploads)} if uploads else {}))


def test_several_files_are_taken_and_checked():
    form = sent(AttachForm, upload("a.pdf", PDF), upload("b.png", picture("PNG")))

    assert form.is_valid()
    assert [checked.name for checked in form.cleaned_data["files"]] == ["a.pdf", "b.jpg"]


def test_no_file_is_an_empty_list_or_a_missing_answer():
    assert sent(AttachForm).is_valid()
    assert not sent(MustAttachForm).is_valid()
    form = sent(AttachForm)
    form.full_clean()
    assert form.cleaned_data["files"] == []


def test_the_field_says_what_is_wrong_with_a_file():
    form = sent(AttachForm, upload("a.pdf", PDF), upload("b.png", b"<svg></svg>"))

    assert form.errors["files"] == [
        "b.png is by its content a web page, a drawing (SVG) or a script. Save it as PDF or JPEG."
    ]


def test_an_empty_file_is_named():
    form = sent(AttachForm, upload("a.pdf", b""))

    assert form.errors["files"] == [
        "a.pdf is empty (0 bytes). See whether it opens on your computer, then choose it again."
    ]


def test_the_browser_offers_several_files_of_the_accepted_kinds():
    html = str(AttachForm()["files"])

    assert " multiple" in html
    assert 'accept="image/*,.heic,.pdf' in html
