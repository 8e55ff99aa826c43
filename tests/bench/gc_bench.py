"""gc_bench.py FILE ROUNDS: what gc_bench does, with lists of two items and gc.collect()."""
import array
import gc
import sys
import time


def build(count, root, edges):
    nodes = [[None, None] for _ in range(count)]
    for index, node in enumerate(nodes):
        node[0] = nodes[edges[2 * index]]
        node[1] = nodes[edges[2 * index + 1]]
    return nodes[root]


def collection(least):
    start = time.perf_counter_ns()
    found = gc.collect()
    elapsed = time.perf_counter_ns() - start
    assert found >= least, (found, least)
    return elapsed


def main():
    gc.disable()
    with open(sys.argv[1], "rb") as file:
        words = array.array("I")
        words.frombytes(file.read())
    count, root, edges = words[0], words[1], words[2:]
    gc.collect()
    for _ in range(int(sys.argv[2])):
        keep = build(count, root, edges)
        print("live", min(collection(0) for _ in range(3)))
        del keep
        print("garbage", collection(count))


main()
