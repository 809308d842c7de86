"""How a page lies as it is displayed, and where its links lie."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a page's user space lies on the page as displayed: its crop box and its rotation in degrees, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as displayed, from the top left corner."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


@dataclass(frozen=True, slots=True)
class LinkArea:
    """The rectangle of one link annotation in the page's own user space (y grows upwards), and its target."""

    left: float
    bottom: float
    right: float
    top: float
    target: str
