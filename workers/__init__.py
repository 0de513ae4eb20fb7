"""The only place that names Celery: `app` (the doorbell's settings), `tasks` (the bells), `schedule` (the ticks)."""
