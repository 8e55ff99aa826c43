<?php
/* Messages. They are gathered, and written when the adapter would wait for input. */
final class Output
{
    public static string $text = '';
    public static int $line = 0; // of the statement that causes what happens
    public static bool $muted = false;

    public static function put(string $message): void
    {
        self::$text .= $message . "\n";
    }

    public static function about(string $event, Record $record): void
    {
        if (!self::$muted) {
            self::put('{"event":"' . $event . '","line":' . self::$line . ',' . $record->members() . '}');
        }
    }

    public static function answer(string $query, string $value): void
    {
        self::put('{"event":"answer","line":' . self::$line . ',"query":"' . $query . '","value":' . $value . '}');
    }

    public static function error(string $message): void
    {
        $flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
        $text = json_encode($message, $flags);
        self::put('{"event":"error","line":' . self::$line . ',"column":1,"message":' . $text . '}');
    }

    public static function done(int $number): void
    {
        self::put('{"event":"done","n":' . $number . '}');
    }

    public static function unsupported(int $number): void
    {
        self::put('{"event":"unsupported","n":' . $number . '}');
    }

    public static function flush(): void
    {
        for ($text = self::$text; $text !== ''; $text = substr($text, $size)) {
            $size = @fwrite(STDOUT, $text);
            if ($size === false || $size === 0) {
                exit(2);
            }
        }
        self::$text = '';
    }
}
