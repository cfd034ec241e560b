"""What is worked out from one athlete's diary, table by table."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline.association import associate
from pipeline.association.around_runs import around_runs
from pipeline.association.findings import pain_findings
from tests.benchmarks.pain_cells import Cell

ENTRIES = pl.DataFrame(
    {
        "session_id": [f"run {number}" for number in range(6)] * 2,
        "relation": ["before"] * 6 + ["after"] * 6,
        "pain_nrs": [1, 2, 1, 0, 3, 2, 2, 3, 3, 0, 4, 2],
    }
)


@pytest.fixture(scope="module")
def frames() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return half a year of one made-up runner."""
    return Cell("plain", 180, 60, 0.85).runner(5).frames()


@pytest.mark.parametrize("share", [4, 10])
def test_days_with_a_painkiller_are_left_out_of_a_second_association(
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame], share: int
) -> None:
    """All entries are tested, and beside it those of the other days, as if they were all."""
    daily, diary, longest = frames
    marked = diary.with_row_index().with_columns(is_medicated=pl.col("index") % share == 1)
    others = diary.filter(~marked["is_medicated"])

    found = pain_findings(daily, marked, longest, ENTRIES)

    assert_frame_equal(associate(daily, diary, longest=longest), found["fct_pain_association"])
    assert_frame_equal(
        associate(daily, others, longest=longest), found["fct_pain_association_unmedicated"]
    )


def test_painkillers_outside_the_counted_days_are_not_counted(
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
) -> None:
    """The days left out are those of the tested span; a tablet before it leaves nothing out."""
    daily, diary, longest = frames
    early = diary.head(1).with_columns(pl.col("local_date") - pl.duration(days=60))
    marked = (
        pl.concat([early, diary]).with_row_index().with_columns(is_medicated=pl.col("index") < 1)
    )
    both = marked.with_columns(is_medicated=pl.col("index").is_in([0, 5, 9]))

    nothing, two = (pain_findings(daily, one, longest, ENTRIES) for one in (marked, both))

    assert nothing["fct_pain_association_unmedicated"].is_empty()
    logs = [rows["logs"][0] for name, rows in two.items() if name.startswith("fct_pain_assoc")]
    assert 2 == logs[0] - logs[1]


@pytest.mark.parametrize("is_long", [True, False])
def test_counted_days_are_kept_of_diaries_long_enough(
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame], *, is_long: bool
) -> None:
    """What is pooled stands in a table: one row a day of the tested span, none where no test is."""
    daily, diary, longest = frames
    diary = diary.head(200 if is_long else 19).with_columns(is_medicated=False)

    found = pain_findings(daily, diary, longest, ENTRIES)

    days, rows = found["fct_pain_association"]["days"][0], found["fct_pain_counted_days"]
    assert (days if is_long else 0) == rows.height
    assert (diary.height if is_long else 0) == rows["pain_nrs"].count()


def test_without_painkillers_there_is_no_second_association(
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
) -> None:
    """Who takes none gets one answer, not the same one twice."""
    daily, diary, longest = frames

    found = pain_findings(daily, diary.with_columns(is_medicated=False), longest, ENTRIES)

    second = found["fct_pain_association_unmedicated"]
    assert (0, found["fct_pain_association"].columns) == (second.height, second.columns)


def test_a_painkiller_every_day_leaves_too_little(
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
) -> None:
    """If every day had a painkiller the second association says that there is not enough."""
    daily, diary, longest = frames

    found = pain_findings(daily, diary.with_columns(is_medicated=True), longest, ENTRIES)

    second = found["fct_pain_association_unmedicated"]
    assert {"not_enough_data"} == set(second["status"])


def test_pain_around_runs_is_told_beside_it(
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
) -> None:
    """The before and after of runs comes from the entries that belong to them."""
    daily, diary, longest = frames

    found = pain_findings(daily, diary.with_columns(is_medicated=False), longest, ENTRIES)

    assert_frame_equal(around_runs(ENTRIES), found["fct_pain_around_runs"])
    assert ["ok", "not_enough_data"] == found["fct_pain_around_runs"]["status"].to_list()
