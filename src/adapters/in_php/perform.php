<?php
/* Performing statements, and actions of them. */

final class Performer
{
    const MOST_NESTED = 64;
    const MOST_ACTIONS = 1000000;

    public array $actions = []; // name => its statements, each with its line
    public bool $went_too_far = false;
    /* What debug_zval_dump() says of an object that nothing holds, and how much more while its destructor runs. */
    public int $shown_always = 0;
    public int $shown_finalizing = 0;
    private ?object $self = null; // whose destructor runs
    private int $nesting = 0;
    private int $begun = 0;
    private bool $collecting = false;
    /* A collection has run a destructor: CPython would have cleared weak references first. */
    private bool $weak_references_differ = false;

    public function __construct(public Heap $heap, public Roots $roots, private int $most_objects,
                                private bool $collects_finalizers)
    {
    }

    public function reset(): void
    {
        $this->roots->empty();
        $this->heap->empty();
        $this->actions = [];
        $this->weak_references_differ = false;
    }

    /* --- operands --- */

    private function root(string $root): ?object
    {
        if ($root === 'null') {
            return null;
        }
        if ($root === 'ref') {
            throw new Problem('`ref` is no operand here: there are no callbacks');
        }
        if ($root === 'self') {
            return $this->self;
        }
        if (!$this->roots->is_bound($root)) {
            throw new Problem("unknown name `$root`");
        }
        return $this->roots->value($root);
    }

    private function find(array $operand): ?object
    {
        $object = $this->root($operand[0]);
        for ($step = 1; $step < count($operand); $step++) {
            if ($object === null) {
                throw new Problem('null has no slots');
            }
            $object = $this->heap->slot($object, $operand[$step]);
        }
        return $object;
    }

    private function find_object(array $operand): object
    {
        return $this->find($operand) ?? throw new Problem('null, where an object is needed');
    }

    private function referent(array $operand): ?object
    {
        $reference = $this->find_object($operand);
        if (!$reference instanceof WeakReference) {
            throw new Problem('not a weak reference');
        }
        return $reference->get();
    }

    /* --- statements --- */

    public function perform(array $statement): void
    {
        switch ($statement['verb']) {
            case 'new': $this->new($statement); break;
            case 'set':
                $old = $this->set($statement);
                unset($old);
                break;
            case 'let':
                $value = $this->let($statement);
                $this->roots->bind($statement['name'], $value);
                break;
            case 'del': $this->del($statement['name']); break;
            case 'hold': $this->hold($statement); break;
            case 'release': $this->release($statement['name']); break;
            case 'call': $this->call($statement); break;
            case 'return': $this->return($statement); break;
            case 'exit': $this->roots->leave(); break;
            case 'collect': $this->collect(); break;
            case 'weak': $this->weak($statement); break;
            case 'gc': break;
            default: $this->answer($statement);
        }
    }

    private function new(array $statement): void
    {
        if ($this->heap->live() >= $this->most_objects) {
            throw new Problem("limit: more than {$this->most_objects} objects would need a larger stack (ulimit -s)");
        }
        $items = array_map([$this, 'find'], $statement['items']);
        $object = $this->heap->make($statement['name'], $statement['kind'], $statement['slots'], $items,
                                    $statement['action']);
        unset($items);
        $this->roots->bind($statement['name'], $object);
    }

    private function set(array $statement): ?object
    {
        $owner = $this->find_object($statement['owner']);
        if ($this->heap->kind($owner) === 'tuple') {
            throw new Problem("a tuple's slots are fixed at birth");
        }
        return $this->heap->exchange($owner, $statement['slot'], $this->find($statement['value']));
    }

    private function let(array $statement): ?object
    {
        if (!$statement['deref']) {
            return $this->find($statement['value']);
        }
        $this->need_weak_references();
        return $this->referent($statement['value']);
    }

    private function del(string $name): void
    {
        if (!$this->roots->is_bound($name)) {
            throw new Problem('unknown name');
        }
        $this->roots->unbind($name);
    }

    private function hold(array $statement): void
    {
        if ($this->roots->is_held($statement['name'])) {
            throw new Problem('this name holds already: release it first');
        }
        $this->roots->hold($statement['name'], $this->find($statement['value']));
    }

