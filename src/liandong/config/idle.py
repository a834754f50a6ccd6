"""Ends a session that nobody uses, without writing to the database at every click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

TOUCH_EVERY = timedelta(minutes=1)
TOUCHED = "touched"
BY_ITSELF = frozenset({"/notices/count/"})  # an open page asks for these without anybody at it


class IdleSession:
    """Moves the end of a used session on, at most once a minute.

    Django forgets a session SESSION_COOKIE_AGE after it was last saved. Saving at every request would make a write
    of every page; saving never would end a session in the middle of work.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Touches the session of a signed-in reader, then answers."""
        session = request.session
        if session.session_key and "_auth_user_id" in session and request.path not in BY_ITSELF:
            now = timezone.now().timestamp()
            if now - session.get(TOUCHED, 0.0) >= TOUCH_EVERY.total_seconds():
                session[TOUCHED] = now
        return self.get_response(request)
