#!/bin/bash -eu
# ClusterFuzzLite builds as OSS-Fuzz does.
exec fuzz/oss-fuzz/build.sh
