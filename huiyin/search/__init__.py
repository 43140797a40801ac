import os

# pypinyin's list of phrases costs 44 MB in every worker; names need readings of their own (initials.py) anyway.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
