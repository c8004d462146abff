"""Faults of the records: what happened is one thing, what the tables say another."""
