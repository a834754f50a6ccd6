"""The record: every fact of every matter, appended once, chained by hash, never changed.

Write side (for `act` alone): `record.write`. Read side: `record.read`. Proof: `record.verify`.
What is hashed, and how, stands in `record.chain`; docs/record.md explains it for a reader outside.
"""
