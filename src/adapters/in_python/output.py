"""Messages.  They are gathered, and written when the adapter would wait for input."""
import json
import os


class Output:
    def __init__(self):
        self.parts = []
        self.line = 0  # of the statement that causes what happens
        self.muted = False

    def put(self, text):
        self.parts.append(text + "\n")

    def plain(self, event):
        self.put('{"event":"%s","line":%d}' % (event, self.line))

    def about(self, event, record):
        if not self.muted:
            self.put('{"event":"%s","line":%d,%s}' % (event, self.line, members(record)))

    def collection(self, event, generation, collected, uncollectable):
        self.put('{"event":"%s","line":%d,"generation":%d,"collected":%d,"uncollectable":%d}'
                 % (event, self.line, generation, collected, uncollectable))

    def answer(self, query, value):
        self.put('{"event":"answer","line":%d,"query":"%s","value":%s}' % (self.line, query, value))

    def error(self, message):
        self.put('{"event":"error","line":%d,"column":1,"message":%s}'
                 % (self.line, json.dumps(message, ensure_ascii=False)))

    def done(self, number):
        self.put('{"event":"done","n":%d}' % number)

    def unsupported(self, number):
        self.put('{"event":"unsupported","n":%d}' % number)

    def flush(self):
        data = "".join(self.parts).encode()
        self.parts.clear()
        while data:
            data = data[os.write(1, data):]


def members(record):
    return '"object":%d,"name":"%s"' % (record.number, record.name)


def shown(record):
    return "null" if record is None else "{%s}" % members(record)
