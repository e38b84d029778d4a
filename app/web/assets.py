"""Names of built front-end files → their hashed addresses, by the manifest that the build writes."""

from pathlib import Path
from typing import Final

import orjson
from flask import Flask, url_for

EXTENSION: Final = "miz-assets"
#: the file with all icons
SPRITE: Final = "icons.svg"


class BuildMissing(RuntimeError):
    """The front end isn't built. Run `npm ci && npm run build` in frontend/, or `make run`."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.__doc__}{f' ({detail})' if detail else ''}")


class Assets:
    """The manifest, read once; in debug mode again after each build."""

    def __init__(self, dist: Path, *, watch: bool, lenient: bool) -> None:
        self._manifest = dist / "manifest.json"
        self._watch = watch
        #: tests of single pages need no build: a missing file keeps its plain name
        self._lenient = lenient
        self._files: dict[str, str] = {}
        self._read_at = 0

    def path(self, name: str) -> str:
        """Where below the static folder the entry `name` (such as "app-rtl.css") lies. Raises BuildMissing."""
        self._refresh()
        if name in self._files:
            return f"dist/{self._files[name]}"
        if self._lenient:
            return f"dist/{name}"
        raise BuildMissing(name)

    def _refresh(self) -> None:
        if self._files and not self._watch:
            return
        try:
            written = self._manifest.stat().st_mtime_ns
            if written != self._read_at:
                self._files = _entries(self._manifest.read_bytes())
                self._read_at = written
        except FileNotFoundError:
            self._files = {}


def init_assets(app: Flask) -> None:
    """Let `asset()` find the build in the static folder of `app`."""
    dist = Path(app.static_folder or "static") / "dist"
    app.extensions[EXTENSION] = Assets(dist, watch=app.debug, lenient=app.testing)
    app.jinja_env.globals["asset"] = lambda name: asset(app, name)


def asset(app: Flask, name: str) -> str:
    """The address of a built file, such as "app-rtl.css". Raises BuildMissing."""
    found: Assets = app.extensions[EXTENSION]
    return url_for("static", filename=found.path(name))


def _entries(manifest: bytes) -> dict[str, str]:
    chunks: dict[str, dict[str, object]] = orjson.loads(manifest)
    return {
        Path(source).name: str(chunk["file"])
        for source, chunk in chunks.items()
        if chunk.get("isEntry") or source == SPRITE
    }
