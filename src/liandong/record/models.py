"""Tables of the record. Nobody outside `record` imports these; what append_only names is never changed.

No row points to `people`: units, posts and accounts stand by their codes, and the record outlives accounts. Moments are
text as `core.matter.events.moment` writes them: they are hashed, so they are kept as they were hashed; they sort as
text.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class EventRow(models.Model):
    """One fact of a matter. `payload` and `salt` are empty only where a lawful erasure emptied them."""

    pk = models.CompositePrimaryKey("matter", "seq")
    matter = models.TextField()
    seq = models.IntegerField()
    kind = models.TextField()
    at = models.TextField()
    account = models.TextField()
    unit = models.TextField()
    post = models.TextField()
    county = models.TextField()
    pack = models.TextField()
    pack_hash = models.TextField()
    access = models.TextField()
    key = models.TextField()
    alg = models.TextField()
    salt = models.BinaryField(null=True)
    payload = models.BinaryField(null=True)
    payload_hash = models.BinaryField()
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "record_event"
        indexes = (
            models.Index(fields=["county", "at"], name="record_event_unmasked", condition=Q(kind="DataUnmasked")),
        )


class MatterHead(models.Model):
    """The end of a matter's chain: how many events it has, and the hash of the last. `kept` is its snapshot's seq."""

    id = models.TextField(primary_key=True)
    county = models.TextField()
    number = models.TextField()
    seq = models.IntegerField()
    head = models.BinaryField()
    kept = models.IntegerField()

    class Meta:
        db_table = "record_matter"
        constraints = (models.UniqueConstraint(fields=["county", "number"], name="record_matter_number"),)


class Snapshot(models.Model):
    """The state that the first `seq` events of a matter fold to, as version `fold` of the fold spells it."""

    matter = models.TextField(primary_key=True)
    seq = models.IntegerField()
    fold = models.IntegerField()
    state = models.BinaryField()

    class Meta:
        db_table = "record_snapshot"


class PackBytes(models.Model):
    """The canonical bytes of a pack under which a matter was opened; `hash` is their SHA-256."""

    hash = models.TextField(primary_key=True)
    county = models.TextField()
    version = models.TextField()
    canonical = models.BinaryField()

    class Meta:
        db_table = "record_pack"


class SentKey(models.Model):
    """An idempotency key of an account: what was asked under it, the receipt that was given, the event it ends with."""

    pk = models.CompositePrimaryKey("account", "key")
    account = models.TextField()
    key = models.TextField()
    body = models.BinaryField()
    receipt = models.BinaryField()
    matter = models.TextField()
    seq = models.IntegerField()
    hash = models.BinaryField()
    at = models.TextField()

    class Meta:
        db_table = "record_key"


class OutboxRow(models.Model):
    """An event that somebody must be told of; claimed by a worker, and taken out when it is done."""

    id = models.BigAutoField(primary_key=True)
    matter = models.TextField()
    seq = models.IntegerField()
    topic = models.TextField()
    claimed_by = models.TextField(default="", db_default="")
    claimed_at = models.TextField(default="", db_default="")

    class Meta:
        db_table = "record_outbox"


class NumberCounter(models.Model):
    """The last number given to a matter of a county, a kind of procedure and a year."""

    pk = models.CompositePrimaryKey("county", "short", "year")
    county = models.TextField()
    short = models.TextField()
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "record_number"


class QueryRow(models.Model):
    """Somebody searched what is shared: who, when, to what purpose, which words, and how many matters were found."""

    id = models.BigAutoField(primary_key=True)
    at = models.TextField()
    county = models.TextField()
    account = models.TextField()
    unit = models.TextField()
    post = models.TextField()
    purpose = models.TextField()
    words = models.TextField()
    page = models.IntegerField()
    found = models.IntegerField()

    class Meta:
        db_table = "record_query"
        indexes = (models.Index(fields=["county", "-id"], name="record_query_by_county"),)


class QueryHit(models.Model):
    """A query found what a unit shares: so many matters of it."""

    pk = models.CompositePrimaryKey("query", "unit")
    query = models.BigIntegerField()
    unit = models.TextField()
    county = models.TextField()
    found = models.IntegerField()

    class Meta:
        db_table = "record_query_hit"
        indexes = (models.Index(fields=["county", "unit", "-query"], name="record_query_of_unit"),)


class DeedRow(models.Model):
    """Something was done at a desk that is no act in a matter: a list was exported, an account was worked on."""

    id = models.BigAutoField(primary_key=True)
    at = models.TextField()
    county = models.TextField()
    account = models.TextField()
    unit = models.TextField()
    post = models.TextField()
    kind = models.TextField()
    about = models.TextField()
    rows = models.IntegerField()
    subject = models.TextField(default="", db_default="")  # the key of the file that was looked at or read

    class Meta:
        db_table = "record_deed"
        indexes = (
            models.Index(fields=["county", "-id"], name="record_deed_by_county"),
            models.Index(fields=["subject", "-id"], name="record_deed_of_file", condition=~Q(subject="")),
        )


class LeafRow(models.Model):
    """One leaf of the log: which event it is of, and its hash. A leaf without a matter is of a key (`LogKeyRow`)."""

    place = models.BigIntegerField(primary_key=True)
    matter = models.TextField()
    seq = models.IntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "record_leaf"
        constraints = (models.UniqueConstraint(fields=["matter", "seq"], name="record_leaf_once"),)


class NodeRow(models.Model):
    """A node of the log's tree that is whole: the hash over 2^`level` leaves; every eighth level is kept."""

    pk = models.CompositePrimaryKey("level", "place")
    level = models.IntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "record_node"


class CheckpointRow(models.Model):
    """A signed checkpoint of the log, as it was signed."""

    size = models.BigIntegerField(primary_key=True)
    at = models.TextField()
    note = models.TextField()

    class Meta:
        db_table = "record_checkpoint"


class LogKeyRow(models.Model):
    """A statement that a key signs from here on, signed by the key before it; it is the leaf at `place`."""

    place = models.BigIntegerField(primary_key=True)
    statement = models.TextField()

    class Meta:
        db_table = "record_log_key"


class AnchorRow(models.Model):
    """A checkpoint reached a place outside: which one, when, and what a witness signed below it ("" for a file)."""

    id = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField()
    anchor = models.TextField()
    at = models.TextField()
    signature = models.TextField()

    class Meta:
        db_table = "record_anchor"
        indexes = (models.Index(fields=["anchor", "size"], name="record_anchor_of_place"),)


class LoggedRow(models.Model):
    """How far a matter stands in the log: where to look on. It proves nothing; `verify` asks the leaves."""

    matter = models.TextField(primary_key=True)
    seq = models.IntegerField()

    class Meta:
        db_table = "record_logged"


class WaitingRow(models.Model):
    """A matter has events that may not be in the log yet. The worker writes it with the claim of an act's row in the
    outbox, in one transaction, and takes it out when it has logged them."""

    id = models.BigAutoField(primary_key=True)
    matter = models.TextField()

    class Meta:
        db_table = "record_waiting"


class LogStanding(models.Model):
    """One row: when the worker last looked after the log, and why it stands still, "" while it grows."""

    id = models.IntegerField(primary_key=True)
    at = models.TextField()
    fault = models.TextField()
    about = models.TextField()

    class Meta:
        db_table = "record_log_standing"
