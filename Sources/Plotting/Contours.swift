/// Lines of equal height through numbers on a grid.
///
/// The grid gets a border of very low numbers, so that every line closes: a closed line is an
/// outline that can be filled. Each cell adds pieces with the higher side on their left, so every
/// crossed edge has one piece that ends there and one that starts: following them needs no search.
///
/// - Source: W. Lorensen and H. Cline, Marching cubes, SIGGRAPH 1987, in the plane; saddles are
///   told apart by the mean of the four corners.
struct Contours {
  private let rows: Int
  private let columns: Int
  private let x: [Double]
  private let y: [Double]
  private let heights: [Double]

  /// The numbers of `grid`, whose columns stand at the places `x` and whose rows at `y`.
  init(_ grid: Grid, x: [Double], y: [Double]) {
    rows = grid.rows + 2
    columns = grid.columns + 2
    self.x = [x.first ?? 0] + x + [x.last ?? 0]
    self.y = [y.first ?? 0] + y + [y.last ?? 0]
    var heights = [Double](repeating: -.infinity, count: rows * columns)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns where grid[row, column].isFinite {
        heights[(row + 1) * columns + column + 1] = grid[row, column]
      }
    }
    self.heights = heights
  }

  /// One closed line; `isBorder[i]` tells whether the piece after point `i` runs along the border
  /// of the grid.
  struct Loop: Sendable, Equatable {
    var points: [Point]
    var isBorder: [Bool]
  }

  /// The closed lines around everything at least as high as `level`.
  ///
  /// - Complexity: O(cells).
  func loops(at level: Double) -> [Loop] {
    let next = pieces(at: level)
    var isDone = [Bool](repeating: false, count: next.count)
    var loops: [Loop] = []
    for start in next.indices where next[start] >= 0 && !isDone[start] {
      var loop = Loop(points: [], isBorder: [])
      var edge = start
      while edge >= 0, !isDone[edge] {
        isDone[edge] = true
        loop.points.append(crossing(of: edge, at: level))
        loop.isBorder.append(touchesBorder(edge) || (next[edge] >= 0 && touchesBorder(next[edge])))
        edge = next[edge]
      }
      if loop.points.count > 2 { loops.append(loop) }
    }
    return loops
  }

  /// For every edge, the edge at which the piece that starts there ends, or −1.
  ///
  /// Edge 2·i goes from corner i to the right, edge 2·i + 1 from corner i upward (to the next row).
  private func pieces(at level: Double) -> [Int] {
    var next = [Int](repeating: -1, count: 2 * rows * columns)
    for row in 0..<(rows - 1) {
      for column in 0..<(columns - 1) {
        let corner = row * columns + column
        let a = heights[corner] >= level
        let b = heights[corner + 1] >= level
        let c = heights[corner + columns + 1] >= level
        let d = heights[corner + columns] >= level
        if a == b, b == c, c == d { continue }
        let south = 2 * corner
        let north = 2 * (corner + columns)
        let west = 2 * corner + 1
        let east = 2 * (corner + 1) + 1
        // Walking around the cell a → b → c → d: a piece starts where the walk goes up and ends
        // where it goes down just before, so that the high corners lie to its left.
        let walk = [(a, b, south), (b, c, east), (c, d, north), (d, a, west)]
        let ups = walk.filter { !$0.0 && $0.1 }.map(\.2)
        let downs = walk.filter { $0.0 && !$0.1 }.map(\.2)
        if ups.count == 1 {
          next[downs[0]] = ups[0]
        } else {
          let mean =
            (heights[corner] + heights[corner + 1] + heights[corner + columns + 1]
              + heights[corner + columns]) / 4
          // A high middle joins the high corners, a low one parts them.
          let joins = mean >= level
          if a {
            next[south] = joins ? east : west
            next[north] = joins ? west : east
          } else {
            next[east] = joins ? north : south
            next[west] = joins ? south : north
          }
        }
      }
    }
    return next
  }

  /// The two corners of an edge.
  private func corners(of edge: Int) -> (Int, Int) {
    let corner = edge / 2
    return (corner, edge % 2 == 0 ? corner + 1 : corner + columns)
  }

  private func touchesBorder(_ edge: Int) -> Bool {
    let (a, b) = corners(of: edge)
    return heights[a] == -.infinity || heights[b] == -.infinity
  }

  private func crossing(of edge: Int, at level: Double) -> Point {
    let (a, b) = corners(of: edge)
    let (low, high) = (heights[a], heights[b])
    let share: Double
    if low == -.infinity {
      share = 1
    } else if high == -.infinity {
      share = 0
    } else {
      share = high == low ? 0.5 : min(max((level - low) / (high - low), 0), 1)
    }
    let (xa, ya) = (x[a % columns], y[a / columns])
    let (xb, yb) = (x[b % columns], y[b / columns])
    return Point(xa + (xb - xa) * share, ya + (yb - ya) * share)
  }
}
