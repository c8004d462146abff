"""The outside world, one thin file each: files, MLflow, Optuna, processes, YAML."""
