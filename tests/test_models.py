"""The folder of selects is a graph: what a model reads is built before it."""

import duckdb

from pipeline.models import build_order, model_texts


def test_every_model_comes_after_all_it_reads() -> None:
    """What DuckDB's own parser finds in a model stands before it in the order of building."""
    texts, order = model_texts(), build_order()
    con = duckdb.connect()

    early = [
        (name, read)
        for name, text in texts.items()
        for read in con.get_table_names(text, qualified=True) & texts.keys()
        if order.index(read) > order.index(name)
    ]

    assert [] == early
    assert sorted(texts) == sorted(order)
