"""What pages and files say of flows, of where on track begins, of silence, and of what was put off."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from tests.publish.sample import sample_site, seen

from mkdocs_goals.export.goals_json import goals_json, goals_schema
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.site import Site

ORGANISATION = "company: Lotus\nteams: {sales: Sales}\npeople: {linh: Linh Tran}\n"
SIGN_UPS = """---
type: kpi
title: Sign-ups
unit: customers
frequency: weekly
aggregate: sum
target: 350
team: sales
owner: linh
measurements: {2024-W30: 330, 2024-W31: 400, 2024-W32: 380, 2024-W33: 90}
---
"""
GROW = """---
title: Grow
cycle: 2024-Q3
owner: linh
key_results:
  - {title: 4000 new customers, id: customers, kpi: sign-ups, to: 4000}
  - {title: Answers, id: answers, keep: "< 15", unit: minutes, check_ins: {2024-07-03: 12, 2024-07-10: 15}}
  - {title: Room, id: room, keep: "> 5", check_ins: {2024-07-03: 12}}
  - {title: Price list, id: prices, done: false}
---
"""
STOCK = """---
type: kpi
title: Stock
direction: range
target: [-25, 35]
measurements: {2024-03: 20, 2024-07: 30}
---
"""


def put_off(state: str) -> str:
    """A goal without an owner that goes badly and of which nobody has spoken since July; only `active` needs help."""
    return f"""---
title: Put off {state}
cycle: 2024-Q3
team: sales
state: {state}
reason: no market
key_results:
  - {{title: Worst {state}, from: 0, to: 10, check_ins: {{2024-07-02: 0}}}}
---
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {"goals.yml": ORGANISATION, "sign-ups.md": SIGN_UPS, "grow.md": GROW, "stock.md": STOCK}
    files |= {f"{state}.md": put_off(state) for state in ("active", "cancelled", "postponed", "draft")}
    return sample_site(tmp_path_factory.mktemp("truth"), files)


def html_of(site: Site, address: str) -> str:
    return str(site.render(site.page_at[address], Links(address)).html)


def text_of(site: Site, address: str) -> str:
    return seen(html_of(site, address)).text


def test_a_flow_shows_what_it_has_so_far(site: Site) -> None:
    page = text_of(site, "kpis/sign-ups/")
    assert "380 customers week 32, 2024 ★ Target met" in page
    assert "week 33, 2024 so far: 90 customers" in page
    assert "week 33, 2024, still running" in page
    assert "They are added up" in page
    for address in ("scorecard/", "teams/sales/"):
        assert "week 33, 2024 so far: 90 customers" in text_of(site, address)


def test_an_open_period_is_in_no_chart(site: Site) -> None:
    """The line of a flow would end with a fall that is none: three weeks are drawn, and the last of them is 380."""
    html = html_of(site, "kpis/sign-ups/")
    chart = html[html.index('class="goals-chart') :]
    assert chart.count("goals-chart-dot") == 3
    assert "3 values, from 330 to 380" in html_of(site, "scorecard/")


def test_a_key_result_shows_the_sum_and_its_course(site: Site) -> None:
    page = html_of(site, "goals/grow/")
    assert "now 1,200" in seen(page).text
    assert "330 + 400 + 380 + 90 = 1200; (1200 − 0) ÷ (4000 − 0) = 0.3" in seen(page).text
    assert "2024-W33, so far" in seen(page).text


def test_the_mark_is_where_on_track_begins(site: Site) -> None:
    """1200 of 4000 = 0.3 at half of the time: the mark is at 0.7 × 0.5 = 0.35, not at 0.5. Levels have it at 0.7."""
    labels = [label for label in seen(html_of(site, "goals/grow/")).values("aria-label") if label.startswith("Score")]
    # x of the whole: (0.5 + 1 + 1 + 0) ÷ 4 = 0.625, so 0.4375; the milestone has no news and no mark
    assert labels == [
        "Score 0.45, on track from 0.44 today",
        "Score 0.30, on track from 0.35 today",
        "Score 0.50, on track from 0.70 today",
        "Score 1.00, on track from 0.70 today",
        "Score 0.00",
    ]
    marks = re.findall(r'goals-bar-mark" x1="([\d.]+)%"', html_of(site, "goals/grow/"))
    assert marks == ["43.8", "35", "70", "70"]
    assert "On track from 0.44 today" in text_of(site, "goals/grow/")
    assert "on track, for 0.45 ≥ 0.7 × 0.63 = 0.44" in text_of(site, "goals/grow/")


