#!/bin/sh
# P5 and P5b: verification of a bundle of history against `sha256sum` of its bytes, and of one of
# signed acts against `openssl speed ed25519`. Usage: run.sh verify_bench [entries] [keys]
# The smaller of two numbers of entries shows whether memory stays flat.
set -eu
bench=$(realpath "$1")
entries=${2:-1000000}
keys=${3:-20000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() { # name keys entries
  mkdir "$folder/$1"
  "$bench" write "$folder/$1" "$2" "$3"
  find "$folder/$1/bundle" -type f | sort > "$folder/files"
  bytes=$(xargs -a "$folder/files" cat | wc -c)
  hashing=$( { TIMEFORMAT=; /usr/bin/env bash -c 'TIMEFORMAT="%U %S"; time xargs -a "$1" sha256sum > /dev/null' - "$folder/files"; } 2>&1 |
    awk '{print $1 + $2}')
  echo "$1: $bytes bytes, sha256sum $hashing s of processor time"
  "$bench" verify "$folder/$1" < "$folder/$1/policy"
  rm -rf "${folder:?}/$1"
}

run quarter 0 $((entries / 4))
run whole 0 "$entries"
run signed "$keys" 0
openssl speed -seconds 3 ed25519 2> /dev/null | tail -1
