"""Sessions that answer from memory."""

from __future__ import annotations

from services.office.http import Limits, OfficeSession


class Canned(OfficeSession):
    """Answers requests with these bodies in turn (the last one for ever) and remembers the requests."""

    def __init__(self, *bodies, name="Trục"):
        super().__init__("http://truc.test/goc", name, {}, Limits(1))
        self.bodies = list(bodies)
        self.requests = []

    def json(self, request):
        self.requests.append(request)
        return self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0]
