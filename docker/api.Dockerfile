# The api as a container: its program and the one that prints flyers, on a database of its own container, and the
# app's pages, which it fills with what people read before the app has taken its place.
ARG RUST_IMAGE=rust:1.95-slim-bookworm
ARG NODE_IMAGE=node:22-bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${NODE_IMAGE} AS node

# Word for word as in web.Dockerfile, so that it is built once for both.
FROM ${RUST_IMAGE} AS app
# wasm-opt comes from npm.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo xtask web && cp -r target/web /web

FROM ${RUST_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo build --locked --release --package api --bin rathaus \
    && cargo build --locked --release --manifest-path flyers/Cargo.toml --target-dir target \
    && mkdir /programs && cp target/release/rathaus target/release/rathaus-flyers /programs/

FROM ${RUNTIME_IMAGE}
RUN useradd --system --uid 10001 --home-dir /var/lib/rathaus --create-home rathaus
COPY --from=build /programs/ /usr/local/bin/
COPY --from=app /web /usr/local/share/rathaus/web
USER 10001
WORKDIR /var/lib/rathaus
ENV RATHAUS_BIND=0.0.0.0 \
    RATHAUS_PORT=8080 \
    RATHAUS_DATA_DIR=/var/lib/rathaus \
    RATHAUS_WEB_DIR=/usr/local/share/rathaus/web \
    RATHAUS_LOG_FORMAT=json
EXPOSE 8080
# The image has no HTTP client; bash speaks enough of it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${RATHAUS_PORT} && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["rathaus"]
CMD ["serve"]
