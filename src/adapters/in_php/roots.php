<?php
/* Names: locals of frames, globals, holds.
 *
 * A frame is an array of its variables in the order of their first binding, and PHP releases an array first to last,
 * as it does the variables of a function.  A deleted local is false: it keeps its place. */
final class Roots
{
    private array $frames = [[]];
    private int $top = 0;
    private array $globals = [];
    private array $holds = [];

    private static function is_global(string $name): bool
    {
        return $name[0] === '$';
    }

    public function is_bound(string $name): bool
    {
        if (self::is_global($name)) {
            return array_key_exists($name, $this->globals);
        }
        $is_known = array_key_exists($name, $this->frames[$this->top]);
        return $is_known && $this->frames[$this->top][$name] !== false;
    }

    public function value(string $name): ?object
    {
        return self::is_global($name) ? $this->globals[$name] : $this->frames[$this->top][$name];
    }

    /* Takes the reference over: the caller has it no more when the old one is released. */
    public function bind(string $name, ?object &$value): void
    {
        $old = $this->is_bound($name) ? $this->value($name) : null;
        if (self::is_global($name)) {
            $this->globals[$name] = $value;
        } else {
            $this->frames[$this->top][$name] = $value;
        }
        $value = null;
        unset($old);
    }

    public function unbind(string $name): void
    {
        $old = $this->value($name);
        if (self::is_global($name)) {
            unset($this->globals[$name]);
        } else {
            $this->frames[$this->top][$name] = false;
        }
        unset($old);
    }

    public function is_held(string $name): bool
    {
        return array_key_exists($name, $this->holds);
    }

    public function hold(string $name, ?object $value): void
    {
        $this->holds[$name] = $value;
    }

    public function release(string $name): void
    {
        $old = $this->holds[$name];
        unset($this->holds[$name]);
        unset($old);
    }

    public function objects(): array
    {
        return array_filter(array_merge($this->globals, $this->holds, ...array_map('array_values', $this->frames)));
    }

    public function depth(): int
    {
        return $this->top;
    }

    public function push(array $locals = []): void
    {
        $this->frames[] = $locals;
        $this->top++;
    }

    public function pop(): void
    {
        $frame = array_pop($this->frames);
        $this->top--;
        unset($frame);
    }

    /* All frames, innermost first, then the globals; a fresh main frame. */
    public function leave(): void
    {
        while ($this->top > 0) {
            $this->pop();
        }
        $frame = $this->frames[0];
        $this->frames[0] = [];
        unset($frame);
        while ($this->globals !== []) {
            $this->unbind((string) array_key_first($this->globals));
        }
    }

    public function empty(): void
    {
        $this->leave();
        while ($this->holds !== []) {
            $this->release((string) array_key_first($this->holds));
        }
    }
}
