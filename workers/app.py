"""The Celery application. It is a doorbell: a message carries an id, the ledger says what is to be done.

Every setting stands beside the failure it prevents.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from celery import Celery, Task
from celery.signals import setup_logging, worker_init
from kombu.entity import Exchange, Queue
from kombu.transport import TRANSPORT_ALIASES

from services.context import Service, open_service, templates_of
from services.errors import SettingsError, TemplateError
from services.ledger.store import open_ledger
from services.logs import configure_logs
from services.settings.load import Settings, load_offices
from services.settings.watching import signature
from services.steps import taken_over
from workers.schedule import beat_schedule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.letters.template import TemplateSet
    from services.settings.watching import Signature

log = structlog.get_logger()

QUEUE, DEAD_QUEUE = "trienkhai", "trienkhai.dead"
# By its name: beside a real broker it is not loaded.
TRANSPORT_ALIASES["filesystem"] = "workers.embedded:Transport"


class Doorbell(Task):  # type: ignore[misc]  # Celery ships no types
    """A task that may be lost or doubled without harm."""

    # A task that kills its worker is tried three times at once, not after the default 180 s.
    max_retries = 3
    default_retry_delay = 0


class Wiring:
    """The configuration and wiring of this process, opened when first needed (after a pool has forked).

    Looked at anew whenever a file of config/ or templates/ has changed, so that a mended template or unit needs no
    restart. A configuration with problems is not taken over: work goes on with the last good one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: Signature = ()
        self._service: Service | None = None
        self._templates: Mapping[Path, TemplateSet] = {}
        self.offices = load_offices()
        self._loaded = signature(self.offices)

    @property
    def settings(self) -> Settings:
        """What holds for the service as a whole: schedule of the sweeper, ledger, broker, places."""
        return self.offices[0]

    def prepare(self) -> None:
        """Before a pool forks: its children begin with these templates, also those that start beside a broken one."""
        self._templates = templates_of(self.offices)

    def close(self) -> None:
        """Give back the connections to the ledger."""
        if self._service is not None:
            self._service.ledger.close()

    def service(self) -> Service:
        """The present wiring."""
        with self._lock:
            seen = signature(self.offices)
            if self._service is None or seen != self._seen:
                self._open(seen)
                self._seen = seen
            return self._service  # type: ignore[return-value]  # _open leaves one, or raises

    def _open(self, seen: Signature) -> None:
        try:
            # A pool child starts with what its parent read, unless a file has changed since.
            fresh, templates = (self.offices, self._templates) if seen == self._loaded else _read_anew()
            self._service = open_service(fresh, templates)
            self.offices, self._templates, self._loaded = fresh, templates, seen
        except (SettingsError, TemplateError) as error:
            problems = len(getattr(error, "problems", ())) or 1
            log.warning("configuration_not_taken_over", code=error.code, problems=problems)
            self._service = self._service or self._as_the_parent_read()
            taken_over.record(self._service.ledger, well=False)
        else:
            taken_over.record(self._service.ledger, well=True)

    def _as_the_parent_read(self) -> Service:
        """For a pool child that starts only now."""
        try:
            return open_service(self.offices, self._templates)
        except TemplateError:
            ledger = open_ledger(self.settings.connections.ledger_url)
            taken_over.record(ledger, well=False, working=False)
            ledger.close()
            raise


def _read_anew() -> tuple[tuple[Settings, ...], Mapping[Path, TemplateSet]]:
    offices = load_offices()
    return offices, templates_of(offices)


def make_app(offices: Sequence[Settings]) -> Celery:
    """The application for a configuration."""
    app = Celery("trienkhai", task_cls=Doorbell, include=["workers.tasks"])
    app.conf.update(common(), beat_schedule=beat_schedule(offices), **broker(offices[0]))
    return app


def common() -> dict[str, Any]:
    """Settings that hold for every broker."""
    return {**_delivery(), **_payload(), **_limits(), **_connection()}


def _delivery() -> dict[str, Any]:
    return {
        # Both, or a task dies with its pool child (one alone loses it).
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        # Bounds the loop of a task that kills its worker.
        "task_retry_on_worker_lost": True,
        # The row decides on retrying, not the broker.
        "task_acks_on_failure": True,
        "task_acks_on_timeout": True,
        # A dead worker holds one message, not many.
        "worker_prefetch_multiplier": 1,
    }


