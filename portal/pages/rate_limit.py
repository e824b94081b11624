"""How often an open form may be used, without keeping who used it.

The counts are in the database, so that every worker process sees the same ones.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600
_IPV6_HOME = 64  # one household or phone has a whole network of this size


class UseCount(models.Model):
    """How often something was done within one hour.

    The key is a keyed digest of what, who and which hour: no address is kept, and
    the same visitor has another key in the next hour.
    """

    key = models.CharField(max_length=64, unique=True)
    hour = models.PositiveIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.hour}: {self.count}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """How often one visitor, and all visitors together, may do something in an hour."""

    name: str
    each: int
    everybody: int | None = None

    def allows(self, request: HttpRequest) -> bool:
        """Tell whether this visitor may do it once more; count nothing."""
        keys = self._keys(request)
        uses = UseCount.objects.filter(key__in=keys).values_list("key", "count")
        counts = dict(uses)
        return all(counts.get(key, 0) < most for key, most in keys.items())

    def spend(self, request: HttpRequest) -> bool:
        """Count one use and tell whether it was still allowed.

        A use that is refused is not counted, neither for the visitor nor for all.
        """
        with transaction.atomic():
            allowed = all(
                _count(key, most) for key, most in self._keys(request).items()
            )
            transaction.set_rollback(not allowed)
        return allowed

    def _keys(self, request: HttpRequest) -> dict[str, int]:
        keys = {_key(self.name, client_address(request)): self.each}
        if self.everybody is not None:
            keys[_key(self.name, "everybody")] = self.everybody
        return keys


def client_address(request: HttpRequest) -> str:
    """Return where a request comes from; of IPv6, the visitor's whole network."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # Only the last one was written by our own proxy.
        sent = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = sent.rpartition(",")[2].strip() or address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a Unix socket has none
        return str(address)
    if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
        return str(ipaddress.ip_network((found, _IPV6_HOME), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def _count(key: str, most: int) -> bool:
    hour = _hour()
    use, is_new = UseCount.objects.get_or_create(key=key, defaults={"hour": hour})
    if is_new:
        UseCount.objects.filter(hour__lt=hour).delete()
    return bool(
        UseCount.objects.filter(pk=use.pk, count__lt=most).update(
            count=models.F("count") + 1
        )
    )


def _key(name: str, who: str) -> str:
    digest = salted_hmac(
        "portal.rate_limit", f"{name} {_hour()} {who}", algorithm="sha256"
    )
    return digest.hexdigest()


def _hour() -> int:
    return int(time.time()) // HOUR
