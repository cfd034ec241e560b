"""A command whose numbers may be typed with a minus, so that our own sentence answers them."""

import re
from typing import Any

from typer.core import TyperCommand

BELOW_ZERO = re.compile(r"-[0-9]")


class NumberCommand(TyperCommand):
    """Takes `-1` for a number, not for an option nobody knows."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let numbers below zero pass as what they are."""
        ctx.ignore_unknown_options = any(BELOW_ZERO.match(arg) for arg in args)
        return super().parse_args(ctx, args)
