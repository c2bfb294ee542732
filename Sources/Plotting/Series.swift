/// Named numbers in a row, with the places where they stand if those are not 0, 1, 2, ….
package struct Series: Sendable, Equatable, Codable {
  /// What the reader calls it; may be empty when there is only one.
  package var name: String
  /// The places, as many as there are values, or nil for 0, 1, 2, ….
  package var x: [Double]?
  /// The values.
  package var y: [Double]

  /// The values `y`, standing at `x`.
  package init(_ name: String = "", x: [Double]? = nil, y: [Double]) {
    self.name = name
    self.x = x
    self.y = y
  }

  /// The places, written out.
  var places: [Double] { x ?? y.indices.map(Double.init) }
}

/// Numbers in rows and columns, stored row by row.
package struct Grid: Sendable, Equatable, Codable {
  /// The number of rows.
  package let rows: Int
  /// The number of columns.
  package let columns: Int
  /// The numbers, row by row.
  package let values: [Double]

  /// A grid of `rows` × `columns` numbers; missing ones are NaN.
  package init(rows: Int, columns: Int, values: [Double]) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    let (count, overflow) = self.rows.multipliedReportingOverflow(by: self.columns)
    precondition(!overflow, "a grid's size is a number")
    if values.count >= count {
      self.values = Array(values.prefix(count))
    } else {
      self.values = values + [Double](repeating: .nan, count: count - values.count)
    }
  }

  /// A grid of rows; shorter ones are filled up with NaN.
  package init(_ rows: [[Double]]) {
    let columns = rows.map(\.count).max() ?? 0
    self.init(
      rows: rows.count, columns: columns,
      values: rows.flatMap { $0 + [Double](repeating: .nan, count: columns - $0.count) })
  }

  /// The number in `row` and `column`.
  package subscript(row: Int, column: Int) -> Double { values[row * columns + column] }
}

/// A place in the plane of the data.
package struct Point: Sendable, Equatable, Codable {
  /// The horizontal coordinate.
  package var x: Double
  /// The vertical coordinate.
  package var y: Double

  /// The place (`x`, `y`).
  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An arrow from one place to another, with its name.
package struct Arrow: Sendable, Equatable, Codable {
  /// Where it starts.
  package var start: Point
  /// Where its head is.
  package var end: Point
  /// What the reader calls it.
  package var label: String

  /// An arrow to `end`.
  package init(from start: Point = Point(0, 0), to end: Point, label: String = "") {
    self.start = start
    self.end = end
    self.label = label
  }
}
