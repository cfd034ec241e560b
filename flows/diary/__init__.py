"""`backstride log`, `capability` and `diary`: entries are written, listed and corrected."""
