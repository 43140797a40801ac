"""Ordinals as an office writes them: 第十三届, not 第13届."""

import cn2an
from django.utils.translation import get_language


def numeral(number: int) -> str:
    """十三"""
    return str(cn2an.an2cn(number))


def number_said(number: int) -> str:
    """A number in running text: a numeral in Chinese, figures elsewhere."""
    return numeral(number) if (get_language() or "").startswith("zh") else str(number)
