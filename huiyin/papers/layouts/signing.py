"""Where a signature stands: with a seal the name over the date, without one the date under the name."""

from huiyin.papers.blocks import Signature
from huiyin.papers.layouts.measures import SANHAO, characters, text_width
from huiyin.papers.titles import break_lines
from huiyin.papers.wording import day

TWO_CHARACTERS, FOUR_CHARACTERS = characters(2, SANHAO), characters(4, SANHAO)
SIGNATURE_CHARACTERS = 22


def signature_lines(signature: Signature) -> list[tuple[str, int]]:
    """The lines of the name and the date, each with how far it ends from the right edge, in twips."""
    on = day(signature.on)
    lines = break_lines(signature.organ, SIGNATURE_CHARACTERS)
    longest = max(lines, key=len)
    name_right, date_right = signature_indents(longest, on, sealed=signature.sealed)
    narrower = [round((text_width(longest, SANHAO) - text_width(line, SANHAO)) / 2) for line in lines]
    named = [(line, name_right + less) for line, less in zip(lines, narrower, strict=True)]
    return [*named, (on, date_right)]


def signature_indents(organ: str, on: str, *, sealed: bool) -> tuple[int, int]:
    """How far the name and the date end from the right edge, in twips.

    With a seal: the date four characters in, the name centred over it; a name so long that it would pass
    the right edge ends two characters in and the date is centred under it. Without: the name two characters
    in, the date beginning two characters right of where the name begins (both exchanged when the date is
    the longer one).
    """
    name_width, date_width = text_width(organ, SANHAO), text_width(on, SANHAO)
    if sealed:
        name_right = FOUR_CHARACTERS + (date_width - name_width) / 2
        if name_right >= 0:
            return round(name_right), FOUR_CHARACTERS
        return TWO_CHARACTERS, round(TWO_CHARACTERS + (name_width - date_width) / 2)
    hang = TWO_CHARACTERS + date_width - name_width  # how far the date reaches beyond the name's end
    if hang <= 0:
        return TWO_CHARACTERS, round(TWO_CHARACTERS - hang)
    return round(TWO_CHARACTERS + hang), TWO_CHARACTERS
