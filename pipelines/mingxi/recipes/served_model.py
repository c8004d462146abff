"""The decision model behind an MLflow server.

MLflow stores this file itself (models from code), so nothing of ours is pickled.
"""

from pathlib import Path
from typing import Any

import mlflow.models
import mlflow.pyfunc
import pandas as pd

from mingxi.recipes.attributions import Attributions
from mingxi.recipes.decision_model import load_decision_model, table_document
from mingxi.recipes.served import served


class ServedDecisionModel(mlflow.pyfunc.PythonModel):  # type: ignore[misc]  # mlflow has no types
    """MLflow's face of a decision model."""

    def load_context(self, context: Any) -> None:
        """Read the model's text files from the logged artifacts."""
        folder = Path(context.artifacts["model"])
        self.found = Attributions(load_decision_model(folder), None, threads=1)
        self.document = table_document(folder)

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> pd.DataFrame:
        """Decisions of raw rows; see `served`."""
        return served(self.found, model_input, self.document)


mlflow.models.set_model(ServedDecisionModel())
