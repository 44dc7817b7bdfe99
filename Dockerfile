# Pages, server and packages. `prepare` builds dist/ at the end of npm ci.
FROM node:22.23.2-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund

# What the running desk imports, and nothing that only builds or tests.
FROM node:22.23.2-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The pinned runtimes among the optional packages are for machines with another Node; this image has its own.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22.23.2-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node -m 0700 /data
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY db db
COPY flows flows
# For the commands (`npm run flow`, `npm run chat`), and as the sign of which code has published the flows.
COPY src src
COPY adapters adapters
COPY --from=build /app/dist/desk dist/desk
COPY --from=build /app/dist/pages dist/pages
USER node
EXPOSE 8787
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# What `npm start` runs once it has looked whether dist/ is stale: here it never is, and vite is not on board.
# No shell and no npm in between, so that SIGTERM reaches the desk.
CMD ["node", "--disable-warning=ExperimentalWarning", "--v8-pool-size=1", "dist/desk/node.js"]
