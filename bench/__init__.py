"""What is measured, and against what: speed, memory and size of the site with many matters.

`./run bench` builds its own data once, starts the real server and prints the table (docs/guides/speed.md).
"""
