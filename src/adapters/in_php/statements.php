<?php
/* Statements in canonical form, taken apart: arrays with a verb and what it needs. */

final class Problem extends Exception // cannot be performed
{
}

final class Unsupported extends Exception
{
}

final class Statements
{
    const MOST_LINE = 65536;
    const MOST_NAME = 64;
    const MOST_ARGUMENTS = 255;
    const PLAIN = '/^[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*+$/D';
    const OF_AN_OBJECT = ['refcount', 'getrefcount', 'finalized', 'deref'];
    const FOREIGN = ['tracked', 'referrers', 'referents', 'count', 'threshold', 'enabled', 'objects', 'garbage',
                     'stats', 'frozen'];

    private bool $in_action = false;
    private array $actions = [];

    public function __construct(private bool $collects_finalizers)
    {
    }

    /* The actions that `finalizer=` may name. */
    public function know_action(string $name): void
    {
        $this->actions[$name] = true;
    }

    public function forget_actions(): void
    {
        $this->actions = [];
    }

    public function take(string $line, bool $in_action): array
    {
        if (strlen($line) > self::MOST_LINE) {
            throw new Problem('a line of more than 65536 bytes');
        }
        if (preg_match('/[\x00-\x08\x0a-\x1f\x7f]/', $line) === 1 || preg_match('//u', $line) !== 1) {
            throw new Problem('no text');
        }
        $this->in_action = $in_action;
        $words = preg_split('/[ \t]++/', trim($line, " \t"));
        $verb = array_shift($words);
        return ['verb' => $verb] + $this->rest($verb, $words);
    }

    private function rest(string $verb, array $words): array
    {
        switch ($verb) {
            case 'new': return $this->new($words);
            case 'set': return $this->counted($words, 2) + $this->set($words);
            case 'let': return $this->let($words);
            case 'del': return $this->counted($words, 1) + ['name' => $this->name($words[0])];
            case 'hold':
                $this->counted($words, 2);
                return ['name' => $this->plain($words[0]), 'value' => $this->operand($words[1])];
            case 'release':
            case 'action': return $this->counted($words, 1) + ['name' => $this->plain($words[0])];
            case 'call': return $this->call($words);
            case 'return':
                $this->counted($words, $words === [] ? 0 : 1);
                return ['value' => $words === [] ? null : $this->operand($words[0])];
            case 'collect': return $this->collect($words);
            case 'gc': return $this->gc($words);
            case 'weak': return $this->weak($words);
            case 'end':
            case 'exit':
            case 'live': return $this->counted($words, 0);
        }
        return $this->query($verb, $words);
    }

    private function counted(array $words, int $count): array
    {
        if (count($words) !== $count) {
            throw new Problem("$count operands are needed");
        }
        return [];
    }

    private function plain(string $word): string
    {
        if (strlen($word) > self::MOST_NAME || preg_match(self::PLAIN, $word) !== 1) {
            throw new Problem("`$word` is no name");
        }
        return $word;
    }

    private function name(string $word): string
    {
        $is_global = $word !== '' && $word[0] === '$';
        if (strlen($word) > self::MOST_NAME || (!$is_global && in_array($word, ['null', 'self', 'ref'], true))) {
            throw new Problem("`$word` is no name");
        }
        $this->plain($is_global ? substr($word, 1) : $word);
        return $word;
    }

    private function number(string $word, int $most): int
    {
        if (preg_match('/^(0|[1-9][0-9]{0,9})$/D', $word) !== 1 || (int) $word > $most) {
            throw new Problem("`$word` is no number up to $most");
        }
        return (int) $word;
    }

    /* [root, slot, slot, ...] */
    private function operand(string $word): array
    {
        $steps = explode('.', $word);
        $root = array_shift($steps);
        if ($root === 'null' && $steps !== []) {
            throw new Problem('null has no slots');
        }
        if (!($root === 'null' || ($this->in_action && ($root === 'self' || $root === 'ref')))) {
            $this->name($root);
        }
        return array_merge([$root], array_map(fn (string $step): int => $this->number($step, PHP_INT_MAX), $steps));
    }

    private function new(array $words): array
    {
        $name = $this->name(array_shift($words) ?? '');
        $keys = [];
        foreach ($words as $word) {
            [$key, $value] = array_pad(explode('=', $word, 2), 2, '');
            if (isset($keys[$key])) {
                throw new Problem("`$key=` is given twice");
            }
            $keys[$key] = $value;
        }
        return ['name' => $name] + $this->description($keys);
    }

