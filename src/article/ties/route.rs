//! Where the lines of relations run. They keep to the gaps between the lines of a text and to the room
//! beside it, so that they strike nothing out. All lengths are CSS pixels of the window.

/// How far over a line of text its gap is.
pub const GAP_PX: f64 = 2.0;
/// How far into its annotation a line reaches.
const TIP_PX: f64 = 3.0;
/// From the text to the line beside it.
const BESIDE_PX: f64 = 8.0;
/// From the edge of a pane to a line that keeps to it.
const EDGE_PX: f64 = 5.0;
/// From a mark to what is listed beside it, with its lines between.
const CLEAR_PX: f64 = 10.0;
/// The radius of a corner at most.
const CORNER_PX: f64 = 6.0;

/// A point of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A point of the window.
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A box in the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Area {
    /// Whether a point is in it.
    pub fn holds(&self, point: Point) -> bool {
        let Point { x, y } = point;
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// How wide it is.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// A pane as it is on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaneArea {
    /// What of its article can be seen.
    pub sight: Area,
    /// The left and the right edge of the lines of its text.
    pub column: (f64, f64),
    /// Whether its lines end at the left.
    pub is_rtl: bool,
}

/// Where an end of a relation is in its pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// In sight: where a line meets it, at the upper edge of its first line.
    Seen(Point),
    /// Above what can be seen.
    Above,
    /// Below it.
    Below,
}

impl Place {
    /// Where something at a point is.
    pub fn of(point: Point, sight: &Area) -> Self {
        if point.y < sight.top {
            Self::Above
        } else if point.y > sight.bottom {
            Self::Below
        } else {
            Self::Seen(point)
        }
    }
}

/// An end of a relation: its pane, counted from the left, and where it is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The pane.
    pub pane: usize,
    /// Where.
    pub place: Place,
}

/// The corners of the line between two ends of which one is in sight at least. O(1).
pub fn route(panes: &[PaneArea], from: End, to: End) -> Vec<Point> {
    let (Some(own), Some(other)) = (panes.get(from.pane), panes.get(to.pane)) else {
        return Vec::new();
    };
    let mut way = Vec::new();
    if from.pane == to.pane {
        if let (Place::Seen(one), Place::Seen(two)) = (from.place, to.place)
            && (one.y - two.y).abs() < GAP_PX
        {
            // On one line there is no need to leave it.
            let gap = one.y.min(two.y) - GAP_PX;
            return vec![at(one.x, gap), at(two.x, gap), tip(two)];
        }
        let lane = beside(own);
        way.extend(leave(own, from.place, lane));
        way.extend(leave(other, to.place, lane).into_iter().rev());
    } else {
        let right = from.pane < to.pane;
        let (lane, landing) = (edge(own, right), edge(other, !right));
        way.extend(leave(own, from.place, lane));
        if from.pane.abs_diff(to.pane) > 1 {
            // Over the panes between, above their text.
            let top = own.sight.top.max(other.sight.top) + EDGE_PX;
            way.extend([at(lane, top), at(landing, top)]);
        } else if let Some(last) = way.last().copied() {
            way.push(at(landing, last.y));
        }
        way.extend(leave(other, to.place, landing).into_iter().rev());
    }
    if let Place::Seen(point) = to.place {
        way.push(tip(point));
    }
    way
}

/// From an end to a lane beside the text, or from where the lane leaves what can be seen.
fn leave(pane: &PaneArea, place: Place, lane: f64) -> Vec<Point> {
    match place {
        Place::Seen(point) => {
            let gap = point.y - GAP_PX;
            vec![at(point.x, gap), at(lane, gap)]
        }
        Place::Above => vec![at(lane, pane.sight.top)],
        Place::Below => vec![at(lane, pane.sight.bottom)],
    }
}

