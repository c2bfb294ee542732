import Markup
import Testing

@testable import Plotting

/// What a reader of charts in characters must be able to tell.
@Suite struct PlainTextTests {
  private static let bowl: Grid = {
    let places = stride(from: -2.0, through: 2, by: 0.25)
    return Grid(places.map { y in places.map { x in x * x + y * y } })
  }()
  private static let places = Array(stride(from: -2.0, through: 2, by: 0.25))

  private static func plane(path: [Point] = []) throws -> Chart {
    try Chart.contour(bowl, x: places, y: places, path: path)
  }

  /// The rows between the axes of `chart`.
  private static func rows(_ chart: Chart, _ style: TextStyle = .braille) -> [String] {
    chart.text(style: style).split(separator: "\n", omittingEmptySubsequences: false)
      .compactMap { line in
        line.firstIndex { $0 == "│" || $0 == "┤" }.map { String(line[line.index(after: $0)...]) }
      }
  }

  private static func count(_ characters: String, in chart: Chart) -> Int {
    rows(chart).joined().count { characters.contains($0) }
  }

  @Test(arguments: [false, true])
  func `lines and points stand on top of the shades of a plane`(isPlaneLast: Bool) throws {
    let line = try Chart.lines([Series(x: [-1, 0, 1], y: [-1, 1, -1])])
    let points = try Chart.scatter(x: [0, 1], y: [0, 1])
    let plane = try Self.plane()
    let chart =
      isPlaneLast
      ? try line.overlaid(with: points).overlaid(with: plane)
      : try plane.overlaid(with: line).overlaid(with: points)
    let text = Self.rows(chart).joined()
    #expect(text.count { $0 == "●" } == 2)
    #expect(text.unicodeScalars.count { (0x2801...0x28FF).contains($0.value) } > 20)
    #expect(text.contains("░") && text.contains("▓"))
  }

  @Test func `a plane is shaded where it lies`() throws {
    let points = try Chart.scatter(x: [6], y: [2])
    // Half of the width belongs to the plane.
    let rows = Self.rows(try Self.plane().overlaid(with: points))
    let shaded = rows.map { row in row.prefix { "░▒▓█ ".contains($0) }.count { $0 != " " } }
    let width = rows.map(\.count).max() ?? 0
    #expect(shaded.allSatisfy { $0 <= width / 2 + 1 } && shaded[0] >= width / 2 - 1)
  }

  @Test func `a path of no steps names its one place`() throws {
    let rows = Self.rows(try Self.plane(path: [Point(0, 0), Point(0, 0)]))
    #expect(rows.contains { $0.contains("● start and end") })
    let one = Self.rows(try Self.plane(path: [Point(0, 0)]))
    #expect(one.contains { $0.contains("● start ") } && !one.joined().contains("end"))
  }

  @Test func `names of points never cut into each other`() throws {
    // Four points within one column of the picture, and one at the right edge.
    let labels = ["north", "east", "south", "west", "page 1"]
    let chart = try Chart.scatter(
      x: [0, 0.01, 0.005, 0.002, 1], y: [0.5, 0.5, 0.5, 0.5, 1], labels: labels)
    for style in [TextStyle.braille, .block, .ascii] {
      let text = Self.rows(chart, style == .ascii ? .braille : style).joined(separator: "\n")
      #expect(text.contains("page 1 ●"))
      let letters = text.split { !($0.isASCII && $0.isLetter) }.map(String.init)
      #expect(letters.allSatisfy { (labels + ["page"]).contains($0) }, "\(letters)")
      #expect(letters.count >= 3)
    }
  }

  @Test func `a name gives way to the points around it`() throws {
    let chart = try Chart.scatter(
      x: [0, 0.06, 0.1, 1], y: [0.5, 0.5, 0.5, 1], labels: ["first", "", "", ""])
    #expect(Self.rows(chart).joined().count { $0 == "●" } == 4)
    #expect(Self.rows(chart).contains { $0.contains("first") && !$0.contains("●") })
  }

  @Test func `groups have marks of their own, which the legend explains`() throws {
    let chart = try Chart.scatter(
      x: [0, 1, 2, 0, 1], y: [0, 1, 0, 2, 2], groups: ["cat", "cat", "dog", "dog", "bird"])
    #expect(chart.text().hasPrefix("● cat   ○ dog   ▲ bird\n"))
    #expect(Self.count("●", in: chart) == 2)
    #expect(Self.count("○", in: chart) == 2)
    #expect(Self.count("▲", in: chart) == 1)
    #expect(chart.text(style: .ascii).hasPrefix("* cat   o dog   + bird\n"))
  }

