"""Marts become figures, sentences and pages. Nothing in here computes a metric."""
