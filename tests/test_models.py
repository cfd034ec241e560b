"""The folder of selects is a graph: what a model reads is built before it."""

import re

import duckdb

from pipeline.models import build_order, model_texts


def test_every_model_comes_after_all_it_reads() -> None:
    """What DuckDB's own parser finds in a model stands before it in the order of building."""
    texts, order = model_texts(), build_order()
    parsed = {
        name: duckdb.execute("select json_serialize_sql(?)", [text]).fetchall()[0][0]
        for name, text in texts.items()
    }

    early = [
        (name, read)
        for name, tree in parsed.items()
        for read in texts.keys() & re.findall(r'"table_name":"(\w+)"', tree)
        if order.index(read) >= order.index(name)
    ]

    assert [] == early
    assert sorted(texts) == sorted(order)
