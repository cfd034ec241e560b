"""`backstride strength` and `exercise`: training no watch has recorded, and what it trains."""
