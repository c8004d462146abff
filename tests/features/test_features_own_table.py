import copy
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.declare.errors import BadConfig, BadData
from mingxi.declare.feature import Direction
from mingxi.features.own_table import (
    own_applications,
    own_features,
    own_limit,
    own_privileged,
    own_table,
    own_target,
)

nan = np.nan
NAME = {"zh": "名", "en": "name"}
FACT = {"zh": "数值是 {value:.0f}。", "en": "The value is {value:.0f}."}


def feature(key, **source):
    base = {
        "key": key,
        "name": NAME,
        "concept": "late",
        "unit": "count",
        "on_risk": "raises",
        "on_limit": "lowers",
        "actionable": "not",
        "code": "R01",
        "if_adverse": FACT,
    }
    return base | source


def document(*features, **more):
    return {
        "path": "rows.csv",
        "currency": {"name": {"zh": "元", "en": "yuan"}, "symbol": "¥"},
        "roles": {
            "id": "who",
            "target": {
                "column": "bad",
                "positive": "yes",
                "name": {"zh": "没有按时还", "en": "not paying on time"},
            },
            "limit": {"column": "line", "name": {"zh": "旧额度", "en": "past limit"}},
            "protected": ["sex"],
            "exclude": {"note": "free text"},
        },
        "special_codes": [
            {
                "columns": ["a", "b"],
                "codes": {
                    -1: {"meaning": {"zh": "没有", "en": "none"}, "as": 0},
                    99: {"meaning": {"zh": "不详", "en": "unknown"}, "as": "missing"},
                    "n/a": {"meaning": {"zh": "不详", "en": "unknown"}, "as": "missing"},
                },
            }
        ],
        "concepts": [{"key": "late", "name": NAME, "matters_because": NAME}],
        "features": list(features) or [feature("a_now", column="a")],
        **more,
    }


def rows(**columns):
    base = {
        "who": ["x", "y", "z"],
        "bad": ["yes", "no", "no"],
        "line": [100, 200, 0],
        "sex": ["f", "m", "f"],
        "note": ["", "", ""],
        "a": [1, -1, 99],
        "b": [4.0, 2.0, nan],
        "c": [2.0, 0.0, -3.0],
        "d": ["low", "high", None],
    }
    return pd.DataFrame(base | columns)


EXAMPLES = [
    ({"column": "a"}, [1, 0, nan]),
    ({"column": "b"}, [4, 2, nan]),
    ({"sum": ["a", "b"]}, [5, 2, nan]),
    ({"mean": ["a", "b", 1]}, [2, 1, 1]),
    ({"max": ["a", "b"]}, [4, 2, nan]),
    ({"min": ["a", "c", 5]}, [1, 0, -3]),
    ({"ratio": ["b", "c"]}, [2, nan, nan]),
    ({"difference": ["b", "a"]}, [3, 2, nan]),
    ({"spread": ["a", "c"]}, [0.5, 0, 0]),
    ({"trend": ["a", "c", "b"]}, [1.5, 1, nan]),
    ({"count_above": {"columns": ["a", "b", "c"], "above": 1}}, [2, 1, 0]),
    ({"count_below": {"columns": ["a", "c"], "below": 2}}, [1, 2, 1]),
    ({"steps_since_above": {"columns": ["a", "b"], "above": 1}}, [1, 1, nan]),
    ({"count_codes": {"columns": ["a", "d"], "codes": [-1, 99, "low"]}}, [1, 1, 1]),
    ({"ratio": [{"sum": ["a", {"max": ["b", 3]}]}, 2]}, [2.5, 1.5, 1.5]),
    ({"column": "c", "clip": [0, None]}, [2, 0, 0]),
    ({"column": "c", "clip": [-1, 1]}, [1, 0, -1]),
    (
        {
            "column": "d",
            "categories": ["low", "high"],
            "on_risk": "either",
            "on_limit": "either",
            "if_adverse": NAME,
        },
        [0, 1, nan],
    ),
]
OTHERS = {"c": "not needed here", "d": "not needed here", "b": "not needed here", "a": "no"}


