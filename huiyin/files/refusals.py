from huiyin.core.errors import ActRefused


class UploadRefused(ActRefused):
    """The file cannot be attached; the sentence names it, says what is wrong and what to do."""
