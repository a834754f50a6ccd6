"""Accounts, the posts they hold and the deputies of posts. Rows are ended by a day, never deleted.

Units and posts are plain codes of a pack. An account has no person's name: what others see is the post's title.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q

from liandong.core.actors import Role, Seat
from liandong.core.errors import Refusal

ACCOUNT_NAME = r"\A[a-z0-9][a-z0-9._-]{2,63}\Z"
ADMINISTERS = [("", "nothing")] + [
    (role.value, role.value) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
]


class Accounts(BaseUserManager["User"]):
    """Finds and opens accounts; names are small letters, so that nobody signs in beside somebody else's name."""

    def open(self, username: str, password: str, now: datetime, *, is_demo: bool = False) -> User:
        """A new account. The name must fit and the password be strong: `accounts.open_account` sees to both."""
        account = User(username=username, opened_at=now, is_demo=is_demo)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of a name, however its letters were typed."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account. It has no rights of its own: they come from the seat it acts from.

    `county` is whose security administrator opened it, "" where the operator of the server did; `must_change_password`
    is set while its password is one that somebody else knows, and it has no seat until then.
    """

    username = models.CharField(max_length=64, unique=True, validators=[RegexValidator(ACCOUNT_NAME)])
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # its password is known to everybody: never in production
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64, blank=True, default="", db_default="")  # an account, "" at the server
    county = models.CharField(max_length=64, blank=True, default="", db_default="")
    must_change_password = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        indexes = (
            models.Index(fields=["is_demo"], condition=Q(is_demo=True), name="people_demo"),
            models.Index(fields=["county", "username"], name="people_user_of_county"),
        )


class Term(models.Model):
    """A seat somebody has for some days. `to_day` is the last of them; empty: until further notice."""

    county = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    post = models.CharField(max_length=64)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=64)  # an account, or "installation"
    granted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        abstract = True

    user: models.ForeignKey[User, User]
    user_id: int
    administers: str = ""

    @property
    def seat(self) -> Seat:
        """The seat by codes."""
        return Seat(self.unit, self.post)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; Refusal if the account would serve two counties, or administer beside anything else."""
        with transaction.atomic():
            account = User.objects.select_for_update().get(pk=self.user_id)  # two grants at once wait for each other
            self._refuse_conflict(account)
            super().save(*args, **kwargs)

    def _refuse_conflict(self, account: User) -> None:
        same_days = Q(meets(self.from_day, self.to_day), user=account)
        elsewhere, other_seat = ~Q(county=self.county), ~Q(unit=self.unit, post=self.post)
        own, deputised = PostHolding.objects.filter(same_days), Deputy.objects.filter(same_days)
        if own.filter(elsewhere).exists() or deputised.filter(elsewhere).exists():
            raise Refusal("people.other-county", account=account.username)
        beside = own.filter(other_seat).filter(Q() if self.administers else ~Q(administers=""))
        if beside.exists() or (self.administers and deputised.exists()):
            raise Refusal("people.roles-exclude", account=account.username)


def on(day: date) -> Q:
    """The terms that run on `day`."""
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gte=day))


def meets(first: date, last: date | None) -> Q:
    """The terms that share a day with `first` to `last` (None: without end)."""
    begun = Q(from_day__lte=last) if last else Q()
    return begun & (Q(to_day__isnull=True) | Q(to_day__gte=first))


def _term_constraints(table: str) -> tuple[models.BaseConstraint, ...]:
    in_order = Q(to_day__isnull=True) | Q(to_day__gte=F("from_day"))
    named = ~Q(county="") & ~Q(unit="") & ~Q(post="")
    return (
        models.CheckConstraint(condition=in_order, name=f"{table}_days_in_order"),
        models.CheckConstraint(condition=named, name=f"{table}_names_a_seat"),
    )


class PostHolding(Term):
    """An account holds a post. `administers` is the administrator's role of the post, "" for all other posts."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    administers = models.CharField(max_length=16, choices=ADMINISTERS, blank=True, default="")

    class Meta:
        indexes = (models.Index(fields=["county", "unit", "post"], name="people_holding_seat"),)
        constraints = _term_constraints("people_holding")


class Deputy(Term):
    """An account acts for a post on some days, because its holder cannot. Never for an administrator's post."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputyships")
    reason = models.TextField()

    class Meta:
        verbose_name_plural = "deputies"
        indexes = (models.Index(fields=["county", "unit", "post"], name="people_deputy_seat"),)
        constraints = (
            *_term_constraints("people_deputy"),
            models.CheckConstraint(condition=Q(to_day__isnull=False), name="people_deputy_has_an_end"),
        )


class FieldLeader(models.Model):
    """Who is in charge of an executive field on some days; an empty unit says that nobody is. Lines are added only."""

    county = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    unit = models.CharField(max_length=64, blank=True)
    post = models.CharField(max_length=64, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    entered_by = models.CharField(max_length=64)  # an account, or "installation"
    entered_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["county", "field"], name="people_fieldleader_field"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")), name="people_fieldleader_days_in_order"
            ),
        )


class SavedView(models.Model):
    """A list as somebody wants it again: his own, in one county. `query` is the part of its address after "?".

    `place` orders his views of one list; of these at most one is the default with which the list begins.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    county = models.CharField(max_length=64)
    of_list = models.CharField(max_length=120)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    place = models.IntegerField()
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "county", "of_list", "name"], name="people_savedview_name"),
            models.UniqueConstraint(
                fields=["user", "county", "of_list"], condition=Q(is_default=True), name="people_savedview_default"
            ),
        )
