<?php
/* The objects of a program.
 *
 * An object's record is the value of a WeakMap under the object, and is held by nothing else.  PHP takes it out of the
 * map when it frees the object, after the destructor and before the first property is released: then the record's own
 * destructor tells the death.  The map is no object of the program, so the collector finds no record unreachable.
 *
 * Whoever keeps an object or a record in a variable delays its death: functions here return what they replace, and
 * their callers let go of it when they hold nothing else. */

final class Record
{
    public bool $finalized = false;
    public bool $finalizing = false;
    public array $row = []; // the references of an opaque object, where the collector does not look for them

    public function __construct(public int $number, public string $name, public string $kind, public int $slots,
                                public ?string $action)
    {
    }

    public function members(): string
    {
        return '"object":' . $this->number . ',"name":"' . $this->name . '"';
    }

    public function __destruct()
    {
        Output::about('dealloc', $this);
    }
}

abstract class Plain
{
    public function __debugInfo(): array // debug_zval_dump() shall not go on to the properties
    {
        return [];
    }
}

abstract class Finalized extends Plain
{
    public static Performer $performer;

    public function __destruct()
    {
        self::$performer->finalize($this);
    }
}

final class Heap
{
    const MOST_SLOTS = 1000;
    const KINDS = ['cell', 'list', 'tuple', 'opaque', 'atom', 'dict', 'instance'];
    const BACKWARDS = ['list', 'tuple']; // their last slot is released first

    private WeakMap $records;
    private int $born = 0;

    public function __construct()
    {
        $this->records = new WeakMap();
    }

    /* Properties are released in the order of their declaration. */
    private function class_of(string $kind, int $slots, bool $finalized): string
    {
        $backwards = in_array($kind, self::BACKWARDS, true);
        $class = 'Object' . $slots . ($backwards ? 'Backwards' : '') . ($finalized ? 'Finalized' : '');
        if (!class_exists($class, false)) {
            $indices = $slots === 0 ? [] : range(0, $slots - 1);
            $indices = $backwards ? array_reverse($indices) : $indices;
            $properties = array_map(fn (int $index): string => "public \$s$index;", $indices);
            $parent = $finalized ? 'Finalized' : 'Plain';
            eval("final class $class extends $parent { " . implode(' ', $properties) . ' }');
        }
        return $class;
    }

    public function make(string $name, string $kind, int $slots, array $items, ?string $action): object
    {
        $is_opaque = $kind === 'opaque';
        $class = $this->class_of($kind, $is_opaque ? 0 : $slots, $action !== null);
        $object = new $class();
        $this->attach($object, $name, $kind, $slots, $action);
        if ($is_opaque) {
            $this->records[$object]->row = array_pad($items, $slots, null);
        } else {
            foreach ($items as $index => $item) {
                $object->{"s$index"} = $item;
            }
        }
        return $object;
    }

    public function attach(object $object, string $name, string $kind, int $slots = 0, ?string $action = null): void
    {
        $this->records[$object] = new Record(++$this->born, $name, $kind, $slots, $action);
    }

    public function is_known(object $object): bool
    {
        return isset($this->records[$object]);
    }

    public function record(object $object): Record
    {
        return $this->records[$object];
    }

    public function kind(object $object): string
    {
        return $this->records[$object]->kind;
    }

    private function check_slot(object $object, int $slot): void
    {
        if ($slot >= $this->records[$object]->slots) {
            throw new Problem('no such slot');
        }
    }

    public function slot(object $object, int $slot): ?object
    {
        $this->check_slot($object, $slot);
        return $this->kind($object) === 'opaque' ? $this->records[$object]->row[$slot] : $object->{"s$slot"};
    }

    /* What was there before: the caller lets go of it. */
    public function exchange(object $object, int $slot, ?object $value): ?object
    {
        $this->check_slot($object, $slot);
        if ($this->kind($object) === 'opaque') {
            $old = $this->records[$object]->row[$slot];
            $this->records[$object]->row[$slot] = $value;
        } else {
            $old = $object->{"s$slot"};
            $object->{"s$slot"} = $value;
        }
        return $old;
    }

    private function slots(object $object): array
    {
        return array_filter(get_object_vars($object), 'is_object');
    }

    /* Will a collection find an object whose destructor has not run yet?  Everything is reached from the roots and from
     * what opaque objects refer to. */
    public function would_finalize(array $roots): bool
    {
        $waiting = [];
        foreach ($this->records as $object => $record) {
            array_push($roots, ...array_filter($record->row));
            if ($record->action !== null && !$record->finalized) {
                $waiting[] = spl_object_id($object);
            }
        }
        $reached = [];
        while ($waiting !== [] && $roots !== []) {
            $object = array_pop($roots);
            if (!isset($reached[spl_object_id($object)])) {
                $reached[spl_object_id($object)] = true;
                array_push($roots, ...array_values($this->slots($object)));
            }
        }
        return array_diff_key(array_flip($waiting), $reached) !== [];
    }

    public function live(): int
    {
        return count($this->records);
    }

    /* Nothing refers to anything any more; what no root holds dies. */
    private function break_slots(): void
    {
        foreach ($this->records as $object => $record) {
            for ($slot = 0; $slot < $record->slots; $slot++) {
                $this->exchange($object, $slot, null);
            }
        }
    }

    public function empty(): void
    {
        $this->break_slots();
        gc_collect_cycles();
        $this->records = new WeakMap();
        $this->born = 0;
    }
}