def spec_of(*features, **more):
    """Declaration of the features; columns that they do not read are excluded."""
    found = document(*features, **more)
    text = repr(found["features"])
    found["roles"]["exclude"] |= {k: w for k, w in OTHERS.items() if f"'{k}'" not in text}
    return own_table(found)


@pytest.mark.parametrize(("source", "expected"), EXAMPLES)
def test_the_vocabulary_by_hand(source, expected):
    table = own_features(rows(), spec_of(feature("x", **source)))
    np.testing.assert_allclose(table.column("x"), expected)


@given(st.permutations([0, 1, 2]), st.sampled_from(EXAMPLES))
@settings(max_examples=60, deadline=None)
def test_a_row_alone_and_in_any_batch_has_the_same_values(order, example):
    spec = spec_of(feature("x", **example[0]))
    whole = own_features(rows(), spec)
    shuffled = own_features(rows().iloc[order], spec)
    np.testing.assert_array_equal(shuffled.values, whole.values[order])
    assert shuffled.borrower_id.tolist() == whole.borrower_id[order].tolist()
    alone = own_features(rows().iloc[[1]], spec)
    np.testing.assert_array_equal(alone.values[0], whole.values[1])


def test_a_code_matches_however_the_file_writes_it():
    written = rows(a=["1", "-1", "n/a"], b=["4", "", "99"])
    spec = spec_of(feature("x", column="a"), feature("y", column="b"))
    with pytest.raises(BadData, match=r"features\[1\]\.column.*''"):
        own_features(written, spec)
    written["b"] = ["4", None, "99"]
    np.testing.assert_array_equal(
        own_features(written, spec).values, [[1, 4], [0, nan], [nan, nan]]
    )


def test_roles():
    spec = own_table(document(separator=";", sample=500, source="somewhere"))
    assert (spec.path, spec.separator, spec.sample, spec.source) == (
        "rows.csv",
        ";",
        500,
        "somewhere",
    )
    assert spec.money.symbol == "¥"
    assert spec.money.limit_name.en == "past limit"
    assert own_target(rows(), spec).tolist() == [1, 0, 0]
    assert own_limit(rows(), spec).tolist() == [100, 200, 0]
    what = spec.features[0].what
    assert (what.on_risk, what.on_limit) == (Direction.RAISES, Direction.LOWERS)


def test_what_is_known_of_past_rows_only_is_no_feature():
    found = document()
    found["roles"]["privileged"] = {"b": "the price"}
    found["roles"]["exclude"] |= dict.fromkeys("cd", "not needed")
    spec = own_table(found)
    np.testing.assert_array_equal(own_privileged(rows(), spec), [[4], [2], [nan]])
    assert own_features(rows(), spec).keys == ("a_now",)
    assert own_privileged(rows(), spec_of(feature("x", column="a"))) is None
    # rows to decide on need not have it
    asked = own_features(rows().drop(columns="b"), spec)
    assert asked.privileged is None
    with pytest.raises(BadData, match=r"roles\.privileged\.b: the table has no column 'b'"):
        own_privileged(rows().drop(columns="b"), spec)
    with pytest.raises(BadData, match=r"roles\.privileged\.b: .*'dear', which is no number"):
        own_privileged(rows(b=["dear", "1", "2"]), spec)


def test_a_table_without_limit_time_and_identifier():
    found = document()
    for role in ("id", "limit"):
        del found["roles"][role]
    found["roles"]["exclude"] |= dict.fromkeys(("who", "line", "b", "c", "d"), "not needed")
    spec = own_table(found)
    table = own_features(rows().iloc[[2, 0]], spec)
    assert table.borrower_id.tolist() == ["2", "0"]
    assert table.month.tolist() == ["", ""]
    assert own_limit(rows(), spec) is None
    assert own_applications(rows(), spec, date(2026, 1, 31))["has_line"].tolist() == [False] * 3


