#!/bin/bash -eu
# Builds the fuzz targets by the contract of OSS-Fuzz and ClusterFuzzLite: CC, CXX, CFLAGS, CXXFLAGS, SANITIZER,
# FUZZING_ENGINE, LIB_FUZZING_ENGINE, SRC, WORK and OUT come from the environment; the targets, their seeds and options
# go to OUT.  Run in the folder of the project.
targets=$(sed -n 's/^\([a-z]*\) .*/\1/p' fuzz/targets)
# shellcheck disable=SC2086 -- a list of words
make -s -f fuzz/build.mk -j "$(nproc)" BUILD_AS=oss-fuzz OUT="$WORK/heapproof" \
  $(printf "$WORK/heapproof/%s_fuzzer " $targets)
for target in $targets; do
  cp "$WORK/heapproof/${target}_fuzzer" "$OUT/"
  seeds=(fuzz/seeds/"$target"/*)
  [[ $target != reader ]] || seeds+=(spec/examples/*.heap)
  rm -f "$OUT/${target}_fuzzer_seed_corpus.zip"
  python3 -m zipfile -c "$OUT/${target}_fuzzer_seed_corpus.zip" "${seeds[@]}"
  longest=$(sed -n "s/^$target  *\([0-9]*\) .*/\1/p" fuzz/targets)
  printf '[libfuzzer]\nmax_len = %s\nlen_control = 0\n' "$longest" >"$OUT/${target}_fuzzer.options"
done
# The words of the language, and of the protocol.
for target in reader protocol; do cp fuzz/oss-fuzz/heapproof.dict "$OUT/${target}_fuzzer.dict"; done