    private function release(string $name): void
    {
        if (!$this->roots->is_held($name)) {
            throw new Problem('unknown hold');
        }
        $this->roots->release($name);
    }

    private function call(array $statement): void
    {
        $this->roots->push(array_map([$this, 'find'], $statement['arguments']));
    }

    private function return(array $statement): void
    {
        if ($this->roots->depth() === 0) {
            throw new Problem('`return` outside a call');
        }
        $value = $statement['value'] === null ? null : $this->find($statement['value']);
        $this->roots->pop();
        if ($statement['value'] !== null) {
            $this->roots->bind('result', $value);
        }
    }

    /* The collector does not run inside itself. */
    private function collect(): void
    {
        if ($this->collecting) {
            return;
        }
        if (!$this->collects_finalizers && $this->heap->would_finalize($this->roots->objects())) {
            throw new Unsupported();
        }
        $this->collecting = true;
        gc_collect_cycles();
        $this->collecting = false;
    }

    private function need_weak_references(): void
    {
        if ($this->weak_references_differ) {
            throw new Unsupported();
        }
    }

    private function weak(array $statement): void
    {
        $this->need_weak_references();
        $object = $this->find_object($statement['value']);
        if (!in_array($this->heap->kind($object), ['cell', 'instance'], true)) {
            throw new Problem('only cells and instances can be weakly referenced');
        }
        $reference = WeakReference::create($object);
        if (!$this->heap->is_known($reference)) {
            $this->heap->attach($reference, $statement['name'], 'weakref');
        }
        unset($object);
        $this->roots->bind($statement['name'], $reference);
    }

    /* --- queries --- */

    private function references(object $object): int
    {
        ob_start();
        debug_zval_dump($object);
        preg_match('/refcount\(([0-9]+)\)/', (string) ob_get_clean(), $match);
        $finalizing = $this->heap->record($object)->finalizing;
        return (int) $match[1] - $this->shown_always - ($finalizing ? $this->shown_finalizing : 0);
    }

    private function shown(?object $object): string
    {
        return $object === null ? 'null' : '{' . $this->heap->record($object)->members() . '}';
    }

    private function answer(array $statement): void
    {
        switch ($statement['verb']) {
            case 'refcount':
            case 'getrefcount':
                $value = $this->references($this->find_object($statement['value']));
                $value = (string) ($statement['verb'] === 'refcount' ? $value : $value + 1);
                break;
            case 'finalized':
                $record = $this->heap->record($this->find_object($statement['value']));
                $value = $record->finalized ? 'true' : 'false';
                break;
            case 'deref':
                $this->need_weak_references();
                $value = $this->shown($this->referent($statement['value']));
                break;
            default: $value = (string) $this->heap->live();
        }
        Output::answer($statement['echo'] ?? $statement['verb'], $value);
    }

    /* --- actions --- */

    public function start(): void
    {
        $this->begun = 0;
        $this->went_too_far = false;
    }

    /* Called by the destructor, which PHP runs once for life. */
    public function finalize(object $object): void
    {
        if (Output::$muted) {
            return;
        }
        $record = $this->heap->record($object);
        $action = $record->action;
        $record->finalized = true;
        $record->finalizing = true;
        Output::about('finalize', $record);
        unset($record);
        $this->weak_references_differ = $this->weak_references_differ || $this->collecting;
        $this->run($action, $object);
        $this->heap->record($object)->finalizing = false;
    }

    private function run(string $action, object $self): void
    {
        if ($this->nesting === self::MOST_NESTED || $this->begun === self::MOST_ACTIONS) {
            $this->went_too_far = true;
        }
        if ($this->went_too_far) {
            return;
        }
        $outer = [$this->self, Output::$line];
        $this->self = $self;
        $this->nesting++;
        $this->begun++;
        $this->roots->push();
        $this->run_statements($action);
        Output::$line = $outer[1];
        $this->roots->pop();
        $this->nesting--;
        $this->self = $outer[0];
    }

    /* One that cannot be performed ends the action. */
    private function run_statements(string $action): void
    {
        foreach ($this->actions[$action] as $statement) {
            if ($this->went_too_far) {
                return;
            }
            Output::$line = $statement['line'];
            try {
                $this->perform($statement);
            } catch (Problem | Unsupported $problem) {
                return;
            }
        }
    }
}