def test_time_makes_months_and_allows_a_person_twice():
    found = document()
    found["roles"]["time"] = {"column": "day", "format": "%d.%m.%Y"}
    found["roles"]["exclude"] |= dict.fromkeys(("b", "c", "d"), "not needed")
    spec = own_table(found)
    days = ["31.01.2026", "28.02.2026", "31.01.2026"]
    table = own_features(rows(who=["x", "x", "y"], day=days), spec)
    assert table.month.tolist() == ["2026-01", "2026-02", "2026-01"]
    with pytest.raises(BadData, match="'x' stands in more than one row"):
        own_features(rows(who=["x", "y", "x"], day=days), spec)
    with pytest.raises(BadData, match=r"roles\.time\.column.*'soon'"):
        own_features(rows(day=["31.01.2026", "soon", "31.01.2026"]), spec)


def test_the_limit_model_sees_only_its_features():
    spec = spec_of(feature("x", column="a"), feature("y", ratio=["b", "line"], used_for=["risk"]))
    assert spec.limit_keys == ("x",)
    assert own_features(rows(), spec).keys == ("x", "y")
    assert own_features(rows(), spec, role="limit").keys == ("x",)


def test_standing_facts_are_declared_too():
    standing = {
        "outstanding": {"max": ["c", 0.2]},
        "monthly_income": {"ratio": ["b", 12]},
        "region": "d",
        "has_line": "c",
    }
    found = document(standing=standing)
    facts = own_applications(rows(), own_table(found), date(2026, 1, 31))
    assert facts["outstanding"].tolist() == [2, 1, 1]
    np.testing.assert_allclose(facts["monthly_income"], [1 / 3, 1 / 6, nan])
    assert facts["region"].tolist() == ["low", "high", ""]
    assert facts["has_line"].tolist() == [True, False, False]
    assert facts.borrower_id.tolist() == ["x", "y", "z"]
    with pytest.raises(BadData, match=r"standing\.outstanding"):
        own_applications(
            rows(c=[nan, nan, nan]),
            own_table(document(standing={"outstanding": "c"})),
            date(2026, 1, 31),
        )


def broken(path, value):
    """Document with one value replaced; the path is a list of keys and positions."""
    found = copy.deepcopy(document())
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return found