def test_the_company_s_bar_has_the_mark_of_its_goals(site: Site) -> None:
    assert "On track from 0.44 today" in text_of(site, "")
    assert "Score 0.45, on track from 0.44 today" in seen(html_of(site, "")).values("aria-label")


def test_strict_limits_in_words(site: Site) -> None:
    page = text_of(site, "goals/grow/")
    assert "Stay below 15 minutes, looked at every week" in page
    assert "Stay above 5, looked at every week" in page


def test_silence_is_no_news(site: Site) -> None:
    assert "○ No news yet" in text_of(site, "goals/grow/")
    assert "No data yet" not in text_of(site, "goals/grow/")


def test_goals_and_kpis_may_call_a_status_by_two_words(tmp_path: Path) -> None:
    files = {
        "silent.md": "---\ntitle: a\ncycle: 2024-Q3\nkey_results: [{title: b, done: false}]\n---\n",
        "empty.md": "---\ntype: kpi\ntitle: c\n---\n",
        "stock.md": STOCK,
    }
    options = text_of(sample_site(tmp_path, files), "goals/")
    assert "○ No news yet / No data yet" in options


def test_what_is_put_off_needs_no_help(site: Site) -> None:
    home, health, cycle = text_of(site, ""), html_of(site, "health/"), text_of(site, "cycles/2024-Q3/")
    needing = home[home.index("What needs help") : home.index("Goals of the company")]
    lists = seen(health[health.index('id="stale"') : health.index('id="findings"')]).text
    assert "Put off active" in needing
    assert "Put off active" in cycle
    assert "Put off active" in lists
    for state in ("cancelled", "postponed", "draft"):
        assert f"Put off {state}" not in needing
        assert f"Put off {state}" not in cycle
        assert f"Put off {state}" not in lists
        assert "needs help" not in text_of(site, f"goals/{state}/")
        assert "Off track" not in text_of(site, f"goals/{state}/")
    assert "1 of 1 key result needs help" in text_of(site, "goals/active/")


def test_a_gap_in_the_middle_is_seen(site: Site) -> None:
    assert "June 2024 and 2 more are missing" in text_of(site, "kpis/stock/")
    assert "1 waits for a number" in text_of(site, "scorecard/")


def test_a_range_s_target_is_whole_in_csv(site: Site) -> None:
    text = dict(site.files)["goals.csv"].decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["stock"]["target"] == "'-25..35"  # guarded: a spreadsheet takes a minus for a formula
    assert rows["sign-ups"]["target"] == "350"


def test_goals_json(site: Site) -> None:
    document = json.loads("".join(goals_json(site.data.portfolio, site.data.scorecard)))
    jsonschema.Draft7Validator(goals_schema()).validate(document)
    kpis = {kpi["id"]: kpi for kpi in document["kpis"]}
    sign_ups = kpis["sign-ups"]
    assert (sign_ups["aggregate"], sign_ups["period"], sign_ups["value"], sign_ups["so_far"]) == (
        "sum", "2024-W32", 380, 90,
    )  # fmt: skip
    assert (kpis["stock"]["aggregate"], kpis["stock"]["so_far"], kpis["stock"]["overdue"]) == ("last", None, True)
    grow = next(found for found in document["objectives"] if found["id"] == "grow")
    assert grow["on_track_from"] == 0.4375
    assert [found["on_track_from"] for found in grow["key_results"]] == [0.35, 0.7, 0.7, 0]
    assert [found["status"] for found in grow["key_results"]] == ["at-risk", "at-risk", "on-track", "no-data"]


def test_the_latest_changes_say_so_far(site: Site) -> None:
    assert "week 33, 2024 so far: 90 customers" in text_of(site, "")


def test_a_company_s_own_month_stays_the_current_cycle(tmp_path: Path) -> None:
    """A team's shorter cycle takes neither the headline nor the page Alignment."""
    team = GROW.replace("cycle: 2024-Q3", "cycle: 2024-08\nteam: sales").replace("id: ", "id: x-")
    site = sample_site(tmp_path, {"goals.yml": ORGANISATION, "sign-ups.md": SIGN_UPS, "grow.md": GROW, "team.md": team})
    assert "How we are doing in Q3 2024" in text_of(site, "")
    assert "Score 0.45" in " ".join(seen(html_of(site, "")).values("aria-label"))
    alignment = html_of(site, "alignment/")
    assert re.search(r'aria-current="\w+"[^>]*>Q3 2024<', alignment)
