import os

# pypinyin's list of phrases costs 44 MB in every worker, and names need a table of their own (initials.py).
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
