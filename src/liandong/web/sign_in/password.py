"""One's own password: changed when one likes, and at the first sign-in before anything else."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liandong.core.errors import Refusal
from liandong.core.words import say as refused_words
from liandong.people.accounts import change_password
from liandong.people.models import User
from liandong.web.language import lang, t


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest) -> HttpResponseBase:
    """Change it; whoever must is not asked again for the one with which he has just signed in."""
    user = cast(User, request.user)
    must = user.must_change_password
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("worklist")
    refused = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("password", "again", "present")}
        try:
            change_password(user, given["password"], given["again"], None if must else given["present"])
        except Refusal as refusal:
            refused = refused_words(refusal, lang())
        else:
            update_session_auth_hash(request, user)  # this session goes on, every other one ends
            messages.success(request, t("密码已修改。", "The password has been changed."))
            return redirect(target)
    context = {"must": must, "next": target, "refused": refused}
    return render(request, "sign_in/password.html", context, status=422 if refused else 200)
