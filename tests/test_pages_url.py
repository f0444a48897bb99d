"""The link is the view: what is written is read again, what is not known is named, cleared is not default."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pages.parts.language import formats
from pages.parts.visits import url
from pages.parts.visits.url import Unknown, View, decode, encode

places = st.builds("{}.{:02d}".format, st.sampled_from(("63", "34")), st.integers(1, 96))
labels = st.sampled_from(("2024-04", "2024-Q1", "2024-H2", "2024-9M", "2024", "2023-01-01..2023-08-31", "2026-10-06"))
searches = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
bodies = places | st.builds("{}:so-{}".format, places, st.integers(1, 9))
views = st.builds(
    View,
    lang=st.sampled_from(("vi", "en")),
    place=places | st.sampled_from((url.NATION, "34.dong-nam-bo", "63.dong-nam-bo")),
    unit=st.just("") | st.sampled_from(("so-ngoai-vu", "cap-huyen")),
    level=st.sampled_from(url.LEVELS),
    kind=st.just("") | st.sampled_from(url.KINDS),
    period=st.just("") | labels,
    indicator=st.just("") | st.sampled_from(("on_time_rate", "received")),
    units=st.none() | st.lists(places, max_size=5, unique=True).map(tuple),
    report=st.just("") | st.text("0123456789abcdef", min_size=12, max_size=64),
    fact=st.none() | st.integers(0, 10**6),
    q=st.just("") | searches,
    family=st.just("") | st.sampled_from(url.FAMILIES),
    state=st.just("") | st.sampled_from(url.STATES),
    text=st.sampled_from(("", "all")),
    check=st.just("") | st.just("identity"),
    who=st.none() | st.lists(bodies, max_size=url.MOST, unique=True).map(tuple),
    indicators=st.none() | st.lists(st.sampled_from(("on_time_rate", "received")), unique=True).map(tuple),
    boundaries=st.sampled_from(url.BOUNDARIES),
    before=st.just("") | labels,
    after=st.just("") | labels,
    whole=st.just("") | st.sampled_from(("34.dong-bang-song-hong", "34.68:commune")),
    p=st.integers(1, 999),
    v=st.just("") | st.just("20261122T153000Z-ab12cd34"),
)


def read(params: dict[str, str]) -> tuple[View, tuple[Unknown, ...]]:
    return decode({name: [value] for name, value in params.items()})


@given(views)
def test_every_view_comes_back_from_its_link(view: View) -> None:
    assert read(encode(view)) == (view, ())


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=30), min_size=1, max_size=3), max_size=6))
def test_any_address_gives_a_view_and_names_what_it_did_not_know(params: dict[str, list[str]]) -> None:
    view, unknown = decode(params)
    understood = encode(view)
    for name, texts in params.items():
        if name not in url.RULES:
            assert name in {each.name for each in unknown}
        elif name not in url.LISTS and texts[-1] not in understood.values():
            named = {each.value for each in unknown}
            assert texts[-1] in named or getattr(view, name) == getattr(View(), name) or str(getattr(view, name))


def test_what_the_page_shows_anyway_is_not_written() -> None:
    assert encode(View()) == {}


def test_a_cleared_choice_is_written_down_and_is_not_the_default() -> None:
    assert encode(View(units=())) == {"units": "-"}
    assert read({"units": "-"})[0].units == ()
    assert read({})[0].units is None


def test_a_body_of_a_place_stands_behind_a_colon() -> None:
    view, unknown = read({"who": "63.60:so-noi-vu,34.68,hue", "whole": "34.68:commune", "boundaries": "64"})
    assert (view.who, view.whole, view.boundaries) == (("63.60:so-noi-vu", "34.68"), "34.68:commune", "reported")
    assert unknown == (Unknown("who", "hue"), Unknown("boundaries", "64"))
    assert url.link("so-sanh", view).startswith("so-sanh?who=63.60:so-noi-vu,34.68&")


def test_of_too_many_values_those_that_are_not_shown_are_named() -> None:
    view, unknown = read({"units": ",".join(f"63.0{at}" for at in range(1, 9))})
    assert view.units is not None and len(view.units) == url.MOST
    assert unknown == (Unknown("units", "63.07"), Unknown("units", "63.08"))


def test_of_a_value_said_twice_the_last_counts_and_the_other_is_named() -> None:
    view, unknown = decode({"place": ["63.60", "34.68"]})
    assert view.place == "34.68"
    assert unknown == (Unknown("place", "63.60"),)


def test_unknown_values_fall_back_and_are_named() -> None:
    view, unknown = read({"place": "48", "level": "xa", "fact": "-1", "tinh": "48", "units": "63.60,hue"})
    assert view == View(units=("63.60",))
    assert set(unknown) == {
        Unknown("place", "48"),
        Unknown("level", "xa"),
        Unknown("fact", "-1"),
        Unknown("tinh", "48"),
        Unknown("units", "hue"),
    }


def test_codes_stand_in_the_link_as_they_are_told() -> None:
    view = View(place="63.60", period="2024-Q1", kind="quarter", indicator="on_time_rate", lang="en", level="province")
    told = "chi-so?lang=en&place=63.60&level=province&kind=quarter&period=2024-Q1&indicator=on_time_rate"
    assert url.link("chi-so", view) == told


def test_every_part_of_a_view_has_a_rule() -> None:
    assert set(url.RULES) == set(View.__dataclass_fields__)


@given(st.text(max_size=20))
def test_a_period_belongs_to_one_kind_at_most_but_a_day_is_no_range(label: str) -> None:
    assert sum(formats.is_period(kind, label) for kind in url.KINDS) <= 1