F0 = ["features", 0]
MISTAKES = [
    (["path"], None, r"table: 'path' is missing"),
    (["feature"], [1], r"table: key 'feature' is not known. Did you mean 'features'"),
    (["separator"], "ab", r"table.separator: it is 'ab'"),
    (["separator"], "\n", r"table.separator"),
    (["sample"], 0, r"table.sample: it is 0"),
    (["sample"], True, r"table.sample: it is the word true"),
    (["features"], [], r"table.features: the list is empty"),
    (["features"], {"a": 1}, r"table.features: it is a mapping"),
    ([*F0, "on_risk"], "rises", r"table.features\[0\].on_risk: 'rises'.*'raises'"),
    ([*F0, "unit"], 3, r"table.features\[0\].unit: it is the number 3"),
    ([*F0, "code"], "R1", r"table.features\[0\].code: it is 'R1'"),
    ([*F0, "key"], "a[0]", r"table.features\[0\].key: it is 'a\[0\]'"),
    ([*F0, "concept"], "lat", r"table.features\[0\].concept: 'lat'.*Did you mean 'late'"),
    ([*F0, "if_adverse"], {"zh": "好。"}, r"features\[0\].if_adverse: 'en' is missing"),
    (
        [*F0, "if_adverse"],
        {"zh": "{value}。", "en": "{val}."},
        r"features\[0\].if_adverse: blanks differ",
    ),
    (
        [*F0, "if_adverse"],
        {"zh": "{target}。", "en": "{target}."},
        r"table.features\[0\]: sentence '\{target\}.' has blanks",
    ),
    (
        [*F0, "if_adverse"],
        {"zh": "{value:d}。", "en": "{value:d}."},
        r"table.features\[0\].if_adverse: .*cannot be filled",
    ),
    ([*F0, "if_adverse"], {"zh": "{。", "en": "{."}, r"table.features\[0\].if_adverse: "),
    ([*F0, "step"], FACT | {"zh": "做。", "en": "Do."}, r"has a step although nobody can act"),
    ([*F0, "adverse_from"], "1", r"table.features\[0\].adverse_from: it is the text '1'"),
    ([*F0, "fades_after_months"], 1.5, r"fades_after_months: it is 1.5"),
    ([*F0, "categories"], ["low"], r"table.features\[0\]: is nominal and has a direction"),
    ([*F0, "column"], None, r"table.features\[0\]: it says not what it is made of"),
    ([*F0, "mean"], ["a"], r"table.features\[0\]: it names column, mean"),
    ([*F0, "clip"], [2, 1], r"table.features\[0\].clip: 2 is not below 1"),
    ([*F0, "clip"], [1], r"table.features\[0\].clip: it has 1 entries"),
    ([*F0, "used_for"], ["limit"], r"table.features\[0\].used_for: .*add 'risk'"),
    ([*F0, "used_for"], ["risks"], r"used_for\[0\]: 'risks'.*Did you mean 'risk'"),
    ([*F0, "column"], "sex", r"features\[0\].column: it reads 'sex', a protected column"),
    ([*F0, "column"], "note", r"it reads 'note', an excluded column \(free text\)"),
    ([*F0, "column"], "bad", r"it reads 'bad', the outcome itself"),
    ([*F0, "column"], "who", r"it reads 'who', the identifier"),
    ([*F0, "column"], "line", r"table.features\[0\]: 'a_now' is made of the past limit"),
    (["roles", "protected"], ["sex", "bad"], r"roles.protected\[1\]: column 'bad' has a role"),
    (["roles", "target"], {"column": "bad"}, r"roles.target: 'positive' is missing"),
    (["roles", "exclude"], {"note": ""}, r"roles.exclude.note: it is an empty text"),
    (["roles", "privileged"], {"note": "x"}, r"roles.exclude.note: column 'note' has a role"),
    (["roles", "privileged"], {"a": "the price"}, r"reads 'a', known of past rows only \(the pr"),
    (["concepts"], [{"key": "late", "name": NAME, "matters_because": NAME}] * 2, r"concepts\[1\]"),
    (["standing"], {"outstandng": "c"}, r"standing.outstandng: .*Did you mean 'outstanding'"),
    (["standing"], {"repaid_on": "c"}, r"standing.repaid_on: fact 'repaid_on' is not known"),
    (["standing"], {"region": {"max": ["c"]}}, r"standing.region: a text fact"),
    (["standing"], {"outstanding": "sex"}, r"standing.outstanding: it reads 'sex'"),
    (["special_codes", 0, "codes", 99], {"as": "missing"}, r"codes.99: 'meaning' is missing"),
    (
        ["special_codes", 0, "codes", 99],
        {"meaning": NAME, "as": "missed"},
        r"codes.99.as: 'missed'.*Did you mean 'missing'",
    ),
    (["special_codes", 0, "columns"], ["a", "a"], r"column 'a' declares code -1 twice"),
]


