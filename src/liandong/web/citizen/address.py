"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
HOUSEHOLD = 64  # bits of an IPv6 address that name who is connected; the others he chooses himself


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks; "" where the server says none.

    `X-Forwarded-For` is believed from the proxies of LIANDONG_TRUSTED_PROXIES alone: each adds whom it heard, so that
    the last address that is none of theirs is the one. Whatever else stands there was written by the one who asks.
    """
    at = _parsed(request.META.get("REMOTE_ADDR", ""))
    said = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while at is not None and said and _is_proxy(at):
        before = _parsed(said.pop())
        if before is None:
            break
        at = before
    return _connected(at) if at is not None else ""


def _parsed(text: str) -> Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _is_proxy(address: Address) -> bool:
    return any(address in ip_network(network) for network in settings.TRUSTED_PROXIES)


def _connected(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, HOUSEHOLD), strict=False))
