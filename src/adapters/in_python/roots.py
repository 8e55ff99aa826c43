"""Names: locals of frames, globals, holds; each has a cell."""


class Roots:
    def __init__(self, cells):
        self.cells = cells
        self.empty()

    def empty(self):
        self.frames, self.globals, self.holds = [{}], {}, {}
        self.arguments = [[]]  # of each frame; up to 3.10 the caller keeps them

    def place(self, name):
        return self.globals if name[0] == "$" else self.frames[-1]

    def is_bound(self, name):
        return self.place(name).get(name) is not None

    def value(self, name):
        return self.cells.cells[self.place(name)[name]]

    def bind(self, name, box):
        """The reference in the box is taken over: its sender holds it no more when the old one is released."""
        place = self.place(name)
        old = place.get(name)
        place[name] = self.cells.take(box.pop())
        if old is not None:
            self.cells.give_up(old)

    def unbind(self, name):
        place = self.place(name)
        old = place[name]
        if name[0] == "$":
            del place[name]
        else:
            place[name] = None  # it keeps its place
        self.cells.give_up(old)

    def hold(self, name, box):
        self.holds[name] = self.cells.take(box.pop())

    def release(self, name):
        self.cells.give_up(self.holds.pop(name))

    def push(self):
        self.frames.append({})
        self.arguments.append([])

    def keep_argument(self, value):
        self.arguments[-1].append(self.cells.take(value))

    def pop(self):
        """Locals are released in the order of their first binding, then kept arguments, the last one first."""
        arguments = self.arguments.pop()
        for index in self.frames.pop().values():
            if index is not None:
                self.cells.give_up(index)
        while arguments:
            self.cells.give_up(arguments.pop())

    def leave(self):
        while self.frames:
            self.pop()
        self.push()
        while self.globals:
            self.unbind(next(iter(self.globals)))
