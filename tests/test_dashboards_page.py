"""Claims about the pages as files: what they say, hold and never do."""

import base64
import gzip
import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from dashboards import bundle as bundles
from dashboards import facts
from dashboards import page as pages
from dashboards.bundle import bundle, inline_script, packed, script_hash
from dashboards.i18n import LANGUAGES, Language, translator
from dashboards.page import MARTS, json_for_script, write_page
from dashboards.rendering import policy
from dashboards.sections.why import why_section
from tests.dashboards_data import RUNNERS, marts, marts_of, spiky, steady
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE

EACH_PAGE = [
    pytest.param(runner, language, id=f"{runner}-{language}")
    for runner in RUNNERS
    for language in LANGUAGES
]
FORBIDDEN = ("risk", "risiko", "safe zone", "danger zone", "sweet spot", "gefahr")
CLAIMS = ("causes", "prevents", "predicts", "verursacht", "verhindert", "sagt voraus")
MEGABYTE = 1_000_000


def page_text(path: Path, runner: str, language: Language = "en") -> str:
    """Write a runner's page and return it without the plotly bundle."""
    file = path / ("page.html" if language == "en" else f"page.{language}.html")
    write_page(marts_of(runner), language=language, path=file, made_at=MADE_AT)
    return file.read_text("utf-8").replace(packed(), "")


def unpacked(page: str) -> str:
    """Return the plotly bundle that a page carries, as its browser unpacks it."""
    (text,) = html.fromstring(page).xpath("//script[@id='plotly-packed']/text()")
    return gzip.decompress(base64.b64decode(text, validate=True)).decode()


def visible_text(page: str) -> str:
    """Return what a reader sees, blanks evened out."""
    tree = html.fromstring(page)
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(("runner", "language"), EACH_PAGE)
def test_no_page_says_what_nobody_knows(tmp_path: Path, runner: str, language: Language) -> None:
    """No page speaks of risk, safe or danger zones, nor claims that load causes pain."""
    said = page_text(tmp_path, runner, language).lower()

    assert [] == [word for word in FORBIDDEN if word in said]
    assert [] == [word for word in CLAIMS if word in visible_text(said)]


@pytest.mark.parametrize(("runner", "language"), EACH_PAGE)
def test_every_page_is_well_built(tmp_path: Path, runner: str, language: Language) -> None:
    """One h1, a language, a viewport, a title, a skip link, a heading in each section."""
    tree = html.fromstring(page_text(tmp_path, runner, language))

    assert tree.get("lang") == language
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//meta[@name='viewport']")
    assert tree.xpath("//title")[0].text.strip()
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert all(section.xpath(".//h2") for section in tree.xpath("//section"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("runner", "language"), EACH_PAGE)
def test_every_page_answers_and_says_what_a_signal_is(
    tmp_path: Path, runner: str, language: Language
) -> None:
    """Whatever data there are, the first card speaks and a signal is no diagnosis."""
    tree = html.fromstring(page_text(tmp_path, runner, language))
    notes = {
        "en": "A signal is a reason to look, not a diagnosis.",
        "de": "Ein Signal ist ein Grund hinzuschauen, keine Diagnose.",
    }

    assert tree.xpath("//p[@class='word']")[0].text
    assert tree.xpath("//p[@class='lead']")
    assert notes[language] in tree.xpath("//section[1]")[0].text_content()
    assert "None" not in visible_text(html.tostring(tree, encoding="unicode"))
    assert "nan" not in visible_text(html.tostring(tree, encoding="unicode")).split()


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """The page names no address of the network and no file but the other language's and its runs'."""
    tree = html.fromstring(page_text(tmp_path, "spiky"))

    assert [] == tree.xpath("//@src | //link/@href | //@action")
    links = {link.partition("#")[0] for link in tree.xpath("//a/@href")}
    assert {"", "page.de.html", "runs/anna/2025.html", "runs/anna/2026.html"} == links
    assert "url(" not in "".join(tree.xpath("//style/text()"))


@pytest.mark.parametrize("runner", sorted(RUNNERS))
def test_every_jump_lands_on_the_page(tmp_path: Path, runner: str) -> None:
    """Each link into the page itself leads to something that stands on it."""
    tree = html.fromstring(page_text(tmp_path, runner))
    jumps = tree.xpath("//a[starts-with(@href, '#')]/@href")

    assert [] == [jump for jump in jumps if not tree.xpath(f"//*[@id='{jump[1:]}']")]


def test_the_first_card_says_what_may_be_run_next(tmp_path: Path) -> None:
    """Status and plan stand in the first card, in the same words as in the plan's own boxes."""
    tree = html.fromstring(page_text(tmp_path, "steady"))

    boxes = tree.xpath("//section[@aria-labelledby='week']//p[@class='big']/text()")
    assert boxes[:2] == tree.xpath("//section[@aria-labelledby='status']//dd/text()")


def test_only_our_scripts_may_run(tmp_path: Path) -> None:
    """The policy names the hash of each script of the page and lets nothing else run."""
    file = tmp_path / "page.html"
    write_page(marts_of("spiky"), language="en", path=file, made_at=MADE_AT)
    page = file.read_text("utf-8")
    allowed = html.fromstring(page).xpath("//meta[@http-equiv]/@content")[0]
    drawing, of_runs = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    scripts = [drawing, unpacked(page), of_runs]

    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts]
    assert [f"'sha256-{digest.decode()}'" for digest in hashes] == re.findall(
        r"'sha256-[^']+'", allowed
    )
    assert allowed.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in allowed.split("style-src")[0]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """A name or a file called like a script stays text, on the page and in its data."""
    made = spiky()
    made.display_name = made.session_name = SCRIPT_NOTE
    file = tmp_path / "page.html"
    write_page(marts(made), language="en", path=file, made_at=MADE_AT)
    page = file.read_text("utf-8").replace(packed(), "")
    tree = html.fromstring(page)

    assert SCRIPT_NOTE not in page
    assert [] == tree.xpath("//img | //*[@onerror]")
    assert SCRIPT_NOTE in tree.xpath("//h1")[0].text_content()
    typed = [element.text for element in tree.xpath("//*[@translate='no']")]
    assert SCRIPT_NOTE in typed
    assert f"{SCRIPT_NOTE}.fit" in typed


