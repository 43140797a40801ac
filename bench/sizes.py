"""What crosses the wire: a page with its style sheets, scripts and pictures, compressed as it is served."""

import gzip
import http.client
import re
from dataclasses import dataclass
from urllib.parse import urljoin

LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"')
INSIDE = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)|@import\s+['\"]([^'\"]+)['\"]")
ICONS = (".ico", "apple-touch")


@dataclass(frozen=True)
class Weight:
    """Bytes on the wire: the page itself, what its first visit draws in; `plain` is the page unpacked."""

    page: int
    assets: int
    plain: int


def weight(port: int, path: str, cookie: str) -> Weight:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    sent, body = _fetch(connection, path, cookie)
    seen: dict[str, int] = {}
    waiting = [urljoin(path, link) for link in LINKED.findall(body.decode())]
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith("/static/") or address.startswith("data:"):
            continue
        seen[address], content = _fetch(connection, address, "")
        if address.endswith(".css"):
            found = INSIDE.findall(content.decode())
            waiting += [urljoin(address, first or second) for first, second in found if not _is_data(first)]
    return Weight(sent, sum(seen.values()), len(body))


def _is_data(address: str) -> bool:
    return address.startswith(("data:", "#"))


def _fetch(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status}")
    packed = response.headers.get("Content-Encoding") == "gzip"
    return len(body), gzip.decompress(body) if packed else body