    private function description(array $keys): array
    {
        $new = ['kind' => 'cell', 'items' => [], 'slots' => null, 'action' => null];
        $lacking = false;
        foreach ($keys as $key => $value) {
            switch ($key) {
                case 'kind': $new['kind'] = $value; break;
                case 'slots': $new['slots'] = $this->number($value, 16777216); break;
                case 'items': $new['items'] = array_map([$this, 'operand'], explode(',', $value)); break;
                case 'size': $this->number($value, 1073741824); break; // PHP's objects have their own
                case 'finalizer': $new['action'] = $value; break;
                case 'legacy':
                case 'immortal': $lacking = true; break;
                default: throw new Problem("`new` has no operand `$key`");
            }
        }
        $new['slots'] ??= count($new['items']);
        $this->check_new($new);
        if ($lacking || $new['slots'] > Heap::MOST_SLOTS) {
            throw new Unsupported();
        }
        return $new;
    }

    private function check_new(array $new): void
    {
        if (!in_array($new['kind'], Heap::KINDS, true)) {
            throw new Problem("unknown kind `{$new['kind']}`");
        }
        if (count($new['items']) > $new['slots']) {
            throw new Problem('more items than slots');
        }
        if ($new['kind'] === 'atom' && $new['slots'] > 0) {
            throw new Problem('an atom has no slots');
        }
        if ($new['action'] !== null && !isset($this->actions[$new['action']])) {
            throw new Problem("unknown action `{$new['action']}`");
        }
        if ($new['action'] !== null && !in_array($new['kind'], ['cell', 'instance'], true)) {
            throw new Problem('only cells and instances can have finalizers');
        }
    }

    private function set(array $words): array
    {
        $owner = $this->operand($words[0]);
        if (count($owner) === 1) {
            throw new Problem("`{$words[0]}` is not a slot");
        }
        $slot = array_pop($owner);
        return ['owner' => $owner, 'slot' => $slot, 'value' => $this->operand($words[1])];
    }

    /* CPython's collector clears weak references before finalizers run, PHP's when it frees. */
    private function need_weak_references(bool $needed): void
    {
        if ($needed && $this->in_action && $this->collects_finalizers) {
            throw new Unsupported();
        }
    }

    private function let(array $words): array
    {
        $deref = count($words) === 3 && $words[1] === 'deref';
        $this->need_weak_references($deref);
        $this->counted($words, $deref ? 3 : 2);
        return ['name' => $this->name($words[0]), 'deref' => $deref, 'value' => $this->operand($words[$deref ? 2 : 1])];
    }

    private function call(array $words): array
    {
        $call = ['name' => $this->plain(array_shift($words) ?? ''), 'arguments' => []];
        foreach ($words as $word) {
            [$parameter, $operand] = array_pad(explode('=', $word, 2), 2, '');
            if (in_array($this->name($this->plain($parameter)), array_keys($call['arguments']), true)) {
                throw new Problem("`$parameter` is given twice");
            }
            $call['arguments'][$parameter] = $this->operand($operand);
        }
        if (count($words) > self::MOST_ARGUMENTS) {
            throw new Problem('more than 255 arguments');
        }
        return $call;
    }

    private function collect(array $words): array
    {
        if ($words !== []) {
            $this->counted($words, 1);
            if ($this->number($words[0], 2) < 2) {
                throw new Unsupported(); // there are no generations
            }
        }
        if ($this->in_action && !$this->collects_finalizers) {
            throw new Unsupported(); // whether it would run finalizers cannot be known here
        }
        return [];
    }

    private function gc(array $words): array
    {
        if ($words === ['disable']) {
            return []; // they are off from the start
        }
        $rest = array_slice($words, 1);
        switch ($words[0] ?? '') {
            case 'enable':
            case 'freeze':
            case 'unfreeze': $good = $rest === []; break;
            case 'debug': $good = $rest === ['saveall'] || $rest === ['none']; break;
            case 'threshold': $good = count($rest) >= 1 && count($rest) <= 3; break;
            default: $good = false;
        }
        throw $good ? new Unsupported() : new Problem('unknown control');
    }

    private function weak(array $words): array
    {
        if (count($words) === 3 && preg_match('/^callback=(.*)$/Ds', $words[2], $match) === 1) {
            throw isset($this->actions[$match[1]]) ? new Unsupported() : new Problem("unknown action `{$match[1]}`");
        }
        $this->counted($words, 2);
        $this->need_weak_references(true);
        return ['name' => $this->name($words[0]), 'value' => $this->operand($words[1])];
    }

    private function query(string $verb, array $words): array
    {
        if (in_array($verb, self::FOREIGN, true) || !in_array($verb, self::OF_AN_OBJECT, true)) {
            throw new Unsupported();
        }
        $this->counted($words, 1);
        $operand = $this->operand($words[0]);
        $this->need_weak_references($verb === 'deref');
        return ['value' => $operand, 'echo' => "$verb {$words[0]}"];
    }
}
