"""The log over all events: one Merkle tree of what stands on record, its signed checkpoints, their anchors outside.

A chain proves a matter to whoever holds its end. The log proves all matters to whoever holds any later checkpoint: what
was cut off, written anew as a whole, or restored from a backup no longer fits. It is filled after the acts, by the
worker (`grow`), and adds nothing to their transactions. docs/record.md explains it for a reader outside.
"""