  @Test func `a cloud of one kind keeps its dots`() throws {
    let places = (0..<150).map(Double.init)
    let chart = try Chart.scatter(x: places, y: places.map { ($0 * 7).remainder(dividingBy: 11) })
    #expect(Self.count("●", in: chart) == 0)
  }

  @Test func `a network shows the weights between its layers`() throws {
    let chart = try Chart.network(
      [2, 3, 1],
      weights: [Grid([[0.5, -1.25, 2], [0, 1, -0.75]]), Grid([[1], [-1], [0.5]])])
    #expect(
      chart.text().hasPrefix(
        """
        layer 1: ○ ○ (2)
          ⎡   0.50  −1.25   2.00  ⎤
          ⎣   0.00   1.00  −0.75  ⎦
        layer 2: ○ ○ ○ (3)
          ⎡   1.0  ⎤
          ⎢  −1.0  ⎥
          ⎣   0.5  ⎦
        layer 3: ○ (1)

        """))
    let wide = try Chart.network(
      [1, 12], weights: [Grid(rows: 1, columns: 12, values: (0..<12).map { Double($0) - 4 })])
    #expect(wide.text().contains("  12 weights from −4 to 7\n"))
  }

  @Test func `descriptions leave out the noise of rounding`() throws {
    // The sine at quarters of a turn, as it is computed.
    let angles = [0, 0.5, 1, 1.5, 2].map { $0 * Double.pi }
    let sine = try Chart.lines([Series(x: angles, y: [0, 1, 1.22e-16, -1, -2.45e-16])])
    #expect(sine.summary.contains("goes from 0 to 0 from 0 to 6.28, least −1 at 4.71"))
    // A quarter turn of (1, 0): 6.1·10⁻¹⁷ across is nothing beside 1 up.
    let arrow = try Chart.vectors([Arrow(to: Point(6.123e-17, 1), label: "v")])
    #expect(arrow.summary.hasSuffix("v = (0, 1)."))
  }

  @Test func `small values stay where they are the matter`() throws {
    let tiny = try Chart.lines([Series(y: [0, 1e-16, 3e-16])])
    #expect(tiny.summary.contains("from 0 to 3×10⁻¹⁶"))
    let falling = try Chart.lines([Series(y: [1, 1e-7, 1e-14])], hasLogY: true)
    #expect(falling.summary.contains("to 1×10⁻¹⁴"))
  }

  /// A terminal gives each of these signs two columns, so `column` counts them twice.
  private static func column(of sign: Character, in line: String) -> Int? {
    line.firstIndex(of: sign).map { line[..<$0].reduce(0) { $0 + ($1 >= "一" ? 2 : 1) } }
  }

  @Test func `names of wide characters move nothing to their right`() throws {
    let places = [0.0, 5, 9, 10]
    func rows(_ labels: [String]) throws -> [String] {
      Self.rows(try Chart.scatter(x: places, y: [1, 1, 1, 3], labels: labels))
    }
    let plain = try #require(try rows(["abcd", "efgh", "", ""]).first { $0.contains("abcd") })
    let wide = try #require(try rows(["東京", "大阪", "", ""]).first { $0.contains("東京") })
    #expect(Self.column(of: "e", in: plain) == Self.column(of: "大", in: wide))
    #expect(plain.count == displayWidth(of: wide))
    let lasts = [plain, wide].map { line in
      line.lastIndex(of: "●").map { displayWidth(of: String(line[..<$0])) }
    }
    #expect(lasts[0] != nil && lasts[0] == lasts[1])
  }

  @Test func `what is written over half of a wide character takes all of it`() {
    var canvas = TextCanvas(columns: 8, rows: 1, style: .braille)
    canvas.write("a中b", column: 0, row: 0)
    canvas.write("x", column: 2, row: 0)
    #expect(canvas.line(0) == "a xb")
    canvas.write("文", column: 3, row: 0)
    #expect(canvas.line(0) == "a x文")
    // The last column is half of what it would need.
    canvas.write("字", column: 7, row: 0)
    #expect(canvas.line(0) == "a x文")
  }

  @Test func `wide characters are as wide in ASCII`() {
    #expect(Chart.transliterated("東京 e\u{301}") == "???? e")
  }

  @Test func `columns of a diagram's words stand below each other`() throws {
    let chart = try Chart.venn(["猫", "dog"], regions: ["1", "2", "3"])
    let lines = chart.text().split(separator: "\n").prefix(3)
    let ends = lines.map { line in displayWidth(of: String(line.dropLast())) }
    #expect(Set(ends).count == 1, "\(lines)")
  }
}
