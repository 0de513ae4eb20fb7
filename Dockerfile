# One image for worker, beat, console and sandbox. Package clients take their settings from what the builder mounts
# (.ci/container); nothing of them and no secret stays in the image.

FROM debian:bookworm-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /opt/venv
WORKDIR /srv/trienkhai
# The packages change rarely, our own code often: this order keeps the big layer cached.
COPY requirements-run.lock ./
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-run.lock
COPY . ./
# Editable, so that config/ and templates/ stay beside the code, where an admin mounts their own over them.
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
 && /opt/venv/bin/python -m compileall -q services workers


FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      antiword ca-certificates python3 tesseract-ocr tesseract-ocr-vie tzdata \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --home-dir /var/lib/trienkhai --create-home --skel /dev/null --shell /usr/sbin/nologin trienkhai
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/trienkhai /srv/trienkhai
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    LANG=C.UTF-8 \
    TZ=Asia/Ho_Chi_Minh \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TRIENKHAI_CONFIG=/srv/trienkhai/config \
    TRIENKHAI_DATA=/var/lib/trienkhai
USER trienkhai
WORKDIR /var/lib/trienkhai
VOLUME /var/lib/trienkhai
EXPOSE 8080
# Healthy means: the ledger answers. A worker that is alive but cut off from it is not healthy.
HEALTHCHECK --interval=60s --timeout=20s --start-period=30s CMD ["trienkhai", "status", "--json"]
ENTRYPOINT ["trienkhai"]
CMD ["run"]
