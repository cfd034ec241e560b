"""Times of messages that hold five bits of them: old watches save three bytes a record."""

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.fit.scan import Block, Ints
from pipeline.decode.samples import Floats

LOW_BITS = 0x1F
NEVER = 0xFFFFFFFF

Mask = NDArray[np.bool_]


def times_of(blocks: list[Block]) -> dict[int, Floats]:
    """Return the times of messages that hold five bits of one.

    Each counts on from the last time in any message before it: the five bits say which of the
    next 32 seconds it was.

    Returns
    -------
    dict
        Place of the block in `blocks` -> seconds of FIT's clock, one per message, NaN for
        messages that hold a whole time; blocks without any compressed one are left out.
    """
    masks = {i: _is_compressed(block) for i, block in enumerate(blocks) if block.compressed}
    if not masks:
        return {}
    whole = [_whole(block, block.layout.time) for block in blocks if block.layout.time]
    bits = [_five_bits(blocks[i], mask) for i, mask in masks.items()]
    places, times = (np.concatenate(parts) for parts in zip(*whole, *bits, strict=True))
    is_whole = np.arange(len(times)) < sum(len(place) for place, _ in whole)
    order = np.argsort(places, kind="stable")
    times[order] = _counted(times[order], is_whole[order])
    pieces = np.split(times[~is_whole], np.cumsum([len(low) for _, low in bits])[:-1])
    return {i: _spread(piece, masks[i]) for i, piece in zip(masks, pieces, strict=True)}


def _is_compressed(block: Block) -> Mask:
    mask = np.zeros(len(block), dtype=bool)
    mask[block.compressed] = True
    return mask


def _whole(block: Block, dtype: np.dtype[np.void]) -> tuple[Ints, Ints]:
    """Return place and time of the messages that hold a whole one."""
    times = block.content(dtype)["time"].astype(np.int64)
    is_whole = (times != NEVER) & ~_is_compressed(block)
    return block.places[is_whole], times[is_whole]


def _five_bits(block: Block, mask: Mask) -> tuple[Ints, Ints]:
    """Return place and five bits of the messages that hold only these."""
    headers = np.frombuffer(block.data, dtype=np.uint8)[block.places[mask]]
    return block.places[mask], headers.astype(np.int64) & LOW_BITS


def _counted(times: Ints, is_whole: Mask) -> Ints:
    """Return whole times for all: from the last whole one on, five bits after five bits."""
    low = times & LOW_BITS
    steps = np.where(is_whole, 0, np.diff(low, prepend=0) & LOW_BITS)
    since_first = np.cumsum(steps)
    last = np.maximum.accumulate(np.where(is_whole, np.arange(len(times)), -1))
    base = np.where(last >= 0, times[last] - since_first[last], 0)
    return np.asarray(base + since_first)


def _spread(times: Ints, mask: Mask) -> Floats:
    spread = np.full(len(mask), np.nan)
    spread[mask] = times
    return spread
