"""Bars, sparklines and charts, with what teams really have: nothing, one value, the same value, huge ones."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draw.drawn_portfolios import key_result, kpi, kpi_point, place

from mkdocs_goals.draw.charts.bar import progress_bar
from mkdocs_goals.draw.charts.kpi_chart import KeyResultSpan, KpiSeries, kpi_chart, kpi_series
from mkdocs_goals.draw.charts.plot import BOTTOM, RIGHT, TOP, WIDTH
from mkdocs_goals.draw.charts.series import Scale, Value, day_marks, in_order, thinned, value_marks
from mkdocs_goals.draw.charts.sparkline import sparkline
from mkdocs_goals.draw.charts.trend_chart import KeyResultTrend, trend_chart, trend_of
from mkdocs_goals.model.goal import Direction, Keep, Limit
from mkdocs_goals.score.result import Explanation, KeyResultScore, KpiPoint, KpiScore, KpiStatus, Point, Status

START = date(2024, 7, 1)
HOSTILE = '"><script>alert(1)</script>\x00'

numbers = st.decimals(min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=12, allow_nan=False)
days = st.dates(date(1970, 1, 1), date(2199, 12, 31))


def on_days(*values: object, step: int = 7) -> list[Value]:
    return [Value(START + timedelta(days=step * n), Decimal(str(value))) for n, value in enumerate(values)]


def coordinates(xml: str) -> list[float]:
    paths = re.findall(r'(?:points|d|x|y|x1|x2|y1|y2|cx|cy|width|height)="([^"%]*)"', xml)
    return [float(number) for path in paths for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def parsed(xml: str) -> ET.Element:
    assert not re.search(r'\s(id|style|on\w+)="|<(style|script)|nan|inf', re.sub(r'aria-label="[^"]*"', "", xml))
    assert all(len(number.partition(".")[2]) <= 1 for number in re.findall(r"\d+\.\d+", re.sub(r">[^<]*<", "><", xml)))
    return ET.fromstring(xml)


class TestBar:
    def test_a_bar_has_track_fill_and_mark(self) -> None:
        bar = progress_bar(Decimal("0.67"), "67 %, on track from 50 %", status="on-track", mark=Decimal("0.5"))
        svg = parsed(bar)
        assert [each.get("class") for each in svg] == ["goals-bar-track", "goals-bar-fill", "goals-bar-mark"]
        assert svg[1].get("width") == "67%"
        assert svg[2].get("x1") == svg[2].get("x2") == "50%"
        assert (svg.get("role"), svg.get("aria-label")) == ("img", "67 %, on track from 50 %")
        assert svg.get("class") == "goals-bar goals-s-on-track"
        assert len(bar) <= 350

    @pytest.mark.parametrize(
        ("share", "width"), [("-0.3", "0%"), ("0", "0%"), ("1.7", "100%"), ("1e30", "100%"), ("0.3333", "33.3%")]
    )
    def test_the_fill_is_cut_to_the_track(self, share: float, width: float) -> None:
        assert parsed(progress_bar(Decimal(share), ""))[1].get("width") == width

    def test_without_data_the_track_is_empty(self) -> None:
        svg = parsed(progress_bar(None, "no data", mark=Decimal("0.2")))
        assert [each.get("class") for each in svg] == ["goals-bar-track", "goals-bar-mark"]
        assert "goals-bar-empty" in svg.get("class", "")

    def test_hostile_labels_are_labels(self) -> None:
        assert parsed(progress_bar(None, HOSTILE)).get("aria-label") == HOSTILE.replace("\x00", "")


class TestSparkline:
    def test_the_last_value_is_marked(self) -> None:
        line = sparkline(on_days(*range(13)), "rising", status="met")
        svg = parsed(line)
        assert [each.tag for each in svg] == ["polyline", "circle"]
        assert (svg[1].get("cx"), svg[1].get("cy")) == ("97", "3")
        assert len(line) < 450

    def test_nothing_is_a_faint_line(self) -> None:
        assert [each.get("class") for each in parsed(sparkline([], "no data"))] == ["goals-spark-none"]

    def test_one_value_is_a_dot_in_the_middle(self) -> None:
        svg = parsed(sparkline(on_days(5), "one"))
        assert (svg[-1].tag, svg[-1].get("cx"), svg[-1].get("cy")) == ("circle", "50", "12")

    def test_the_same_value_is_a_level_line(self) -> None:
        points = parsed(sparkline(on_days(4, 4, 4), ""))[0].get("points", "").split()
        assert {point.partition(",")[2] for point in points} == {"12"}

    def test_order_does_not_matter(self) -> None:
        values = on_days(3, 1, 2)
        assert sparkline(values, "") == sparkline(values[::-1], "")

    def test_long_series_stay_small(self) -> None:
        assert len(sparkline(on_days(*((n * 37) % 101 for n in range(3000)), step=1), "")) < 1600

    @given(st.lists(st.tuples(days, numbers), max_size=30))
    def test_any_values_stay_inside(self, values: list[tuple[date, Decimal]]) -> None:
        line = sparkline([Value(*each) for each in values], "x")
        parsed(line)
        assert all(0 <= number <= 100 for number in coordinates(line))


class TestSeries:
    @given(numbers, numbers)
    def test_marks_hold_the_values_and_are_few(self, first: Decimal, second: Decimal) -> None:
        low, high = min(first, second), max(first, second)
        marks = value_marks(low, high)
        assert marks[0] <= low
        assert marks[-1] >= high
        assert 2 <= len(marks) <= 7
        assert marks == sorted(set(marks))

    def test_marks_are_round(self) -> None:
        assert value_marks(Decimal(3), Decimal(5)) == [Decimal(n) / 2 for n in range(6, 11)]
        assert value_marks(Decimal(0), Decimal(0)) == [Decimal(-1), Decimal("-0.5"), 0, Decimal("0.5"), 1]

    @given(days, days)
    def test_days_lie_inside_and_are_few(self, first: date, second: date) -> None:
        first, last = min(first, second), max(first, second)
        marks, months = day_marks(first, last)
        assert len(marks) <= 6
        assert all(first <= day <= last for day in marks)
        assert all(day.day == 1 for day in marks) or not months

    def test_of_several_values_on_a_day_the_last_counts(self) -> None:
        assert in_order([(START, Decimal(1)), (START, Decimal(2))]) == [Value(START, Decimal(2))]

    @given(st.lists(numbers, max_size=400), st.integers(4, 60))
    def test_thinning_keeps_ends_and_extremes(self, values: list[Decimal], most: int) -> None:
        points = [Value(START + timedelta(days=n), value) for n, value in enumerate(values)]
        thin = thinned(points, most)
        assert len(thin) <= max(most, 2)
        if points:
            assert (thin[0], thin[-1]) == (points[0], points[-1])
            assert max(v for _, v in thin) == max(values)
            assert min(v for _, v in thin) == min(values)

    def test_a_scale_never_leaves_its_ends(self) -> None:
        scale = Scale(Decimal(0), Decimal(10), 100, 0)
        assert [scale.at(Decimal(n)) for n in (-5, 0, 4, 10, 99)] == [100, 100, 60, 0, 0]


def trend(
    *values: object,
    plan: tuple[str, ...] = ("3", "5"),
    target: object = 5,
    limits: tuple[int, ...] = (),
    today: date = date(2024, 8, 20),
) -> KeyResultTrend:
    ends = (START, date(2024, 9, 30))
    return KeyResultTrend(
        tuple(on_days(*values)),
        tuple(Value(day, Decimal(value)) for day, value in zip(ends, plan, strict=True)) if plan else (),
        None if target is None else Decimal(str(target)),
        tuple(Decimal(str(limit)) for limit in limits),
        *ends,
        today,
        "at-risk",
    )


def classes(xml: str) -> list[str]:
    return [each.get("class", "") for each in parsed(xml).iter() if each.get("class")]


class TestTrendChart:
    def test_it_shows_values_plan_target_and_today(self) -> None:
        chart = trend_chart(trend(3, 3.2, 3.9), "from 3 to 5, now 3.9")
        found = classes(chart)
        for name in ("line", "plan", "target", "today", "last", "value", "legend"):
            assert f"goals-chart-{name}" in found, name
        root = parsed(chart)
        svg = root[0]
        assert (svg.get("role"), svg.get("aria-label")) == ("img", "from 3 to 5, now 3.9")
        assert svg[0].get("aria-hidden") == "true"
        assert root.get("class") == "goals-chart goals-s-at-risk"
        assert ["".join(item.itertext()).strip() for item in root[1]] == ["measured", "expected", "target 5"]

    def test_the_plan_alone_is_drawn_before_the_first_value(self) -> None:
        found = classes(trend_chart(trend(), ""))
        assert "goals-chart-plan" in found
        assert "goals-chart-last" not in found

    def test_nothing_to_show_is_no_chart(self) -> None:
        assert trend_chart(trend(plan=(), target=5), "") == ""

    def test_a_level_to_keep_is_drawn_at_its_limits(self) -> None:
        chart = trend_chart(trend(95, 99, plan=(), target=None, limits=(90, 110)), "")
        assert parsed(chart).findall(".//li")[-1][0].tail == " limit 90 – 110"

    @pytest.mark.parametrize("today", [date(2023, 1, 1), date(2030, 1, 1)])
    def test_today_is_drawn_only_inside_the_time(self, today: date) -> None:
        assert "goals-chart-today" not in classes(trend_chart(trend(3, 4, today=today), ""))

    @pytest.mark.parametrize("values", [(4,), (4, 4, 4), (-1e15, 1e15), ("0.000000000001", "0.000000000002"), (-3, -4)])
    def test_odd_values_stay_in_the_plot(self, values: tuple[object, ...]) -> None:
        chart = trend_chart(trend(*values, plan=(), target=None), "")
        assert all(0 <= number <= WIDTH for number in coordinates(chart))

    def test_values_outside_the_planned_time_widen_the_axis(self) -> None:
        early = trend(3, 4)
        early = KeyResultTrend(
            (Value(date(2024, 5, 1), Decimal(2)), *early.values),
            early.plan,
            early.target,
            (),
            early.starts,
            early.due,
            early.today,
        )
        circles = [float(c.attrib["cx"]) for c in parsed(trend_chart(early, "")).iter("circle")]
        assert len(set(circles)) == 3

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(days, numbers), max_size=12), numbers)
    def test_any_values_give_well_formed_xml(self, values: list[tuple[date, Decimal]], target: Decimal) -> None:
        drawn = KeyResultTrend(tuple(Value(*v) for v in values), (), target, (), START, START, START)
        chart = trend_chart(drawn, HOSTILE)
        if values:
            parsed(chart)
            assert all(0 <= number <= WIDTH for number in coordinates(chart))

    def test_it_is_made_from_a_scored_key_result(self) -> None:
        keep = key_result("o", "k", Keep(Decimal(90), None, None))
        score = KeyResultScore(
            "k", None, None, None, None, None, Decimal(0), Decimal(0), Status.ON_TRACK, True, (), None, None,
            (Point(START, Decimal(91)),), (), Explanation("", ""),
        )  # fmt: skip
        made = trend_of(keep, score, START)
        assert made.limits == (Decimal(90),)
        assert made.values == ((START, Decimal(91)),)
        assert (made.starts, made.due, made.status) == (keep.starts, keep.due, "on-track")


def limit(low: object, high: object | None = None) -> Limit:
    return Limit(Decimal(str(low)), Decimal(str(low if high is None else high)), None, place())


def months(*values: object, low: object = None, high: object = None) -> tuple[KpiPoint, ...]:
    return tuple(kpi_point(f"2024-{n:02}", value, low, high) for n, value in enumerate(values, start=1))


def areas(chart: str, name: str) -> list[tuple[float, float]]:
    rects = [each for each in parsed(chart).iter("rect") if each.get("class") == name and each.get("x")]
    return [(float(r.attrib["y"]), float(r.attrib["y"]) + float(r.attrib["height"])) for r in rects]


class TestKpiChart:
    def test_zones_lie_on_the_worse_side(self) -> None:
        points = months(70, 85, 99, low=95)
        up = kpi_chart(KpiSeries(points, Direction.UP, limit(90), limit(80)), "")
        (warning,), (critical,) = areas(up, "goals-chart-warning"), areas(up, "goals-chart-critical")
        assert warning[1] == pytest.approx(critical[0], abs=0.2)
        assert critical[1] == BOTTOM
        down = kpi_chart(KpiSeries(points, Direction.DOWN, limit(80), limit(90)), "")
        (warning,), (critical,) = areas(down, "goals-chart-warning"), areas(down, "goals-chart-critical")
        assert critical[0] == TOP
        assert critical[1] == pytest.approx(warning[0], abs=0.2)
        band = kpi_chart(KpiSeries(points, Direction.RANGE, limit(80, 90), limit(75, 95)), "")
        assert len(areas(band, "goals-chart-warning")) == len(areas(band, "goals-chart-critical")) == 2

    def test_a_zone_says_its_word_in_the_plot_or_in_the_legend(self) -> None:
        wide = kpi_chart(KpiSeries(months(0, 100), Direction.UP, limit(80), limit(40)), "")
        assert {"warning", "critical"} <= {text.text for text in parsed(wide).iter("text")}
        narrow = kpi_chart(KpiSeries(months(0, 100), Direction.UP, limit(2)), "")
        assert "warning" in ["".join(item.itertext()).strip() for item in parsed(narrow).iter("li")]

    def test_the_target_changes_with_the_periods(self) -> None:
        points = (kpi_point("2024-01", 3, 4), kpi_point("2024-02", 3, 4), kpi_point("2024-03", 3, 5))
        chart = parsed(kpi_chart(KpiSeries(points, Direction.UP), ""))
        lines = [path for path in chart[0].iter("path") if path.get("class") == "goals-chart-target"]
        assert len(lines) == 2
        assert chart.findall(".//li")[1][0].tail == " target 5"

    def test_a_band_has_two_target_lines(self) -> None:
        chart = parsed(kpi_chart(KpiSeries(months(3, 4, 5, low=2, high=6), Direction.RANGE), ""))
        assert len([path for path in chart[0].iter("path") if path.get("class") == "goals-chart-target"]) == 2
        assert chart.findall(".//li")[1][0].tail == " target 2 – 6"

    def test_a_missing_period_is_a_gap(self) -> None:
        chart = parsed(kpi_chart(KpiSeries(months(3, 4, None, 5, 6, None, 7), Direction.UP), ""))
        assert len([path for path in chart[0].iter("path") if path.get("class") == "goals-chart-line"]) == 2
        assert len([dot for dot in chart.iter("circle") if dot.get("class") == "goals-chart-dot"]) == 5

    def test_words_stand_beside_the_axis(self) -> None:
        words = ("negative", "neutral", "positive")
        points = tuple(
            kpi_point(f"2024-{n:02}", value, 2, word=words[value]) for n, value in enumerate((0, 1, 1), start=1)
        )
        chart = parsed(kpi_chart(KpiSeries(points, Direction.UP, words=words), ""))
        texts = [text.text for text in chart.iter("text")]
        assert texts[:3] == list(words)
        assert texts[-1] == "neutral"
        assert chart.findall(".//li")[1][0].tail == " target positive"

    def test_very_long_words_are_cut(self) -> None:
        words = ("not even close to what anybody would have wished for", "fine")
        chart = parsed(kpi_chart(KpiSeries(months(0, 1), Direction.UP, words=words), ""))
        assert (next(chart.iter("text")).text or "").endswith("…")

    def test_cycles_in_which_it_was_a_key_result_are_shaded(self) -> None:
        spans = (
            KeyResultSpan(date(2024, 1, 1), date(2024, 3, 31), "Q1 2024"),
            KeyResultSpan(date(2019, 1, 1), date(2019, 3, 31), "long ago"),
        )
        chart = kpi_chart(KpiSeries(months(*range(12)), Direction.UP, spans=spans), "")
        assert len(areas(chart, "goals-chart-span")) == 1
        assert "Q1 2024" in {text.text for text in parsed(chart).iter("text")}
        assert "long ago" not in chart

    @pytest.mark.parametrize("values", [(), (None, None)])
    def test_nothing_measured_is_no_chart(self, values: tuple[object, ...]) -> None:
        assert kpi_chart(KpiSeries(months(*values), Direction.UP, limit(3)), "") == ""

    @pytest.mark.parametrize("values", [(4,), (4, 4), (-1e15, 1e15), (0,), (-5, -5), ("1e-12",)])
    def test_odd_values_stay_in_the_plot(self, values: tuple[object, ...]) -> None:
        series = KpiSeries(months(*values, low=3), Direction.UP, limit(2), limit(1), Decimal(7))
        chart = kpi_chart(series, HOSTILE)
        parsed(chart)
        assert all(0 <= number <= WIDTH for number in coordinates(chart))

    def test_a_day_alone_is_drawn(self) -> None:
        chart = kpi_chart(KpiSeries((kpi_point("2024-07-01", 3),), Direction.UP), "")
        assert [float(c.attrib["cx"]) <= RIGHT for c in parsed(chart).iter("circle")] == [True, True]

    def test_years_of_days_stay_small(self) -> None:
        points = tuple(kpi_point((START + timedelta(days=n)).isoformat(), (n * 7919) % 1000, 500) for n in range(2000))
        assert len(kpi_chart(KpiSeries(points, Direction.UP), "")) < 8000

    def test_it_is_made_from_a_scored_kpi(self) -> None:
        spans = [KeyResultSpan(START, date(2024, 9, 30), name) for name in ("2024", "Q3 2024")]
        score = KpiScore("k", None, None, KpiStatus.MET, (), None, None, months(3), (), Explanation("", ""))
        series = kpi_series(kpi("k", warning=limit(3)), score, spans)
        assert (series.warning, series.status, len(series.spans)) == (limit(3), "met", 2)
