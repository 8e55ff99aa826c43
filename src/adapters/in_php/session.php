<?php
/* The conversation with the driver. */

/* So many objects, referring one to the next, die within the stack of `ulimit -s`. */
function most_objects(string $kilobytes): int
{
    return ctype_number($kilobytes) ? intdiv((int) $kilobytes * 1024, BYTES_EACH) : 10000000;
}

function ctype_number(string $text): bool
{
    return preg_match('/^[0-9]{1,12}$/D', $text) === 1;
}

const BYTES_EACH = 2048;

final class Session
{
    private const IN_NO_ACTION = ['action', 'call', 'return', 'exit'];

    private Performer $performer;
    private Statements $statements;
    private int $number = 0;
    private ?string $defining = null; // the action whose body is being read

    public function __construct(int $most_objects, bool $collects_finalizers)
    {
        $this->performer = new Performer(new Heap(), new Roots(), $most_objects, $collects_finalizers);
        $this->statements = new Statements($collects_finalizers);
        Finalized::$performer = $this->performer;
    }

    /* --- statements --- */

    private function define(string $name): void
    {
        if (isset($this->performer->actions[$name])) {
            throw new Problem('this action is defined already');
        }
        $this->performer->actions[$name] = [];
        $this->statements->know_action($name);
        $this->defining = $name;
    }

    private function keep(array $statement): void
    {
        if ($statement['verb'] === 'end') {
            $this->defining = null;
            return;
        }
        if (in_array($statement['verb'], self::IN_NO_ACTION, true)) {
            throw new Problem('this statement cannot stand in an action');
        }
        $this->performer->actions[$this->defining][] = $statement + ['line' => $this->number];
    }

    private function run(array $statement): void
    {
        if ($statement['verb'] === 'end') {
            throw new Problem('`end` without `action`');
        }
        $this->performer->start();
        $this->performer->perform($statement);
        if ($this->performer->went_too_far) {
            throw new Problem('limit: actions nested more than 64 deep, or more than 1000000 of them');
        }
    }

    private function answer(string $line): void
    {
        $statement = $this->statements->take($line, $this->defining !== null);
        if ($this->defining !== null) {
            $this->keep($statement);
        } elseif ($statement['verb'] === 'action') {
            $this->define($statement['name']);
        } else {
            $this->run($statement);
        }
    }

    public function take(string $line): void
    {
        if ($line === 'reset') {
            $this->reset();
            return;
        }
        Output::$line = ++$this->number;
        try {
            $this->answer($line);
        } catch (Problem $problem) {
            Output::$line = $this->number;
            Output::error($problem->getMessage());
        } catch (Unsupported $nothing) {
            Output::unsupported($this->number);
            return;
        }
        Output::done($this->number);
    }

    private function reset(): void
    {
        Output::$muted = true;
        $this->performer->reset();
        $this->statements->forget_actions();
        $this->defining = null;
        $this->number = 0;
        Output::$muted = false;
        Output::done(0);
    }

    /* --- this PHP --- */

    /* What has been written about these statements. */
    private function try_out(string $statements): string
    {
        Output::$text = '';
        foreach (explode("\n", $statements) as $statement) {
            $this->take($statement);
        }
        $text = preg_replace('/\{"event":"done","n":[0-9]+\}\n/', '', Output::$text);
        Output::$text = '';
        $event = '/\{"event":"(\w+)","line":\d+,(?:"object":(\d+)|"query".*"value":(-?\d+)).*\}\n/';
        return preg_replace($event, '$1 $2$3, ', $text);
    }

    /* Measures what debug_zval_dump() shows beside the references of the program. */
    private function measure(): void
    {
        $this->performer->shown_always = (int) substr($this->try_out("reset\nnew a\nrefcount a"), 7) - 1;
        $look = "reset\naction look\nrefcount self\nend\nnew a finalizer=look\ndel a";
        $this->performer->shown_finalizing = (int) substr($this->try_out($look), strlen('finalize 1, answer ')) - 1;
    }

    /* Measures; then tries a collection; and one with a finalizer, in which an object saves itself and what it reaches. */
    public function fits(bool $collects_finalizers): bool
    {
        $this->measure();
        $plain = $this->try_out("reset\nnew a slots=2\nset a.0 a\nnew b kind=list slots=1\nset b.0 b\nset a.1 b\n" .
                                "weak w a\ndel a\nrefcount b\ndel b\nlive\ncollect\nlive");
        $saved = !$collects_finalizers ? '' : $this->try_out(
            "reset\naction save\nlet \$saved self\nrefcount self\nend\nnew a slots=2 finalizer=save\nset a.0 a\n" .
            "new b slots=1\nset b.0 b\nnew c slots=1\nset c.0 c\nset a.1 c\nweak w a\ndel a\ndel b\ndel c\ncollect\n" .
            "refcount \$saved\nlive\ndel \$saved\ncollect\nlive");
        $this->take('reset');
        Output::$text = '';
        $wanted = 'finalize 1, answer 3, dealloc 2, answer 2, answer 3, dealloc 1, dealloc 3, answer 1, ';
        return preg_match('/^answer 3, answer 3, dealloc [12], dealloc [12], answer 1, $/', $plain) === 1 &&
            $saved === ($collects_finalizers ? $wanted : '');
    }

    /* --- lines --- */

    /* A line that is too long is cut, and seen to be too long. */
    public function converse(): void
    {
        $rest = '';
        for (;;) {
            Output::flush();
            $more = fread(STDIN, 65536);
            if ($more === false || $more === '') {
                break;
            }
            $lines = explode("\n", $rest . $more);
            $rest = substr(array_pop($lines), 0, Statements::MOST_LINE + 2);
            foreach ($lines as $line) {
                $this->take(str_ends_with($line, "\r") ? substr($line, 0, -1) : $line);
            }
        }
        if ($rest !== '') {
            $this->take($rest);
        }
        Output::flush();
        Output::$muted = true;
    }
}
