<?php
/* Options, the first message, and a look at whether this PHP does what the adapter relies on. */
const USAGE = <<<'END'
Runs heap programs on PHP 8: the adapter protocol on standard input and output.

    php
        The program is $PHP, or else the `php` on the PATH.
    php --collect-finalizers
        Performs a `collect` that runs finalizers, too.  PHP runs them in another order than CPython, and may find
        what they left in the same collection: programs that notice differ.
    php --help

An object is a PHP object with declared properties; counting frees it, `collect` is gc_collect_cycles(), a finalizer is
__destruct(), a weak reference is a WeakReference.  What PHP has not, or does otherwise, is `unsupported`: generations,
callbacks, uncollectable objects.  Exit status 2: there is no PHP, or one that shows deaths in another way.

END;
const PROMISES = ['deaths', 'unordered:dealloc,finalize', 'frames', 'finalizers', 'weakrefs', 'refcounts', 'live'];

function fail(string $message): void
{
    fwrite(STDERR, "php: $message\n");
    exit(2);
}

function hello(): string
{
    $message = ['event' => 'hello', 'protocol' => 1, 'name' => 'php', 'version' => PHP_VERSION,
                'profile' => 'cpython-3.11', 'promises' => PROMISES];
    return json_encode($message) . "\n";
}

$arguments = array_slice($argv, 2);
if ($arguments === ['--help'] || $arguments === ['-h']) {
    echo USAGE;
    exit(0);
}
$collects_finalizers = $arguments === ['--collect-finalizers'];
if ($arguments !== [] && !$collects_finalizers) {
    fail('unknown arguments ' . implode(' ', $arguments) . ': see --help');
}
if (PHP_VERSION_ID < 80000) {
    fail('this is PHP ' . PHP_VERSION . ': 8.0 or later is needed; set PHP to one');
}
foreach (['output', 'heap', 'roots', 'statements', 'perform', 'session'] as $part) {
    require __DIR__ . "/$part.php";
}

gc_disable(); // no collection but by `collect`
set_error_handler(function (int $level, string $message, string $file, int $line): bool {
    fail("$message at $file:$line");
    return true;
});
$session = new Session(most_objects($argv[1]), $collects_finalizers);
if (!$session->fits($collects_finalizers)) {
    fail('PHP ' . PHP_VERSION . ' does not show when objects die as PHP 8.2 does; set PHP to one that does');
}
Output::$text = hello();
$session->converse();
