"""What a run over a bureau's stations costs: its parts, the coordinator's memory, and a model."""
