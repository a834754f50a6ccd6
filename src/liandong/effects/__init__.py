"""What follows a fact once it is on record: notices today, later papers and webhooks. Idempotent by event.

Effects read the record, never the request, and never call back into it. The worker runs them (`liandong.worker`).
"""
