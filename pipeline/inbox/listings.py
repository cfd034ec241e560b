"""What any archive holds, whichever its kind."""

import zipfile
from io import BufferedReader

from pipeline.inbox import sentences
from pipeline.inbox.kinds import foreign_kind, head_of, kind_of
from pipeline.inbox.limits import Budget
from pipeline.inbox.packed import Listing, RefusedArchiveError
from pipeline.inbox.tars import single_listing, tar_listing
from pipeline.inbox.zips import zip_listing


def listing_of(file: BufferedReader, name: str, budget: Budget) -> Listing:
    """Return what an archive holds.

    Raises
    ------
    RefusedArchiveError
        If nothing can be taken out of it.
    """
    head = head_of(file)
    kind = kind_of(head)
    if not head:
        raise RefusedArchiveError(sentences.NO_BYTES)
    if kind == "tar":
        return tar_listing(file, budget)
    if kind == "single":
        return single_listing(file, name, budget)
    if kind == "zip" or zipfile.is_zipfile(file):
        return zip_listing(file, budget)
    if foreign := foreign_kind(head):
        raise RefusedArchiveError(sentences.IS_FOREIGN, kind=foreign)
    raise RefusedArchiveError(sentences.NO_ARCHIVE)