def _payload() -> dict[str, Any]:
    return {
        # Results live in the ledger; a result backend would be a second truth.
        "task_ignore_result": True,
        "result_backend": None,
        "task_track_started": False,
        # Whoever can write to the broker must not be able to run code here.
        "task_serializer": "json",
        "accept_content": ["json"],
        "enable_utc": True,
        "timezone": "Asia/Ho_Chi_Minh",
    }


def _limits() -> dict[str, Any]:
    return {
        # Longer than the sum of the parsers' wall limits; a hung task must end.
        "task_time_limit": 300,
        "task_soft_time_limit": 270,
        # Slow leaks end with the child (KiB).
        "worker_max_tasks_per_child": 200,
        "worker_max_memory_per_child": 400_000,
        # Deployments let running steps end.
        "worker_soft_shutdown_timeout": 60,
        "worker_enable_soft_shutdown_on_idle": True,
    }


def _connection() -> dict[str, Any]:
    return {
        # A task of a lost connection will be delivered again: its first run must not go on beside it.
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        # A broker that starts later, or is away for long, is waited for (the default gives up after 100 tries).
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        # Ringing must not hang a step while the broker is away: the sweeper rings again.
        "task_publish_retry_policy": {
            "max_retries": 2,
            "interval_start": 0.2,
            "interval_step": 0.2,
            "interval_max": 0.5,
        },
        # Logs are ours: JSON lines on stderr.
        "worker_hijack_root_logger": False,
    }


def broker(chosen: Settings) -> dict[str, Any]:
    """What differs between the brokers: filesystem (embedded), RabbitMQ, Redis."""
    url = chosen.connections.broker_url
    scheme = urlsplit(url).scheme
    if scheme == "filesystem":
        return {"broker_url": "filesystem://", "broker_transport_options": _folders(url), "task_default_queue": QUEUE}
    if scheme.startswith("amqp"):
        return {
            "broker_url": url,
            # Without confirms a message is dropped silently under a memory or disk alarm.
            "broker_transport_options": {"confirm_publish": True},
            "task_default_queue": QUEUE,
            "task_queues": [_quorum()],
        }
    return {
        "broker_url": url,
        # Longer than twice a task, or a running task is started again; restored soon after a worker died.
        "broker_transport_options": {
            "visibility_timeout": 900,
            "unacked_restore_throttle": 1,
            "socket_timeout": 30,
            "health_check_interval": 25,
        },
        "task_default_queue": QUEUE,
    }


def _quorum() -> Queue:
    arguments = {
        # Survives the loss of a broker node, and counts deliveries, so that poison ends in the dead-letter queue.
        "x-queue-type": "quorum",
        "x-delivery-limit": 5,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": DEAD_QUEUE,
    }
    return Queue(QUEUE, Exchange(QUEUE, type="direct"), routing_key=QUEUE, queue_arguments=arguments)


@worker_init.connect  # type: ignore[untyped-decorator]
def read_templates(**_kwargs: object) -> None:
    """In the parent, before its pool forks."""
    wiring.prepare()


@worker_init.connect  # type: ignore[untyped-decorator]
def declare_dead_queue(**_kwargs: object) -> None:
    """Without a queue of its own a dead letter would vanish. Nobody consumes it: a person looks into it."""
    if urlsplit(str(app.conf.broker_url)).scheme.startswith("amqp"):
        with app.connection_for_write() as connection:
            Queue(DEAD_QUEUE, Exchange(""), routing_key=DEAD_QUEUE)(connection.default_channel).queue_declare()


def _folders(url: str) -> dict[str, object]:
    """One private folder for both directions, so that worker and beat on this machine meet."""
    folder = Path(url.removeprefix("filesystem://"))
    for name in ("queue", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    queue, control = str(folder / "queue"), str(folder / "control")
    return {"data_folder_in": queue, "data_folder_out": queue, "control_folder": control}


@setup_logging.connect  # type: ignore[untyped-decorator]
def _logs(**_kwargs: object) -> None:
    configure_logs()


wiring = Wiring()
app = make_app(wiring.offices)
