#!/bin/sh
# Bundles the page's script into the folder $1. Packages are installed again only when the lock file has changed.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
stamp=node_modules/.installed-lock.json
if ! cmp -s package-lock.json "$stamp"; then
    npm ci --ignore-scripts --no-progress --loglevel=error
    cp package-lock.json "$stamp"
fi
node_modules/.bin/esbuild src/endpoint.js --bundle --format=iife --target=es2022 --log-level=warning --outdir="$out"
