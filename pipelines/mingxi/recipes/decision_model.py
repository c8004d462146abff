"""The decision model: two boosters, a calibrator, a policy, frozen references; as text files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from mingxi.adapters import store
from mingxi.adapters.config_file import read_yaml
from mingxi.declare.errors import BadData, BadDeclaration
from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.calibrator import calibrator, calibrator_document
from mingxi.models.credit_limit import CreditLimit
from mingxi.models.default_risk import Application, DefaultRisk
from mingxi.models.pd_term import PdTerm, Sooner
from mingxi.models.proposal_residual import ExpectedProposal
from mingxi.policy.policy import Policy
from mingxi.policy.terms import policy
from mingxi.records.decision import Money, Versions
from mingxi.records.feature_table import FeatureTable

DECLARED = "declared.json"  # written last: while it is missing, the model is not whole
TABLE = "table.yaml"  # YAML, because special codes are numbers and JSON has none as keys
RISK, LIMIT = "risk.lgb.txt", "limit.lgb.txt"
APPLICATION = "application.lgb.txt"
LENDER = "lender_{}.lgb.txt"
CONFIRMER = "confirmer_{}_{}.lgb.txt"  # its number, and which of its models
JUDGED = ("risk", "limit")
SOONER = "within_{}_months.lgb.txt"
POLICY, REFERENCES = "policy.json", "references.parquet"
# 2: months with us are unknown for less than one month; 3: confirmers judge the risk, too
FORMAT = "mingxi-decision-model/3"
REMAKE = "Train the model again with `mingxi train`"


@dataclass(frozen=True)
class References:
    """Frozen people to compare with.

    Parameters
    ----------
    table : FeatureTable
        Their rows.
    kind : ndarray of str, shape (m,)
        ``"just_approved"`` or ``"step:<limit>"`` (people who have that limit step).
    """

    table: FeatureTable
    kind: np.ndarray[Any, np.dtype[np.str_]]

    def members(self, kind: str) -> FeatureTable:
        """Rows of one reference group."""
        return self.table.rows(self.kind == kind)


@dataclass(frozen=True)
class Confirmer:
    """Trees of both models, learned again from redrawn borrowers: LightGBM's texts.

    Parameters
    ----------
    risk, limit : str
    """

    risk: str
    limit: str


@dataclass(frozen=True)
class DecisionModel:
    """Everything that a decision and its explanation depend on.

    Parameters
    ----------
    risk, limit : the two fitted models
    features, concepts : declared columns of the feature table and their players
    policy : Policy
    references : References | None
        None until people have been decided on with it.
    money : Money
    causal : bool
        False where the limit imitates past limits: effects are then not causal.
    versions : Versions
    term : PdTerm | None
        Risk by shorter horizons; None where outcomes have no months.
    lender : ExpectedProposal | None
        What tells the lender's own proposals apart from the record; None: the limit model takes
        nothing of them.
    confirmers : tuple of Confirmer
        They decide nothing: what a step brings is told only where most of them confirm it.
    """

    risk: DefaultRisk
    limit: CreditLimit
    features: tuple[Feature, ...]
    concepts: tuple[Concept, ...]
    policy: Policy
    references: References | None
    money: Money
    causal: bool
    versions: Versions
    term: PdTerm | None = None
    lender: ExpectedProposal | None = None
    confirmers: tuple[Confirmer, ...] = ()

    def limit_rows(self, table: FeatureTable) -> FeatureTable:
        """The columns of ``table`` that the limit model takes."""
        table.check_order([f.key for f in self.features])
        return table.columns(self.limit.keys)

    def confirming(self) -> tuple["DecisionModel", ...]:
        """The same model with the trees of each confirmer.

        All else stays: calibration, policy, what is expected of the lender's proposals, and the
        application scorecard, so whoever has just come has the same risk under all.
        """
        return tuple(
            replace(
                self,
                risk=replace(self.risk, booster_text=one.risk),
                limit=replace(self.limit, booster_text=one.limit),
                confirmers=(),
            )
            for one in self.confirmers
        )


def write_decision_model(
    model: DecisionModel, folder: Path, table: Mapping[str, Any] | None = None
) -> None:
    """Write the model as text files (and its reference rows as Parquet) below ``folder``.

    Parameters
    ----------
    model : DecisionModel
    folder : Path
    table : mapping | None
        Declaration of the own table whose raw rows the model takes; None for histories.
    """
    assert model.references is not None, "a model is written after its references are frozen"
    written = [RISK, LIMIT, POLICY, REFERENCES, *([] if table is None else [TABLE])]
    store.write_text(folder / RISK, model.risk.booster_text)
    store.write_text(folder / LIMIT, model.limit.booster_text)
    if table is not None:
        store.write_text(folder / TABLE, yaml.safe_dump(dict(table), allow_unicode=True))
    for name, text in _more_trees(model).items():
        store.write_text(folder / name, text)
        written.append(name)
    store.write_json(folder / POLICY, dict(model.policy.document))
    rows = model.references.table
    columns: dict[str, Any] = {
        "kind": model.references.kind.astype(str),
        "borrower_id": rows.borrower_id.astype(str),
        "month": rows.month.astype(str),
    }
    columns |= {key: rows.values[:, i] for i, key in enumerate(rows.keys)}
    store.write_table(folder / REFERENCES, pa.table(columns))
    store.write_json(
        folder / DECLARED,
        {
            "format": FORMAT,
            "files": {name: store.content_hash(folder / name) for name in written},
            "features": [asdict(f) for f in model.features],
            "concepts": [asdict(c) for c in model.concepts],
            "limit_keys": list(model.limit.keys),
            "calibrator": calibrator_document(model.risk.calibrator),
            "application": _application_document(model.risk.application),
            "term": _term_document(model.term),
            "risk_keys": list(model.risk.keys),
            "lender": _lender_document(model.lender),
            "confirmers": len(model.confirmers),
            "money": asdict(model.money),
            "causal": model.causal,
            "versions": asdict(model.versions),
        },
    )


def table_document(folder: Path) -> Mapping[str, Any] | None:
    """Declaration of the own table that the model below ``folder`` takes, or None."""
    return read_yaml(folder / TABLE) if (folder / TABLE).is_file() else None


def load_decision_model(folder: Path) -> DecisionModel:
    """The model that `write_decision_model` wrote.

    Raises
    ------
    BadData
        A file is missing, damaged, or was not written with the others.
    """
    if not (folder / DECLARED).is_file():
        raise BadData(
            f"decision model in {folder}", "there is none", "Train it first: mingxi train CONFIG"
        )
    declared = store.read_json(folder / DECLARED)
    form = declared.get("format") if isinstance(declared, dict) else None
    if form != FORMAT:
        raise BadData(f"decision model {folder}", f"its format is {form!r}", REMAKE)
    try:
        _check_files(folder, declared["files"])
        return _assembled(folder, declared)
    except (BadDeclaration, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadData(
            f"decision model {folder}", f"{DECLARED} is damaged ({error!r})", REMAKE
        ) from error


def _check_files(folder: Path, hashes: Mapping[str, str]) -> None:
    """Refuse files that are not the ones written: LightGBM may crash on a text that is cut off."""
    for name, wanted in hashes.items():
        if store.content_hash(folder / name) != wanted:
            raise BadData(f"decision model {folder}", f"{name} was changed or cut off", REMAKE)


def _assembled(folder: Path, declared: Mapping[str, Any]) -> DecisionModel:
    features = tuple(_feature(f) for f in declared["features"])
    concepts = tuple(
        Concept(c["key"], Words(**c["name"]), Words(**c["matters_because"]))
        for c in declared["concepts"]
    )
    keys = tuple(f.key for f in features)
    risk_keys = tuple(declared.get("risk_keys", keys))
    versions = dict(declared["versions"])
    versions["data_as_of"] = date.fromisoformat(versions["data_as_of"])
    money = declared["money"]
    return DecisionModel(
        risk=DefaultRisk(
            store.read_text(folder / RISK),
            calibrator(declared["calibrator"]),
            risk_keys,
            _application(folder, declared.get("application")),
        ),
        limit=CreditLimit(store.read_text(folder / LIMIT), tuple(declared["limit_keys"])),
        features=features,
        concepts=concepts,
        policy=policy(store.read_json(folder / POLICY)),
        references=_references(folder, features, concepts),
        money=Money(
            Words(**money["currency"]),
            money["symbol"],
            Words(**money["limit_name"]),
            Words(**money["default_name"]),
        ),
        causal=bool(declared["causal"]),
        versions=Versions(**versions),
        term=_term(folder, declared.get("term"), risk_keys),
        lender=_lender(folder, declared.get("lender")),
        confirmers=tuple(
            Confirmer(*(store.read_text(folder / CONFIRMER.format(number, of)) for of in JUDGED))
            for number in range(declared["confirmers"])
        ),
    )


def _more_trees(model: DecisionModel) -> dict[str, str]:
    """Texts of the trees beside the two main models, by file name."""
    own, term = model.risk.application, model.term
    out = {} if own is None else {APPLICATION: own.booster_text}
    for part in term.parts if term else ():
        if part.booster_text is not None:
            out[SOONER.format(part.months)] = part.booster_text
    for number, text in enumerate(model.lender.texts if model.lender else ()):
        out[LENDER.format(number)] = text
    for number, one in enumerate(model.confirmers):
        for of in JUDGED:
            out[CONFIRMER.format(number, of)] = getattr(one, of)
    return out


def _lender_document(lender: ExpectedProposal | None) -> dict[str, Any] | None:
    if lender is None:
        return None
    return {"folds": len(lender.texts), "keys": list(lender.keys)}


def _lender(folder: Path, document: Mapping[str, Any] | None) -> ExpectedProposal | None:
    if document is None:
        return None
    texts = [store.read_text(folder / LENDER.format(k)) for k in range(document["folds"])]
    return ExpectedProposal(tuple(texts), tuple(document["keys"]))


def _application_document(own: Application | None) -> dict[str, Any] | None:
    if own is None:
        return None
    level = calibrator_document(own.calibrator)
    return {"calibrator": level, "history": own.history}


def _application(folder: Path, document: Mapping[str, Any] | None) -> Application | None:
    if document is None:
        return None
    text = store.read_text(folder / APPLICATION)
    return Application(text, calibrator(document["calibrator"]), document["history"])


def _term_document(term: PdTerm | None) -> dict[str, Any] | None:
    if term is None:
        return None
    parts = [
        {
            "months": part.months,
            "trees": part.booster_text is not None,
            "calibrator": calibrator_document(part.calibrator),
        }
        for part in term.parts
    ]
    return {"months": term.months, "parts": parts}


def _term(
    folder: Path, document: Mapping[str, Any] | None, keys: tuple[str, ...]
) -> PdTerm | None:
    if document is None:
        return None
    parts = tuple(
        Sooner(
            part["months"],
            store.read_text(folder / SOONER.format(part["months"])) if part["trees"] else None,
            calibrator(part["calibrator"]),
        )
        for part in document["parts"]
    )
    return PdTerm(document["months"], parts, keys)


def _references(
    folder: Path, features: tuple[Feature, ...], concepts: tuple[Concept, ...]
) -> References:
    keys = [f.key for f in features]
    rows = store.read_table(
        folder / REFERENCES, ["kind", "borrower_id", "month", *keys]
    ).to_pandas()
    table = FeatureTable(
        features,
        concepts,
        rows[keys].to_numpy(dtype=np.float64),
        rows["borrower_id"].to_numpy(dtype=str),
        rows["month"].to_numpy(dtype=str),
    )
    return References(table, rows["kind"].to_numpy(dtype=str))


def _feature(document: Mapping[str, Any]) -> Feature:
    kinds: dict[str, Any] = {
        "on_risk": Direction,
        "on_limit": Direction,
        "actionable": Actionable,
        "witnesses": tuple,
        "categories": tuple,
    }
    words = ("name", "if_adverse", "if_favourable", "if_missing", "step")
    kinds |= dict.fromkeys(words, lambda text: None if text is None else Words(**text))
    return Feature(**{k: kinds[k](v) if k in kinds else v for k, v in document.items()})
