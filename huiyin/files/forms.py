from typing import Any

from django import forms

from huiyin.files.refusals import UploadRefused
from huiyin.files.uploads import CheckedUpload, check_uploads

ACCEPT = "image/*,.heic,.pdf,.docx,.xlsx,.doc,.xls,.txt"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, checked while the form is; its value is what `keep_upload` takes."""

    widget = FilesInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[CheckedUpload]:
        chosen = data if isinstance(data, list | tuple) else [data]
        uploads = [upload for upload in chosen if upload]
        if not uploads:
            super().clean(None, initial)
        try:
            return check_uploads(uploads)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal), code="refused") from None
