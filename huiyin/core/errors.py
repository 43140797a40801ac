"""Refusals: what the rules do not allow is said in a sentence that tells what is wrong and what to do."""


class ActRefused(Exception):
    """The rules say no. `str()` of it is the sentence for the person who tried."""


class ForeignRow(ActRefused):
    """An act tried to join rows of two townships."""
