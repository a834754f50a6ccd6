"""The worker: due clocks become commands, outbox rows become effects. Start it with `liandong worker`."""
