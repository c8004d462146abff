"""Where a run keeps its files, below one root folder."""

from dataclasses import dataclass
from pathlib import Path

from mingxi.recipes.settings import Settings


@dataclass(frozen=True)
class Places:
    """Folders and stores of one run.

    Parameters
    ----------
    root : Path
        Usually the folder the command was started in.
    run, world : str
        Names from the settings.
    """

    root: Path
    run: str
    world: str

    @property
    def observed(self) -> Path:
        """Histories as a lender sees them."""
        return self.root / "data" / "synthetic" / self.world

    @property
    def truth(self) -> Path:
        """Known causes; sealed while models are trained and decisions are made."""
        return self.root / "data" / "truth" / self.world

    @property
    def all_truth(self) -> Path:
        """Known causes of every world here."""
        return self.truth.parent

    @property
    def models(self) -> Path:
        """Decision models as text files."""
        return self.root / "data" / "models" / self.run

    @property
    def reports(self) -> Path:
        """Letters, decisions and the model report."""
        return self.root / "reports" / self.run

    @property
    def decisions(self) -> Path:
        """Table of everybody decided on."""
        return self.reports / "decisions.parquet"

    @property
    def search_store(self) -> str:
        """Optuna storage URL."""
        return f"sqlite:///{self.root / 'optuna.db'}"


def places(settings: Settings, root: Path) -> Places:
    """Places of the run that ``settings`` describe, below ``root``."""
    world = settings.world.name if settings.world else settings.name
    return Places(root.resolve(), settings.name, world)
