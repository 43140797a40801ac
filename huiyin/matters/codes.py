"""Short codes that are printed, read aloud over the telephone and typed from paper: no sign that looks like
another.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L
LENGTH = 9  # 31**9: more than 44 bits


def new_code() -> str:
    """A code that nobody can guess (44 random bits)."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def shown(code: str) -> str:
    """As it is printed: in groups of three."""
    return "-".join(code[n : n + 3] for n in range(0, len(code), 3))


def typed(text: str) -> str:
    """What somebody typed, as it is kept: without blanks and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign in ALPHABET)
