import Tensors
import Testing

@testable import Script

/// The texts of values.
@Suite struct BackFormattingTests {
  static func tensor(_ shape: [Int]) throws -> Value {
    let count = shape.reduce(1, *)
    return .tensor(try Tensor(shape: shape, values: (0..<count).map { Double($0) }))
  }

  static let numberCases: [(Double, String)] = [
    (3.0, "3"), (-0.5, "-0.5"), (0.1, "0.1"), (1e16, "1e+16"),
    (9_007_199_254_740_991, "9007199254740991"),
    (-0.0, "0"), (.infinity, "inf"), (1 / 3, "0.3333333333333333"),
  ]

  @Test(arguments: numberCases)
  func `numbers are plain or shortest`(_ number: Double, _ expected: String) {
    #expect(text(.double(number)) == expected)
  }

  @Test func `matrices are aligned row by row`() throws {
    let matrix = try Tensor(rows: [[1, -2.5], [30, 4]])
    #expect(text(.tensor(matrix)) == "[[ 1, -2.5],\n [30,    4]]")
    #expect(text(.array([.tensor(matrix)])) == "[[[1, -2.5], [30, 4]]]")
  }

  @Test func `tensors of higher rank have a line more between their matrices`() throws {
    #expect(
      text(try Self.tensor([2, 2, 2]))
        == "[[[0, 1],\n  [2, 3]],\n\n [[4, 5],\n  [6, 7]]]")
  }

  @Test func `a tensor of rank 0 is a number, an empty one has no elements`() throws {
    #expect(text(.tensor(Tensor(scalar: 2.5))) == "2.5")
    #expect(text(.tensor(Tensor([]))) == "[]")
    #expect(text(try Self.tensor([0, 3])) == "[]")
    #expect(text(try Self.tensor([2, 0])) == "[[],\n []]")
  }

  @Test func `long lists show their ends`() throws {
    #expect(text(try Self.tensor([2000])) == "[0, 1, 2, …, 1997, 1998, 1999]")
    var style = TextStyle()
    style.maximumElements = 10
    style.edgeElements = 1
    #expect(
      text(try Self.tensor([4, 4]), style: style)
        == "[[ 0, …,  3],\n …,\n [12, …, 15]]")
    #expect(
      text(.array(Array(repeating: .bool(true), count: 11)), style: style) == "[true, …, true]")
  }

  @Test func `a text stands in quotes inside of something only`() {
    #expect(text(.string("a\"b")) == "a\"b")
    #expect(text(.array([.string("a\"b\n")])) == #"["a\"b\n"]"#)
  }

  @Test func `composite values name their parts`() {
    let point = StructureType(name: "Point", fields: ["x", "y"])
    #expect(
      text(.structure(StructureValue(point, [.double(1), .string("a")]))) == "Point(x: 1, y: \"a\")"
    )
    #expect(
      text(.tuple(TupleValue([.double(1), .none], labels: ["low", nil]))) == "(low: 1, nil)")
    #expect(
      text(.dictionary(DictionaryValue([(.string("a"), .double(1)), (.double(2), .bool(false))])))
        == "[\"a\": 1, 2: false]")
    #expect(text(.dictionary(DictionaryValue())) == "[:]")
    #expect(text(.set(SetValue([.double(1), .double(2), .double(1)]))) == "[1, 2]")
    #expect(text(.range(RangeValue(0, 5, isClosed: false))) == "0..<5")
    #expect(text(.range(RangeValue(nil, 2.5, isClosed: true))) == "...2.5")
    #expect(text(.object(Thing())) == "Chart of 3 points")
    #expect(text(.void) == "()")
  }

  @Test func `a format goes to every number inside`() throws {
    let format = ValueFormat(".2f")
    #expect(text(.tensor(Tensor([1, 0.125])), format: format) == "[1.00, 0.12]")
    #expect(
      text(.tuple(TupleValue([.double(2), .string("x")])), format: format) == "(2.00, \"x\")")
  }

  static let formatCases: [(String, Double, String)] = [
    (".3f", 2.0 / 3, "0.667"), (".1%", 0.1234, "12.3%"), (".2e", 12345, "1.23e+04"),
    ("+.1f", 2, "+2.0"), ("+.1f", -2, "-2.0"), (",", 1_234_567, "1,234,567"),
    ("8.2f", 3.14159, "    3.14"), (".3g", 1234.5, "1.23e+03"),
  ]

  @Test(arguments: formatCases)
  func `formats`(_ format: String, _ number: Double, _ expected: String) throws {
    let format = try #require(ValueFormat(format))
    #expect(text(number, format: format) == expected)
  }
}

private struct Thing: ScriptObject {
  var typeName: String { "Chart" }
  func text() -> String { "Chart of 3 points" }
}
