"""The file of the warehouse: open it, migrate it, mend it, publish it.

    troubles <- connection <- opening <- replacing

The writer works on `work/warehouse.duckdb`; `warehouse.duckdb` is a finished copy that
readers may open at any time, replaced in one step.
"""

from pipeline.warehouse.connection import Connection, migrate, transaction
from pipeline.warehouse.opening import held, reading, writing
from pipeline.warehouse.replacing import compact, publish, start_anew

__all__ = [
    "Connection",
    "compact",
    "held",
    "migrate",
    "publish",
    "reading",
    "start_anew",
    "transaction",
    "writing",
]
