"""The lists that somebody keeps under a name of his own: few, short, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from liandong.core.errors import Refusal
from liandong.people.models import SavedView, User

MOST = 20  # views of one list
LONGEST_NAME, LONGEST_QUERY = 40, 1000


def views_of(user: User, county: str, name: str = "") -> Sequence[SavedView]:
    """His views in this county, in his order: of one list, or of all."""
    return list(SavedView.objects.raw(_VIEWS, [user.pk, county, name, name]))


# By hand, as every page with a list asks it.
_VIEWS = """
SELECT id, user_id, county, of_list, name, query, place, is_default FROM people_savedview
WHERE user_id = %s AND county = %s AND (%s = '' OR of_list = %s) ORDER BY of_list, place, id"""


def keep(user: User, county: str, name: str, title: str, query: str) -> SavedView:
    """Keep a list under a title. The same title again keeps it anew.

    Refusal `view.no-name`, `view.nothing-asked`, `view.too-many`.
    """
    title = checked(title)
    if not query or len(query) > LONGEST_QUERY:
        raise Refusal("view.nothing-asked", field="name")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two at once count one after the other
        mine = _list(user, county, name)
        if not mine.filter(name=title).exists() and mine.count() >= MOST:
            raise Refusal("view.too-many", field="name", most=MOST)
        last = mine.aggregate(last=Max("place"))["last"]
        found, _ = SavedView.objects.update_or_create(
            user=user,
            county=county,
            of_list=name,
            name=title,
            defaults={"query": query},
            create_defaults={"query": query, "place": 0 if last is None else last + 1},
        )
        return found


def rename(view: SavedView, title: str) -> None:
    """Give a view another title. Refusal `view.no-name`, `view.name-taken`."""
    view.name = checked(title)
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError as error:
        raise Refusal("view.name-taken", field="name", name=view.name) from error


def make_default(view: SavedView, *, is_default: bool) -> None:
    """Let its list begin with this view, or with none."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=view.user_id)
        _list(view.user, view.county, view.of_list).update(is_default=False)
        if is_default:
            SavedView.objects.filter(pk=view.pk).update(is_default=True)


def move(view: SavedView, by: int) -> None:
    """Move a view so many places on among those of its list; at either end it stays."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=view.user_id)
        mine = list(_list(view.user, view.county, view.of_list).order_by("place", "pk"))
        at = next((at for at, each in enumerate(mine) if each.pk == view.pk), None)
        if at is None:
            return
        moved = mine.pop(at)
        mine.insert(min(max(at + by, 0), len(mine)), moved)
        for place, each in enumerate(mine):
            each.place = place
        SavedView.objects.bulk_update(mine, ["place"])


def checked(title: str) -> str:
    """A title in one line; Refusal `view.no-name` where it is none, or too long."""
    said = " ".join("".join(each if each.isprintable() else " " for each in title).split())
    if not said or len(said) > LONGEST_NAME:
        raise Refusal("view.no-name", field="name", longest=LONGEST_NAME)
    return said


def _list(user: User, county: str, name: str) -> QuerySet[SavedView]:
    return SavedView.objects.filter(user=user, county=county, of_list=name)
