"""The plotly.js that a page carries inside, so that it asks nobody for anything."""

import base64
import functools
import gzip
import hashlib
from importlib.resources import files


@functools.cache
def bundle() -> tuple[str, bool]:
    """Return the script and whether it is the small bundle that setup fetches.

    Without that one (it is on npm only) the page carries the full bundle of the plotly wheel.
    """
    small = files("dashboards").joinpath("static/plotly-basic.min.js")
    if small.is_file():
        return small.read_text("utf-8"), True
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - a quarter of a second

    return get_plotlyjs(), False


@functools.cache
def packed() -> str:
    """Return the script as gzip in base64, less than half as large; `page.js` unpacks it.

    Same script, same bytes. What runs is the unpacked text, so the policy names that one.
    """
    return base64.b64encode(gzip.compress(bundle()[0].encode(), 9, mtime=0)).decode()


def inline_script(text: str) -> str:
    """Return a script that an HTML parser reads as one whole, byte for byte."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unix.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def script_hash(text: str) -> str:
    """Return how a content security policy names this very script."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
