"""Prometheus metrics, counted from the ledger when asked: every process of the service is in them, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from services.ledger import census

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from services.ledger.census import Census
    from services.ledger.store import Ledger

CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition(ledger: Ledger, offices: Collection[str]) -> bytes:
    """The metrics as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(_FromLedger(ledger, offices))
    return generate_latest(registry)


class _FromLedger(Collector):
    """Asks the ledger once for each scrape."""

    def __init__(self, ledger: Ledger, offices: Collection[str]) -> None:
        self._ledger, self._offices = ledger, offices

    def collect(self) -> Iterator[Metric]:
        """Every metric family."""
        with self._ledger.read() as conn:
            found = census.take(conn, self._offices)
        yield from _gauges(found)
        events = CounterMetricFamily("trienkhai_events", "Events in the audit trail.", labels=["action"])
        for action, number in found.events.items():
            events.add_metric([action], number)
        yield events


def _gauges(found: Census) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "trienkhai_oldest_due_seconds", "How long the oldest due row waits for a worker.", value=found.oldest_due
    )
    for name, told, label, values in (
        ("directives", "Directives by state.", "state", found.directives),
        ("effects", "Things to be filed by state.", "state", found.effects),
        ("statuses", "Statuses to senders by state.", "state", found.statuses),
        ("questions", "Open questions to persons by code.", "code", found.questions),
        ("poll_age_seconds", "Seconds since the axis was last asked.", "office", found.asked),
        ("poll_ok_age_seconds", "Seconds since asking the axis last went well.", "office", found.answered),
        ("connection_paused", "Connections left alone after failures.", "connection", found.paused),
        ("check_well", "1 when the last run of a check found nothing.", "check", found.checks),
    ):
        gauge = GaugeMetricFamily(f"trienkhai_{name}", told, labels=[label])
        for key, value in values.items():
            gauge.add_metric([key], value)
        yield gauge
