# The monitor as a container that may write to /data alone. compose.yaml beside it says how it is started.
FROM python:3.13-slim AS build
ARG LOCK=requirements.lock
COPY $LOCK /src/
RUN python -m venv /opt/monitor \
    && /opt/monitor/bin/pip install --no-cache-dir --require-hashes --no-deps -r /src/$LOCK
COPY pyproject.toml README.md LICENSE /src/
COPY monitor /src/monitor
RUN /opt/monitor/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src

FROM python:3.13-slim
COPY --from=build /opt/monitor /opt/monitor
RUN useradd --uid 10001 --create-home --home-dir /data monitor
USER monitor
WORKDIR /data
VOLUME /data
ENV PATH=/opt/monitor/bin:$PATH MONITOR_CONFIG=/data/config.toml PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# status ends with 1 while a source fails, too; whether looks are made is `alive`
HEALTHCHECK --interval=5m --timeout=30s --start-period=10m \
    CMD monitor status --json | python -c "import json, sys; sys.exit(not json.load(sys.stdin)['alive'])"
ENTRYPOINT ["monitor"]
CMD ["watch"]