def test_json_cannot_end_its_element() -> None:
    """What stands in the data element reads back as it was and holds no tag."""
    value = {"name": SCRIPT_NOTE + "<!--\u2028&"}
    told = str(json_for_script(value))

    assert value == json.loads(told)
    assert not set("<>&\u2028") & set(told)


def test_a_bundle_cannot_end_its_element() -> None:
    """A script that mentions the end of a script is inlined without ending there."""
    assert inline_script('"</script>" + "<!--";\r\n') == '"<\\/script>" + "<\\!--";\n'


@pytest.mark.skipif(not bundle()[1], reason="the small bundle is not installed")
def test_the_packed_bundle_is_less_than_half() -> None:
    """The packed bundle is the same bytes each time and takes 0.55 MB, not 1.2."""
    first = packed()
    packed.cache_clear()

    assert first == packed()
    assert len(first) < 0.55 * MEGABYTE < len(bundle()[0]) / 2


@pytest.mark.parametrize(
    "text", ['"</script>" + "<!--";\r\n', "'\u00e4\u2028\U0001f3c3'"], ids=["tags", "unicode"]
)
def test_whatever_a_bundle_holds_it_unpacks_as_it_was(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Whatever stands in a bundle, a page carries it whole and its policy names it."""
    monkeypatch.setattr(bundles, "bundle", lambda: (text, True))
    monkeypatch.setattr(pages, "bundle", lambda: (text, True))
    packed.cache_clear()
    try:
        content = pages.page_content(marts_of("spiky"), "en", MADE_AT)
    finally:
        packed.cache_clear()

    element = f"<script id='plotly-packed'>{content['packed']}</script>"
    assert text == unpacked(f"<div>{element}</div>")
    assert script_hash(text) in policy(content["scripts"])


def test_the_full_bundle_stands_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the small bundle the page carries the one inside the plotly wheel."""
    monkeypatch.setattr(bundles, "files", lambda _: tmp_path)
    bundle.cache_clear()
    try:
        text, is_basic = bundle()
    finally:
        bundle.cache_clear()

    assert not is_basic
    assert len(text) > 4 * MEGABYTE


def test_only_the_time_of_writing_differs(tmp_path: Path) -> None:
    """Same data and time, same bytes; at another time one element differs and nothing else."""
    files = [tmp_path / name / "page.html" for name in ("a", "b", "c")]
    times = [MADE_AT, MADE_AT, MADE_AT + timedelta(hours=3)]
    for file, made_at in zip(files, times, strict=True):
        write_page(marts(spiky()), language="de", path=file, made_at=made_at)
    first, again, later = (file.read_text("utf-8") for file in files)

    assert first == again
    assert first != later
    stamp = re.compile(r'<time id="made-at".*?</time>')
    assert len(stamp.findall(first)) == 1
    assert stamp.sub("", first) == stamp.sub("", later)


def test_row_order_changes_nothing(tmp_path: Path) -> None:
    """The warehouse may hand out rows in any order."""
    ordered, shuffled = tmp_path / "a" / "page.html", tmp_path / "b" / "page.html"
    frames = marts_of("spiky")
    mixed = {name: frame.sample(fraction=1, shuffle=True, seed=3) for name, frame in frames.items()}
    write_page(frames, language="en", path=ordered, made_at=MADE_AT)
    write_page(mixed, language="en", path=shuffled, made_at=MADE_AT)

    assert ordered.read_bytes() == shuffled.read_bytes()


def test_the_listed_marts_are_enough(tmp_path: Path) -> None:
    """A page needs the tables it lists and no other."""
    frames = {name: marts_of("steady")[name] for name in MARTS}

    assert write_page(frames, language="en", path=tmp_path / "ben.html", made_at=MADE_AT).exists()


def test_german_numbers_on_the_page(tmp_path: Path) -> None:
    """The German page counts in German: comma, narrow space, month with a point."""
    said = page_text(tmp_path, "spiky", "de")

    assert "Stand 22. Nov. 2026" in said
    assert "(24,3\u00a0km) war 58\u202f% länger" in said
    assert "1,58\u00a0×" in said
    assert not re.search(r"\d\.\d\u00a0km|\d%", visible_text(said))


def test_pages_link_each_other(tmp_path: Path) -> None:
    """Each language leads to the other, also with blanks in the name, and to the overview."""
    german = tmp_path / "Anna B.de.html"
    write_page(
        marts_of("steady"),
        language="de",
        path=german,
        made_at=MADE_AT,
        overview="index.de.html",
    )
    links = html.fromstring(german.read_text("utf-8")).xpath("//header//a/@href")

    assert links == ["index.de.html", "Anna%20B.html"]


def test_emergency_numbers(tmp_path: Path) -> None:
    """Numbers follow the country, not the language; without one no country's are named."""
    nowhere = visible_text(page_text(tmp_path, "red flag", "de"))
    frames = dict(marts_of("red flag"))
    frames["dim_athletes"] = frames["dim_athletes"].with_columns(country=pl.lit("DE"))
    file = write_page(frames, language="en", path=tmp_path / "p.html", made_at=MADE_AT)
    german = visible_text(file.read_text("utf-8"))

    assert "116117" not in nowhere
    assert "call 112, or go to an emergency department" in german
    assert "outside surgery hours call 116117" in german


def test_a_red_flag_opens_the_list(tmp_path: Path) -> None:
    """An open warning sign shows the whole list and is the first thing said."""
    tree = html.fromstring(page_text(tmp_path, "red flag"))

    assert tree.xpath("//p[@class='word']")[0].text == "Have it checked"
    assert tree.xpath("//details[contains(@class, 'red-flags')]/@open")
    calm = html.fromstring(page_text(tmp_path, "steady"))
    assert not calm.xpath("//details[contains(@class, 'red-flags')]/@open")


def test_reasons_carry_value_limit_evidence_and_action(tmp_path: Path) -> None:
    """Each signal stands with all its parts; the ratio stands apart, for information."""
    tree = html.fromstring(page_text(tmp_path, "spiky"))
    told = [
        (reason.xpath(".//h3")[0].text, reason.xpath(".//a/text()")[0])
        for reason in tree.xpath("//article")
    ]

    assert told == [
        ("Back pain now", "evidence D"),
        ("Longest run", "evidence B"),
        ("Distance in 7 and 14 days", "evidence C"),
        ("Ratio of 7 days to the weeks before", "evidence X"),
    ]
    assert len(tree.xpath("//article/p[@class='do']")) == len(told)


def test_steady_families_are_folded(tmp_path: Path) -> None:
    """What is steady can be opened and reads with its fact; nothing is called steady unseen."""
    steady_page = html.fromstring(page_text(tmp_path, "steady"))
    empty_page = visible_text(page_text(tmp_path, "nobody"))

    assert "6 signals are steady" in steady_page.xpath("//summary/text()")
    assert not re.search(r"\bsteady", empty_page, re.IGNORECASE)
    assert "7 signals cannot be judged today" in empty_page


@pytest.mark.parametrize(
    ("found", "is_steady"),
    [
        ((False, False, False, False), True),
        ((False, False, False, True), True),
        ((False, False, False, None), True),
        ((False, False, True, None), False),
        ((False, False, None, None), False),
        ((False, None, None, None), False),
        ((None, None, None, None), False),
    ],
)
def test_a_shape_is_steady_where_two_signs_are_ruled_out(
    found: tuple[bool | None, ...], is_steady: bool
) -> None:
    """It takes two signs of four: those nobody can judge must not be enough for them."""
    rules = ("monotony", "strain", "hard_days", "run_days")
    is_over = pl.col("rule").replace_strict(
        dict(zip(rules, found, strict=True)), default=pl.col("is_over"), return_dtype=pl.Boolean
    )
    not_judged = pl.when(is_over.is_null()).then(pl.lit("building"))
    frames = dict(marts_of("steady"))
    frames["fct_signals"] = frames["fct_signals"].with_columns(
        is_over=is_over,
        not_judged=pl.when(pl.col("rule").is_in(rules)).then(not_judged).otherwise("not_judged"),
    )
    why = why_section(frames, translator("en"))

    names = {part: {family["name"] for family in why[part]} for part in ("steady", "not_judged")}
    assert is_steady is ("Shape of the week" in names["steady"])
    assert is_steady is ("Shape of the week" not in names["not_judged"])
    assert all(family["reasons"] for family in why["not_judged"])


def test_refused_things_are_named_with_their_reason(tmp_path: Path) -> None:
    """Refused files, refused diary lines, unknown days and assumed sports all stand there."""
    said = visible_text(page_text(tmp_path, "spiky"))

    assert "Nothing readable: expected 14 bytes, got 3." in said
    assert "Line 7: pain is 12; use 0-10. Row skipped." in said
    assert "unknown: marked so" in said
    assert "Not an activity (settings); nothing to load." in said
    assert re.search(r"Sport assumed\s*1\s*The file names no sport", said)


def test_refusals_are_told_in_german(tmp_path: Path) -> None:
    """A reason stored long ago is told in the language of the page."""
    said = visible_text(page_text(tmp_path, "spiky", "de"))

    assert "Zeile 7: Schmerz ist 12; erlaubt 0-10. Zeile übersprungen." in said


def test_an_empty_page_carries_no_charts(tmp_path: Path) -> None:
    """Without data there is nothing to draw, so no script is carried, and the start is told."""
    said = page_text(tmp_path, "nobody")

    assert "<script" not in said
    assert "script-src &#39;none&#39;" in said
    assert "Drop exports of your watch into the inbox" in said


def test_tables_stand_under_each_chart(tmp_path: Path) -> None:
    """Every chart has its rows as a table, newest first and 60 at most, without JavaScript."""
    tree = html.fromstring(page_text(tmp_path, "spiky"))
    charts = tree.xpath("//div[@class='chart']")

    assert ["daily", "weeks", "longest", "pain"] == [chart.get("data-chart") for chart in charts]
    for chart in charts:
        rows = chart.xpath("following-sibling::details[1]//tbody/tr")
        assert 0 < len(rows) <= 60
    (newest,) = charts[0].xpath("following-sibling::details[1]//tbody/tr[1]/th")
    assert newest.text_content() == "22 Nov 2026"


def test_rest_and_unknown_are_words_in_the_table(tmp_path: Path) -> None:
    """A table never shows an unknown day as 0, nor a rest day as unknown."""
    page = page_text(tmp_path, "silent")

    assert "unknown: no file or entry for more than 10 days" in page
    assert "<td>rest</td>" in page


def test_association_missing_altogether(tmp_path: Path) -> None:
    """A page whose association was never computed says that it is too early."""
    frames = dict(marts_of("steady"))
    frames["fct_pain_association"] = frames["fct_pain_association"].clear()
    frames["fct_plan"] = frames["fct_plan"].clear()
    file = write_page(frames, language="en", path=tmp_path / "p.html", made_at=MADE_AT)

    said = visible_text(file.read_text("utf-8").replace(packed(), ""))
    assert "Not enough data yet" in said
    assert "no number yet" in said


def test_a_spike_class_nobody_knows_yet_is_not_an_all_clear(tmp_path: Path) -> None:
    """Runs that could not be judged are not told as none too long."""
    said = visible_text(page_text(tmp_path, "27 days"))

    assert "A run is judged once there are 30 days of history" in said


@pytest.mark.slow
@pytest.mark.skipif(not bundle()[1], reason="the small bundle is not installed")
def test_ten_years_stay_small(tmp_path: Path) -> None:
    """Ten years of days make a page under 1.6 MB."""
    file = tmp_path / "jo.html"
    write_page(marts_of("ten years"), language="de", path=file, made_at=MADE_AT)

    assert file.stat().st_size < 1.6 * MEGABYTE


def test_a_traveller_ahead_of_home_is_judged_today() -> None:
    """A session dated tomorrow does not move the day that the page speaks of."""
    made = steady()
    made.km[made.today + timedelta(days=1)] = 6.0
    frames = marts(made)
    status = facts.latest_status(frames)

    assert frames["fct_status"]["local_date"].max() == made.today + timedelta(days=1)
    assert status is not None
    assert status["local_date"] == made.today