/// The lane at the end of the lines of a text.
pub fn beside(pane: &PaneArea) -> f64 {
    let sight = &pane.sight;
    if pane.is_rtl {
        (pane.column.0 - BESIDE_PX).max(sight.left + EDGE_PX)
    } else {
        (pane.column.1 + BESIDE_PX).min(sight.right - EDGE_PX)
    }
}

/// The lane along an edge of a pane.
pub fn edge(pane: &PaneArea, right: bool) -> f64 {
    if right {
        pane.sight.right - EDGE_PX
    } else {
        pane.sight.left + EDGE_PX
    }
}

fn tip(point: Point) -> Point {
    at(point.x, point.y + TIP_PX)
}

/// The corners of an arrow head at the end of a line that comes from above. O(1).
pub fn arrow(point: Point) -> [Point; 3] {
    let Point { x, y } = tip(point);
    [
        at(x - 3.5, y - TIP_PX - 2.0),
        at(x + 3.5, y - TIP_PX - 2.0),
        at(x, y + 1.0),
    ]
}

/// A way as the path of an SVG, with round corners; `origin` is where the drawing begins. O(corners).
pub fn path(way: &[Point], origin: Point) -> String {
    let mut corners: Vec<Point> = Vec::new();
    for point in way {
        let point = at(point.x - origin.x, point.y - origin.y);
        if corners.last() != Some(&point) {
            corners.push(point);
        }
    }
    let mut path = String::new();
    for (number, &corner) in corners.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|at| corners.get(at));
        let (Some(&before), Some(&after)) = (before, corners.get(number + 1)) else {
            path += if number == 0 { "M" } else { "L" };
            path += &pair(corner);
            continue;
        };
        let (come, go) = (
            toward(corner, before, CORNER_PX),
            toward(corner, after, CORNER_PX),
        );
        path += &format!("L{}Q{},{}", pair(come), pair(corner), pair(go));
    }
    path
}

/// The point this far from one toward another, but no further than half the way.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let way = (to.x - from.x).hypot(to.y - from.y);
    if way <= 0.0 {
        return from;
    }
    let part = (by / way).min(0.5);
    at(
        from.x + (to.x - from.x) * part,
        from.y + (to.y - from.y) * part,
    )
}

/// Two coordinates to a tenth of a pixel.
pub fn pair(point: Point) -> String {
    format!("{:.1},{:.1}", point.x, point.y)
}

/// Where a box of a width and a height lies near a point, in a window, without covering some areas, the
/// first of which is at the point; if it cannot, where it covers least. O(areas).
pub fn clear_of(size: (f64, f64), areas: &[Area], near: Point, window: Area) -> Point {
    let (width, height) = size;
    let own = areas.first().copied().unwrap_or(Area {
        left: near.x,
        top: near.y,
        right: near.x,
        bottom: near.y,
    });
    let x = near.x - width / 4.0;
    let y = near.y - height / 2.0;
    let mut best = (f64::MAX, near);
    for point in [
        at(x, own.bottom + CLEAR_PX),
        at(x, own.top - CLEAR_PX - height),
        at(own.right + CLEAR_PX, y),
        at(own.left - CLEAR_PX - width, y),
        at(window.right, y),
        at(window.left, y),
        at(x, window.top),
        at(x, window.bottom),
    ] {
        let left = point.x.min(window.right - width - EDGE_PX).max(EDGE_PX);
        let top = point.y.min(window.bottom - height - EDGE_PX).max(EDGE_PX);
        let place = Area {
            left,
            top,
            right: left + width,
            bottom: top + height,
        };
        let covered: f64 = areas.iter().map(|area| shared(&place, area)).sum();
        if covered < best.0 {
            best = (covered, at(left, top));
        }
    }
    best.1
}

/// How much two areas share.
fn shared(one: &Area, other: &Area) -> f64 {
    let width = one.right.min(other.right) - one.left.max(other.left);
    let height = one.bottom.min(other.bottom) - one.top.max(other.top);
    width.max(0.0) * height.max(0.0)
}

#[cfg(test)]
mod tests;