@pytest.mark.parametrize(("path", "value", "message"), MISTAKES)
def test_every_mistake_is_named_where_it_is(path, value, message):
    with pytest.raises(BadConfig, match=message):
        own_table(broken(path, value))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"ratio": ["a"]}, r"features\[0\].ratio: it has 1 parts. Give 2"),
        ({"ratio": "a"}, r"features\[0\].ratio: it is the text 'a'"),
        ({"trend": ["a"]}, r"features\[0\].trend: it has 1 parts. Give at least 2"),
        ({"count_above": {"columns": ["a"]}}, r"features\[0\].count_above: 'above' is missing"),
        ({"count_above": ["a"]}, r"features\[0\].count_above: it is a list"),
        ({"sum": [{"rato": ["a", "b"]}]}, r"sum\[0\].rato: operation 'rato'.*mean 'ratio'"),
        ({"sum": [{"max": ["a"], "min": ["b"]}]}, r"sum\[0\]: it holds 2 keys"),
        ({"sum": [True]}, r"sum\[0\]: it is the word true"),
        ({"max": ["a", {"sum": ["b", "sex"]}]}, r"max\[1\].sum\[1\]: it reads 'sex', a protected"),
        ({"count_codes": {"columns": ["sex"], "codes": ["f"]}}, r"columns\[0\]: it reads 'sex'"),
        ({"ratio": ["a", "line"]}, r"is made of the past limit 'line'.*used_for"),
        ({"max": ["a"], "categories": ["low"]}, r"features\[0\]: "),
    ],
)
def test_every_mistake_in_a_derived_feature_is_named(source, message):
    with pytest.raises(BadConfig, match=message):
        own_table(document(feature("x", **source)))


def test_keys_are_unique():
    with pytest.raises(BadConfig, match=r"features\[1\].key: 'x' is there already"):
        own_table(document(feature("x", column="a"), feature("x", column="b")))


def test_a_concept_without_a_feature_is_refused():
    found = document()
    found["concepts"].append({"key": "early", "name": NAME, "matters_because": NAME})
    with pytest.raises(BadConfig, match=r"concepts\[1\]: no feature belongs to 'early'"):
        own_table(found)


def test_a_nominal_sentence_has_no_number():
    nominal = feature(
        "x", column="d", categories=["low"], on_risk="either", on_limit="either", if_adverse=FACT
    )
    with pytest.raises(BadConfig, match=r"features\[0\].if_adverse: a nominal value"):
        own_table(document(nominal))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.iloc[:0], "it has no rows"),
        (lambda f: f.rename(columns={"a": "aa"}), r"features\[0\].column: .*'a'"),
        (lambda f: f.assign(secret=1), "'secret'.*feature, protected, or exclude"),
        (lambda f: f.assign(who=["x", "x", "y"]), "'x' stands in more than one row"),
        (lambda f: f.assign(who=["x", None, "y"]), r"roles.id: column 'who' is empty in 1"),
        (lambda f: f.assign(a=["1", "2", "many"]), "holds 'many', which is no number"),
        (lambda f: f.assign(a=[1.0, np.inf, 2.0]), "is not finite"),
        (lambda f: f.assign(d=["low", "odd", "odd"]), r"'odd'.*categories \(2 rows\)"),
    ],
)
def test_a_table_that_is_not_as_declared_is_refused(change, message):
    nominal = feature(
        "x", column="d", categories=["low", "high"], on_risk="either", on_limit="either"
    )
    spec = spec_of(feature("y", column="a"), nominal | {"if_adverse": NAME})
    with pytest.raises(BadData, match=message):
        own_features(change(rows()), spec)


def test_the_outcome_must_be_there():
    spec = own_table(document())
    with pytest.raises(BadData, match=r"no column 'bad'"):
        own_target(rows().drop(columns="bad"), spec)
    with pytest.raises(BadData, match="is empty in 1 rows"):
        own_target(rows(bad=["yes", None, "no"]), spec)
    with pytest.raises(BadData, match=r"no row of 'bad' holds 'yes'; it holds \['no'\]"):
        own_target(rows(bad=["no"] * 3), spec)


def test_rows_to_decide_on_need_neither_outcome_nor_traits():
    spec = spec_of(feature("x", column="a"))
    frame = rows().drop(columns=["bad", "sex", "note", "line"])
    assert own_features(frame, spec).values.tolist()[:2] == [[1.0], [0.0]]
