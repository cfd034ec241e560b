"""Originals for good: written down, read again, hashed again, and removed with their owner.

ledger     whose each original is, what it was called, where its bytes lie
recovery   what the warehouse has lost or what was refused becomes arrivals again
verify     is every original still there, bit for bit?
forget     one athlete is removed everywhere
"""
