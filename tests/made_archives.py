"""Archives made on the spot, good ones and hostile ones."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping

from pipeline.home import Home
from pipeline.inbox import Arrival, scan
from pipeline.settings import InboxLimits, Settings

FIT = b"\x0e\x20pretend\x00.FIT"
MEGABYTE = 1_000_000

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of some members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def zipped_to_a_pipe(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip written without going back: sizes and checksums follow the bytes."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    packed = Pipe()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(members: Mapping[str, bytes], *, layout: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar of some members."""
    return tarred_infos(
        [(info_of(name, len(data)), data) for name, data in members.items()], layout
    )


def tarred_infos(
    members: Iterable[tuple[tarfile.TarInfo, bytes]], layout: int = tarfile.PAX_FORMAT
) -> bytes:
    """Return a tar of members with headers of their own."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=layout) as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def info_of(name: str, size: int, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    """Return the header of a tar's member."""
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, link
    return info


def read(home: Home, data: bytes, name: str = "outer.zip", **limits: float) -> list[Arrival]:
    """Return what comes out of one archive dropped into the inbox."""
    (home.inbox / name).write_bytes(data)
    settings = Settings(timezone="UTC", inbox=InboxLimits(**{"settle_s": 0, **limits}))
    return list(scan(home, settings, ()).arrivals)


def told(arrivals: list[Arrival]) -> dict[str, str | None]:
    """Return the reason of each arrival, none for the good ones."""
    return {a.name: a.refused.told() if a.refused else None for a in arrivals}


def on_disk(home: Home) -> int:
    """Return how many bytes lie unpacked."""
    return sum(f.stat().st_size for f in (home.work / "unpacked").rglob("*") if f.is_file())
