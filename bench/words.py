"""The lists of words in `words.toml`."""

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("words.toml")
WORDS: dict[str, list[str]] = {name: text.split() for name, text in tomllib.loads(FILE.read_text()).items()}
