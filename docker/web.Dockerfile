# The app for the browser behind a small web server, which also passes the api's addresses on.
ARG RUST_IMAGE=rust:1.95-slim-bookworm
ARG NODE_IMAGE=node:22-bookworm-slim
ARG CADDY_IMAGE=caddy:2-alpine

FROM ${NODE_IMAGE} AS node

FROM ${RUST_IMAGE} AS build
# wasm-opt comes from npm.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo xtask web && cp -r target/web /web

FROM ${CADDY_IMAGE}
# It listens above 1024 and so needs no right that a container may not give.
RUN setcap -r /usr/bin/caddy && adduser -S -D -H -u 10001 web
COPY docker/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /web /srv
USER 10001
ENV XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/tmp
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]
