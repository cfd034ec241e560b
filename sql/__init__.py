"""Migrations, models and checks: plain SQL files, read by `pipeline.models`."""
