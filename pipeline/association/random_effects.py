"""One mean of several studies that may differ: DerSimonian and Laird 1986."""

import numpy as np

from pipeline.association.shift_test import Array


def random_effects(effects: Array, variances: Array) -> tuple[Array, Array, Array]:
    """Return mean, its standard error and tau of the studies along the last axis.

    Parameters
    ----------
    effects, variances
        Of each study, of the same shape; other axes are other sets of studies.

    Returns
    -------
    tuple
        The mean weighted by 1 / (variance + tau^2), its standard error, and tau, the standard
        deviation between studies: 0 where they differ no more than their variances let expect.
    """
    weight = 1 / variances
    total = weight.sum(axis=-1)
    common = (weight * effects).sum(axis=-1) / total
    spread = (weight * (effects - common[..., None]) ** 2).sum(axis=-1)
    beyond = spread - (effects.shape[-1] - 1)
    between = np.maximum(0, beyond / (total - (weight**2).sum(axis=-1) / total))
    weight = 1 / (variances + between[..., None])
    total = weight.sum(axis=-1)
    return (weight * effects).sum(axis=-1) / total, 1 / np.sqrt(total), np.sqrt(between)
